"""The board by its keys: lanes, cursor, turning, filter, marks, and the way back."""

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.board import BoardScreen
from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from tests.boards import Kind, fill
from tests.screens.boards import LANES, board, heads_of, lay_out, opened, under_cursor
from tests.screens.queues import lines_of, log, shown
from tests.screens.seats import LARGE, MARKUP, seated, text_of, until


async def test_the_board_opens_on_what_needs_somebody_most(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        assert all(lane in text_of(keys) for lane in LANES)
        assert under_cursor(keys) == "P-8"
        assert "11 open, 1 resolved" in lines_of(keys)[1]
        assert heads_of(keys) == ["7", "▲1", "●1", "2", "✖1", "▲1", "1", "1", "1"]
        assert "2 more" in text_of(keys)


async def test_tabs_are_one_key_away_from_everywhere(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    ref = log(local, ana, "A mail")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await opened(keys)
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await shown(keys, "Fibre down")
        await keys.press("1")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        await keys.press("2")
        await until(keys, lambda: isinstance(keys.app.screen, BoardScreen))
        assert under_cursor(keys) == "P-8"
        await keys.press("escape")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))


async def test_the_cursor_goes_through_lanes_and_keeps_its_row(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("h")
        await until(keys, lambda: under_cursor(keys) == "P-1")
        await keys.press("j")
        assert under_cursor(keys) == "P-2"
        await keys.press("right")
        assert under_cursor(keys) == "P-9"
        await keys.press("left", "end")
        assert under_cursor(keys) == "P-7"
        await keys.press("home", "k", "left")
        assert under_cursor(keys) == "P-1"
        await keys.press("l", "l", "l", "l", "l")
        assert under_cursor(keys) == "P-12"


async def test_b_turns_the_lanes_and_the_cursor_stays_on_its_card(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        for said in ("by level", "by owner", "by partner", "by priority", "by state"):
            await keys.press("b")
            await shown(keys, said)
            await until(keys, lambda: under_cursor(keys) == "P-8")
        await keys.press("ctrl+p")
        await shown(keys, "Do anything")
        await keys.press(*"lanes", "space", *"by", "space", *"owner", "enter")
        await shown(keys, "by owner", "Nobody")


async def test_a_filter_holds_in_every_lane(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("slash")
        await shown(keys, "enter take")
        await keys.press(*"owner", "colon", *"me", "enter")
        await until(keys, lambda: "P-1 " not in text_of(keys))
        await shown(keys, "3 open, 1 resolved", "P-11", "P-12")
        await keys.press("escape")
        await shown(keys, "11 open", "P-1 ")


async def test_marks_are_acted_on_together(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("h")
        await keys.press("space", "space")
        await shown(keys, "2 marked", "✓")
        await keys.press("c")
        await shown(keys, "Claimed 2 items")
        await until(keys, lambda: local.work.find(ana, "P-2").owner == "Ana")
        await keys.press("asterisk")
        await shown(keys, "7 marked")


async def test_an_empty_board_says_what_to_do(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await shown(keys, "No problem is open.", "n reports one.")
        await keys.press("j", "l", "enter", "end", "space")
        await keys.press("greater_than_sign")
        await shown(keys, "There is no card here")


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (100, 30), (119, 24), (120, 40), (200, 60)])
async def test_the_board_fits_every_size(local: Desk, ana: Actor, size: tuple[int, int]) -> None:
    lay_out(local, ana)
    async with seated(local, ana, size) as keys:
        await opened(keys)
        for key in ("h", "j", "l", "l", "l", "pagedown", "end", "b", "b"):
            await keys.press(key)
        await shown(keys, "by owner")
        assert all(len(line) <= size[0] for line in lines_of(keys))
        assert len(lines_of(keys)) == size[1]


async def test_the_board_follows_the_size_of_its_terminal(local: Desk, ana: Actor) -> None:
    lay_out(local, ana)
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.resize_terminal(*LARGE)
        await shown(keys, "Acknowledged", "with NetCo")
        assert under_cursor(keys) == "P-8"
        await keys.resize_terminal(59, 14)
        await shown(keys, "The desk needs 60x15")
        await keys.resize_terminal(60, 15)
        await shown(keys, "P-8")


async def test_texts_from_outside_stay_texts(local: Desk, ana: Actor) -> None:
    hostile = (*MARKUP, "\x1b]0;owned\x07", "\u202eevil", "a\x0eb")
    fill(local, [Kind("acknowledged", 0.3, 0, 3, text, text) for text in hostile])
    async with seated(local, ana, LARGE) as keys:
        await opened(keys)
        for text in MARKUP:
            await shown(keys, text)
        for said in ("by level", "by owner", "by partner"):
            await keys.press("b")
            await shown(keys, said)
        await shown(keys, "[/]")
        shown_signs = set(text_of(keys))
        assert not shown_signs & set("\x1b\x07\u202e\x0e")


async def test_a_long_lane_is_read_as_it_is_gone_through(local: Desk, ana: Actor) -> None:
    fill(local, [Kind("acknowledged", 0.1 + number / 1000) for number in range(300)])
    async with seated(local, ana) as keys:
        await opened(keys)
        held = board(keys).table.lanes[0]
        assert len(held.window.rows) < 60
        for _ in range(90):
            await keys.press("pagedown")
            await keys.pause(0.01)
        await until(keys, lambda: held.window.is_last and held.below() == "")
        await keys.press("home")
        await until(keys, lambda: held.window.is_first)
        await keys.press("end")
        await until(keys, lambda: held.window.is_last and held.card is not None)
        assert held.card is not None
        assert held.card.row.ref == under_cursor(keys)
