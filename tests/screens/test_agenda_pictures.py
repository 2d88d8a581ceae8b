"""Pictures of the agenda, and of tasks in hand; look at one before you take a new one for it."""

from collections.abc import Callable

import pytest

from desk.app import DeskApp
from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.field_team import Field, staffed
from tests.screens.queues import shown
from tests.screens.seats import LARGE, SMALL, Keys

Compare = Callable[..., bool]


@pytest.fixture
def field(local: Desk, ana: Actor) -> Field:
    """A team of six, one of them absent."""
    return staffed(local, ana)


def _app(desk: Desk, actor: Actor, theme: str = "dark") -> DeskApp:
    look = Look(choose(ascii_only=theme == "mono"), Palette(theme))
    return DeskApp(desk, actor, look, lambda fault: None)


async def _open(keys: Keys) -> None:
    await shown(keys, "P-1")
    await keys.press("A")
    await shown(keys, "Nobody has these", "T-7")


@pytest.mark.parametrize("theme", ["dark", "light", "mono"])
def test_a_team_of_six_one_absent(
    snap_compare: Compare, local: Desk, ana: Actor, field: Field, theme: str
) -> None:
    async def walk(keys: Keys) -> None:
        await _open(keys)
        await keys.press("space", "j")
        await shown(keys, "T-3  task 3 of P-1")

    try:
        assert snap_compare(_app(local, ana, theme), terminal_size=SMALL, run_before=walk)
    finally:
        choose(ascii_only=False)


def test_the_task_beside_its_problem(
    snap_compare: Compare, local: Desk, ana: Actor, field: Field
) -> None:
    async def walk(keys: Keys) -> None:
        await _open(keys)
        await keys.press("j", "j")
        await shown(keys, "T-3  Technician on site", "Task 3 Technician on site: started")

    assert snap_compare(_app(local, ana), terminal_size=LARGE, run_before=walk)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_tasks_in_hand(
    snap_compare: Compare, local: Desk, ana: Actor, field: Field, size: tuple[int, int]
) -> None:
    async def walk(keys: Keys) -> None:
        await shown(keys, "P-1")
        await keys.press("g", *"T-3", "enter")
        await shown(keys, "Tasks 2 of 5", "enter finish")

    assert snap_compare(_app(local, ana), terminal_size=size, run_before=walk)


def test_a_task_planned_anew(snap_compare: Compare, local: Desk, ana: Actor, field: Field) -> None:
    async def walk(keys: Keys) -> None:
        await _open(keys)
        await keys.press("j", "j", "p")
        await shown(keys, "Plan T-3 anew", "now 2 h")
        await keys.press("tab", *"+3h")
        await shown(keys, "What will happen", "It is due 13:00")

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)
