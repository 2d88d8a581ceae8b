"""A store full of made-up work, on each engine, that tests of reads share."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.stores import NOW, Places, settings_for

SIZE, PROBLEMS = 300, 80


@pytest.fixture(scope="session")
def full(places: Places) -> Iterator[Desk]:
    """A desk with work of every kind and age; nothing may write to it."""
    url = places.founded()
    made = build(settings_for(url), FixedClock(NOW))
    made.demo.fill(made.directory.actor(), SIZE, problems=PROBLEMS)
    yield made
    made.close()
    places.remove(url)


@pytest.fixture(scope="session")
def ben(full: Desk) -> Actor:
    """Somebody with work and a team."""
    return full.directory.actor("Ben")
