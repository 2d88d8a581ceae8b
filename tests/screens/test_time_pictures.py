"""Pictures of toasts, notices and jeopardy; look at one before you take a new one for it."""

from collections.abc import Callable

import pytest

from desk.app import DeskApp
from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.queue import QueueScreen
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.lateness import Late, lateness
from tests.screens.queues import log, shown
from tests.screens.seats import LARGE, SMALL, Keys, on_top, until
from tests.screens.told import crossed

Compare = Callable[..., bool]


@pytest.fixture
def late(local: Desk, ana: Actor, ben: Actor, clock: FixedClock) -> Late:
    """What there is."""
    return lateness(local, ana, ben, clock)


def _app(desk: Desk, actor: Actor, theme: str = "dark") -> DeskApp:
    look = Look(choose(ascii_only=theme == "mono"), Palette(theme))
    return DeskApp(desk, actor, look, lambda fault: None)


@pytest.mark.parametrize("theme", ["dark", "mono"])
def test_what_pops_up(
    snap_compare: Compare, local: Desk, ana: Actor, clock: FixedClock, theme: str
) -> None:
    refs = [log(local, ana, f"No signal since Monday {number}") for number in range(12)]

    async def walk(keys: Keys) -> None:
        screen = on_top(keys, QueueScreen)
        for why, some in (("breached", refs[:1]), ("jeopardy", refs[1:4])):
            for ref in some:
                crossed(local, ana, clock.now(), why, ref=ref)
        await until(keys, lambda: local.alerts.unread(ana) == 4)
        screen.toast.leave()
        screen._newest = 0
        screen._known.clear()  # the desk may have heard of them by itself
        screen._look()
        await shown(keys, "3 items reach jeopardy", "lists them", "!4")

    try:
        assert snap_compare(_app(local, ana, theme), terminal_size=SMALL, run_before=walk)
    finally:
        choose(ascii_only=False)


def test_the_list_of_notices(
    snap_compare: Compare, local: Desk, ana: Actor, late: Late, clock: FixedClock
) -> None:
    boss = local.directory.actor("")
    local.do(boss, "note", late.calm, {"text": "@ana the customer called again"})
    for ref in (late.calm, late.soon, late.missed):
        crossed(local, ana, clock.now() - 300, "watch", ref=ref)
    local.news.mark(ana, [row.id for row in local.alerts.page(ana).rows[-2:]], is_read=True)

    async def walk(keys: Keys) -> None:
        await shown(keys, late.soon)
        await keys.press("exclamation_mark", "j")
        await shown(keys, "3 items are to be watched", "5 new of 7")

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)


@pytest.mark.parametrize(
    "shape", [("dark", SMALL), ("mono", SMALL), ("dark", LARGE), ("terminal", LARGE)]
)
def test_jeopardy(
    snap_compare: Compare, local: Desk, ana: Actor, late: Late, shape: tuple[str, tuple[int, int]]
) -> None:
    theme, size = shape
    local.do(ana, "acknowledge", late.soon, {"plan": "Splice kit is on its way, back by eleven"})

    async def walk(keys: Keys) -> None:
        await shown(keys, late.soon)
        await keys.press("J", "v", "v")
        await shown(keys, "of everybody", "2 in jeopardy, 1 late", "Splice kit")
        await shown(keys, "Y plan")

    try:
        assert snap_compare(_app(local, ana, theme), terminal_size=size, run_before=walk)
    finally:
        choose(ascii_only=False)


def test_what_crossed(
    snap_compare: Compare, local: Desk, ana: Actor, late: Late, clock: FixedClock
) -> None:
    local.news.look(ana, local.jeopardy.LOG, 2)

    async def walk(keys: Keys) -> None:
        await shown(keys, late.soon)
        await keys.press("J", "tab", "tab")
        await shown(keys, "What crossed, mine", "you looked here last")

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_what_lies_ahead_stands_first(
    snap_compare: Compare, local: Desk, ana: Actor, late: Late, size: tuple[int, int]
) -> None:
    urgent = {"priority": "1", "from": "x@example.org"}
    for minutes in (5, 7, 11):
        ref = log(local, ana, f"Line noisy since {minutes} o'clock", at=f"-{minutes}m", **urgent)
        local.do(ana, "claim", ref, {})

    async def walk(keys: Keys) -> None:
        await shown(keys, "3 items reach jeopardy before 11:00", "lists them")
        await keys.press("exclamation_mark")
        await shown(keys, "3 new of 3", "J what is late")

    assert snap_compare(_app(local, ana), terminal_size=size, run_before=walk)
