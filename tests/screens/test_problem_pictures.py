"""Pictures of a problem and its sheets; look at one before you take a new one for it."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.screens.problems import report
from tests.screens.queues import shown
from tests.screens.seats import LARGE, SMALL, Keys
from tests.screens.test_pictures import Compare, _app

_TASKS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Test line", {}),
    ("Order technician", {"after": "1"}),
    ("Technician on site", {"after": "2", "kind": "partner", "partner": "NetCo", "due": "+1h"}),
    ("Test with customer", {"after": "3"}),
    ("Close report", {"after": "4"}),
)


@pytest.fixture
def outage(local: Desk, ana: Actor, ben: Actor, clock: FixedClock) -> str:
    """A problem with a plan that is worked on, later than was agreed."""
    given = {
        "customer": "Lyon Métropole",
        "contact": "b.roche@lyon.example",
        "text": "140 people at 12 rue Bayard are without network since 09:30.",
        "impact": "high",
        "urgency": "high",
        "category": "network",
        "service": "Fibre 1G",
        "place": "12 rue Bayard",
    }
    ref = report(local, ana, "Fibre down, Lyon office, 140 people", **given)
    local.do(ana, "start", ref, {})
    for name, values in _TASKS:
        local.do(ana, "add-task", ref, {"name": name, **values})
    for number in (1, 2):
        for action in ("claim", "start", "finish"):
            local.do(ana, action, f"T-{number}", {})
        clock.advance(600)
    local.do(ana, "claim", "T-3", {})
    local.do(ana, "start", "T-3", {})
    local.do(ana, "reply", ref, {"text": "A technician is on site at 13:00."})
    clock.advance(4 * 3600)
    local.do(ben, "note", ref, {"text": "Cut found at the cabinet, waits for a splice kit."})
    return ref


async def opened(keys: Keys, ref: str) -> None:
    """The problem in full, from the queue."""
    await shown(keys, ref, "tasks 2 of 5")
    await keys.press("enter")
    await shown(keys, "Tasks 2 of 5", "Trail", "esc back")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_a_problem(
    snap_compare: Compare, local: Desk, ana: Actor, outage: str, size: tuple[int, int]
) -> None:
    async def walk(keys: Keys) -> None:
        if size == LARGE:
            await shown(keys, outage)
            await keys.press("enter")
            await shown(keys, "Tasks 2 of 5", "Why P1", "esc back")
        else:
            await opened(keys, outage)

    assert snap_compare(_app(local, ana), terminal_size=size, run_before=walk)


@pytest.mark.parametrize("theme", ["terminal", "mono"])
def test_a_problem_in_other_colours(
    snap_compare: Compare, local: Desk, ana: Actor, outage: str, theme: str
) -> None:
    async def walk(keys: Keys) -> None:
        await opened(keys, outage)

    assert snap_compare(_app(local, ana, theme), terminal_size=SMALL, run_before=walk)


def test_what_cancelling_does(snap_compare: Compare, local: Desk, ana: Actor, outage: str) -> None:
    async def walk(keys: Keys) -> None:
        await shown(keys, outage)
        await keys.press("enter")
        await shown(keys, "esc back")
        await keys.press("x", *"rais", "enter")
        await shown(keys, "3 tasks are cancelled")

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)


def test_a_new_problem(snap_compare: Compare, local: Desk, ana: Actor, outage: str) -> None:
    async def walk(keys: Keys) -> None:
        await shown(keys, outage)
        await keys.press("P", *"Phones_dead", "tab")
        await keys.press(*"lyon", "enter", "tab", *"hi", "tab")
        await shown(keys, "P2 high", "Open already", f"f6 it is {outage}", "kept 14:20")

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)
