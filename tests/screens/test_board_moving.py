"""Cards moved between lanes by a key: what is asked, what cannot be, and who was faster."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.board_moving import MoveSheet
from tests.boards import Kind, fill
from tests.screens.boards import board, lay_out, opened, under_cursor
from tests.screens.queues import shown
from tests.screens.seats import Keys, seated, text_of, until, write
from tests.screens.test_keys import footer


def _state(desk: Desk, actor: Actor, ref: str) -> str:
    return desk.work.find(actor, ref).state


async def _at(keys: Keys, ref: str) -> None:
    """Put the cursor on a card."""
    row = board(keys).seat.desk.work.find(board(keys).seat.actor, ref)
    board(keys).reload_onto(row.id)
    await until(keys, lambda: under_cursor(keys) == ref)


async def test_what_begins_at_once_moves_at_once(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await _at(keys, "P-3")
        await keys.press("greater_than_sign")
        await shown(keys, "P-3", "u takes it back")
        await until(keys, lambda: _state(local, ana, "P-3") == "inProgress")
        await until(keys, lambda: under_cursor(keys) == "P-3")
        assert board(keys).table.focused_lane == 1
        await keys.press("u")
        await until(keys, lambda: _state(local, ana, "P-3") == "acknowledged")
        await until(keys, lambda: board(keys).table.focused_lane == 0)
        assert under_cursor(keys) == "P-3"


async def test_a_move_asks_for_what_it_demands(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await _at(keys, "P-9")
        await keys.press("shift+right")
        await shown(keys, "P-9: wait for whom?")
        await until(keys, lambda: isinstance(keys.app.screen, MoveSheet))
        await until(keys, lambda: getattr(keys.app.screen, "is_ready", False))
        await write(keys, "internal")
        await keys.press("enter", "tab")
        await write(keys, "Which line")
        await keys.press("ctrl+s")
        await until(keys, lambda: _state(local, ana, "P-9") == "pending")
        await until(keys, lambda: under_cursor(keys) == "P-9")
        assert board(keys).table.focused_lane == 2


async def test_what_the_table_of_states_forbids_says_why(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await _at(keys, "P-8")
        await keys.press("less_than_sign")
        await shown(keys, "The problem is in progress; from there it", "cannot be acknowledged")
        await until(keys, lambda: "> move" in footer(text_of(keys)))
        await _at(keys, "P-12")
        await until(keys, lambda: "> move" not in footer(text_of(keys)))
        await keys.press("greater_than_sign")
        await shown(keys, "There is no lane on that side")
        await keys.press("b")
        await shown(keys, "by level")
        await _at(keys, "P-8")
        await keys.press("greater_than_sign")
        await shown(keys, "P-8 cannot be moved between levels")


async def test_in_lanes_of_owners_a_move_gives_the_card(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    lay_out(local, ana)
    fill(local, [Kind("inProgress", 0.2, ben.id or 0)])
    async with seated(local, ana) as keys:
        await opened(keys)
        board(keys).turn("owner")
        await shown(keys, "by owner", "Nobody")
        await _at(keys, "P-1")
        await keys.press("greater_than_sign")
        await until(keys, lambda: local.work.find(ana, "P-1").owner == "Ana")
        await until(keys, lambda: board(keys).table.focused_lane == 1)
        await keys.press("greater_than_sign")
        await until(keys, lambda: local.work.find(ana, "P-1").owner == "Ben")


async def test_in_lanes_of_priority_a_move_asks_for_the_reason(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        board(keys).turn("priority")
        await shown(keys, "by priority")
        await _at(keys, "P-3")
        await keys.press("less_than_sign")
        await until(keys, lambda: isinstance(keys.app.screen, MoveSheet))
        await shown(keys, "Impact", "Urgency", "medium", "high")


async def test_marked_cards_move_together(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await _at(keys, "P-1")
        await keys.press("space", "space", "greater_than_sign")
        await until(keys, lambda: _state(local, ana, "P-2") == "inProgress")
        assert _state(local, ana, "P-1") == "inProgress"


async def test_the_second_who_moves_a_card_learns_who_was_first(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await _at(keys, "P-3")
        board(keys).app.screen_stack[0].listener.stop()  # type: ignore[attr-defined]
        local.do(ben, "hold", "P-3", {"cause": "other"})
        await keys.press("greater_than_sign")
        await shown(keys, "P-3 has changed since you looked", "Ben")
        assert _state(local, ana, "P-3") == "held"
        await until(keys, lambda: under_cursor(keys) == "P-3")
        assert board(keys).table.focused_lane == 3


async def test_what_others_do_shows_and_the_cursor_stays_on_its_card(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await _at(keys, "P-4")
        local.do(ben, "start", "P-1", {})
        await until(keys, lambda: "3 ✖1 ▲2" in text_of(keys))
        assert under_cursor(keys) == "P-4"
        local.do(ben, "hold", "P-4", {"cause": "other"})
        await until(keys, lambda: board(keys).table.focused_lane == 3)
        assert under_cursor(keys) == "P-4"


async def test_who_has_a_problem_open_stands_on_its_card(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    ids = lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        local.presence.here(ben, "elsewhere", ids[7], is_writing=False)
        await shown(keys, "‹Ben›")
