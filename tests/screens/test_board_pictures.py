"""Pictures of the board; look at one before you take a new one for it."""

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from tests.screens.boards import lay_out
from tests.screens.queues import shown
from tests.screens.seats import LARGE, SMALL, Keys
from tests.screens.test_pictures import Compare, _app


async def _open(keys: Keys) -> None:
    await keys.press("2")
    await shown(keys, "by state", "11 open, 1 resolved", "> move")


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_the_board(snap_compare: Compare, local: Desk, ana: Actor, size: tuple[int, int]) -> None:
    lay_out(local, ana)
    assert snap_compare(_app(local, ana), terminal_size=size, run_before=_open)


@pytest.mark.parametrize("theme", ["light", "terminal", "mono"])
def test_the_board_in_other_colours(
    snap_compare: Compare, local: Desk, ana: Actor, theme: str
) -> None:
    lay_out(local, ana)
    assert snap_compare(_app(local, ana, theme), terminal_size=SMALL, run_before=_open)


def test_lanes_by_owner_with_a_mark_and_a_filter(
    snap_compare: Compare, local: Desk, ana: Actor
) -> None:
    lay_out(local, ana)

    async def walk(keys: Keys) -> None:
        await _open(keys)
        await keys.press("b", "b")
        await shown(keys, "by owner", "Nobody")
        await keys.press("space")
        await shown(keys, "1 marked")

    assert snap_compare(_app(local, ana), terminal_size=(100, 30), run_before=walk)
