"""Pictures of the queue; look at one before you take a new one for it."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.screens.queues import log, shown
from tests.screens.seats import LARGE, SMALL, Keys
from tests.screens.test_pictures import Compare, _app

SUBJECTS = (
    ("Fibre down, Lyon office, 140 people", "Lyon Métropole", "1", 0),
    ("Invoice charged twice, 2nd reminder of the month", "Acme Ltd", "2", 600),
    ("請求書の宛名変更 New name on invoice", "田中商事株式会社", "3", 800),
    ("Re: [I-10391] still waiting for an answer", "", "3", 500),
    ("VPN drops every 30 minutes", "서울무역", "4", 350),
)


@pytest.fixture
def morning(local: Desk, ana: Actor, ben: Actor, clock: FixedClock) -> str:
    """Work of every urgency, some of it taken, one that waits; the reference of the first."""
    refs = []
    for subject, customer, priority, later in SUBJECTS:
        clock.advance(later)
        values = {
            "priority": priority,
            "text": f"{subject}. Please look at it.",
            "from": "x@y.example",
        }
        refs.append(
            log(local, ana, subject, **values, **({"customer": customer} if customer else {}))
        )
    local.do(ana, "claim", refs[1], {})
    wait = {"question": "Which line is it?", "due": "+1d"}
    local.do(ana, "await", refs[4], wait)
    return refs[0]


@pytest.mark.parametrize("size", [SMALL, (100, 30), LARGE], ids=["small", "medium", "large"])
def test_the_queue(
    snap_compare: Compare, local: Desk, ana: Actor, morning: str, size: tuple[int, int]
) -> None:
    async def walk(keys: Keys) -> None:
        await shown(keys, "c claim", "First answer", "✖1")

    assert snap_compare(_app(local, ana), terminal_size=size, run_before=walk)


@pytest.mark.parametrize("theme", ["light", "terminal", "mono"])
def test_the_queue_in_other_colours(
    snap_compare: Compare, local: Desk, ana: Actor, morning: str, theme: str
) -> None:
    async def walk(keys: Keys) -> None:
        await shown(keys, "c claim", "First answer was due")

    assert snap_compare(_app(local, ana, theme), terminal_size=SMALL, run_before=walk)


def test_a_filter_with_a_fault(
    snap_compare: Compare, local: Desk, ana: Actor, morning: str
) -> None:
    async def walk(keys: Keys) -> None:
        await shown(keys, "c claim", "✖1")
        await keys.press("slash")
        await shown(keys, "enter take")
        await keys.press(*"due<soon", "enter")
        await shown(keys, "^")

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)


def test_a_refusal_and_the_palette(
    snap_compare: Compare, local: Desk, ana: Actor, morning: str
) -> None:
    async def walk(keys: Keys) -> None:
        await shown(keys, "c claim", "✖1")
        await keys.press("c")
        await shown(keys, f"Claimed {morning}")
        await keys.press("c")
        await shown(keys, f"{morning} is yours already")
        await keys.press("ctrl+p")
        await shown(keys, "Do anything", "Release")

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)
