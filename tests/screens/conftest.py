"""A desk of one file with a customer and a contact, as every test of a screen begins."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.screens.seats import MARKUP
from tests.stores import Places, settings_for


@pytest.fixture
def local(file_places: Places, clock: FixedClock) -> Iterator[Desk]:
    """A desk on a file of its own, with nothing in it but its first person."""
    url = file_places.founded()
    made = build(settings_for(url), clock)
    yield made
    made.close()
    file_places.remove(url)


@pytest.fixture
def ana(local: Desk) -> Actor:
    """An agent who sits at the desk."""
    local.people.add(local.directory.actor(), "Ana", "agent", "Billing")
    return local.directory.actor("Ana")


@pytest.fixture
def ben(local: Desk) -> Actor:
    """Another one, at a desk of his own."""
    local.people.add(local.directory.actor(), "Ben", "teamLead", "Field")
    return local.directory.actor("Ben")


@pytest.fixture
def ref(local: Desk, ana: Actor) -> str:
    """A mail whose every text would do harm if it were read as markup."""
    done = local.do(
        ana,
        "log",
        "interaction",
        {
            "direction": "inbound",
            "channel": "email",
            "subject": f"{MARKUP[0]} {MARKUP[1]} invoice",
            "text": f"{MARKUP[2]} taken twice",
            "customer": "[INC-9] Acme [/]",
            "from": "b.keller@acme.example",
            "tag": "late",
        },
    )
    return done.ref
