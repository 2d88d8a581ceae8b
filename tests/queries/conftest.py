"""A store full of made-up work, on each engine, that tests of reads share."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.stores import NOW, Places, settings_for

SIZE, PROBLEMS = 300, 80


def work(desk: Desk) -> None:
    """Put work of every kind and age into a store."""
    desk.demo.fill(desk.directory.actor(), SIZE, problems=PROBLEMS)


@pytest.fixture(scope="session")
def full(places: Places) -> Iterator[Desk]:
    """A desk with work of every kind and age; nothing may write to it.

    Each file of tests has its own, since the engines take turns.
    """
    url = places.filled(work)
    made = build(settings_for(url), FixedClock(NOW))
    yield made
    made.close()
    places.remove(url)


@pytest.fixture(scope="session")
def ben(full: Desk) -> Actor:
    """Somebody with work and a team."""
    return full.directory.actor("Ben")
