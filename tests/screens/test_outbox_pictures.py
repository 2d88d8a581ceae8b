"""Pictures of the outbox; look at one before you take a new one for it."""

from collections.abc import Callable

import pytest

from desk.app import DeskApp
from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.outboxes import filled
from tests.screens.queues import shown
from tests.screens.seats import LARGE, SMALL, Keys

Compare = Callable[..., bool]


def _app(desk: Desk, actor: Actor, theme: str = "dark") -> DeskApp:
    look = Look(choose(ascii_only=theme == "mono"), Palette(theme))
    return DeskApp(desk, actor, look, lambda fault: None)


async def _open(keys: Keys) -> None:
    await shown(keys, "I-5")
    await keys.press("O")
    await shown(keys, "Needs you 4", "draft")
    await keys.press("j")
    await shown(keys, "Given up 10:00")


@pytest.mark.parametrize("theme", ["dark", "light", "mono"])
def test_what_needs_somebody(
    snap_compare: Compare, local: Desk, ben: Actor, clock: FixedClock, theme: str
) -> None:
    filled(local, clock, ben)
    try:
        assert snap_compare(_app(local, ben, theme), terminal_size=SMALL, run_before=_open)
    finally:
        choose(ascii_only=False)


def test_the_whole_message_beside(
    snap_compare: Compare, local: Desk, ben: Actor, clock: FixedClock
) -> None:
    filled(local, clock, ben)
    assert snap_compare(_app(local, ben), terminal_size=LARGE, run_before=_open)
