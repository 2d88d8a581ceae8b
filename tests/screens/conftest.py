"""A desk of one file with a customer and a contact, as every test of a screen begins."""

from collections.abc import Awaitable, Callable, Iterator

import pytest

from desk.app import DeskApp
from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.screens.queues import looked_back
from tests.screens.seats import MARKUP, Keys
from tests.stores import Places, settings_for

Walk = Callable[[Keys], Awaitable[None]]
"""What is done before a picture is taken."""


@pytest.fixture
def snap_compare(
    snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., bool]:
    """Compares a picture of a desk that has told, before anything is done, what it had to tell.

    Its jobs do not begin while the picture is made, however long that takes.
    """
    monkeypatch.setattr("desk.app._JOBS_AFTER", 3600.0)

    def compared(app: DeskApp, *, run_before: Walk, terminal_size: tuple[int, int]) -> bool:
        async def walk(keys: Keys) -> None:
            await looked_back(keys)
            await run_before(keys)

        return snap_compare(app, run_before=walk, terminal_size=terminal_size)

    return compared


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
