"""The item screen: what it shows, how a reply is written, and what becomes of the text."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from desk.screens.why import WhySheet
from tests.screens.queues import log
from tests.screens.seats import LARGE, MARKUP, Keys, on_top, seated, text_of, until, write


async def opened(keys: Keys, ref: str) -> ItemScreen:
    """The item of that reference, opened from the queue."""
    await until(keys, lambda: ref in text_of(keys))
    await keys.press("enter")
    await until(
        keys, lambda: isinstance(keys.app.screen, ItemScreen) and "esc back" in text_of(keys)
    )
    return on_top(keys, ItemScreen)


async def begun(keys: Keys, ref: str, text: str) -> ItemScreen:
    """The item with a reply begun."""
    screen = await opened(keys, ref)
    await keys.press("r")
    await write(keys, text)
    return screen


@pytest.mark.parametrize("size", [(80, 24), LARGE])
async def test_every_text_is_shown_to_the_letter(
    local: Desk, ana: Actor, ref: str, size: tuple[int, int]
) -> None:
    async with seated(local, ana, size) as keys:
        await opened(keys, ref)
        for text in (*MARKUP, "[INC-9] Acme [/]", "b.keller@acme.example", "#late"):
            assert text in text_of(keys)


async def test_the_composer_says_to_whom_it_goes_and_which_clock_it_stops(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "")
        assert "Reply to b.keller@acme.example · stops First answer" in text_of(keys)


async def test_a_reply_is_kept_and_the_clock_stops(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "Taken off")
        await keys.press("ctrl+s")
        await until(keys, lambda: not screen.composer.is_open)
        await until(keys, lambda: "Taken off" in text_of(keys))
        assert f"Answered {ref}" in text_of(keys)
        item = local.trail.item(ana, ref)
        assert [message.text for message in item.messages][-1] == "Taken off"
        assert {clock.name: clock.state for clock in item.clocks}["firstAnswer"] == "met"


async def test_a_note_stays_inside(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "Ask billing")
        await keys.press("ctrl+n")
        await until(keys, lambda: not screen.composer.is_open)
        last = local.trail.item(ana, ref).messages[-1]
        assert (last.direction, last.visibility, last.text) == ("note", "internal", "Ask billing")


async def test_leaving_keeps_the_text_for_that_item(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "Half a thou")
        await keys.press("escape")
        assert not screen.composer.is_open
        await keys.press("escape")
        on_top(keys, QueueScreen)
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await keys.press("r")
        assert screen.composer.text == "Half a thou"


async def test_a_reply_on_top_of_a_tag_goes_out_and_says_with_whose_change(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "Not too late")
        local.do(ben, "tag", ref, {"name": "urgent"})
        await keys.press("ctrl+s")
        await until(keys, lambda: not screen.composer.is_open)
        await until(keys, lambda: f"Answered {ref} · merged with Ben's change" in text_of(keys))
        assert local.trail.item(ana, ref).messages[-1].text == "Not too late"
        assert "urgent" in local.work.find(ana, ref).tags


async def test_nothing_is_sent_when_nothing_is_written(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, " ")
        await keys.press("ctrl+s")
        await until(keys, lambda: "Nothing is written yet" in text_of(keys))
        assert screen.composer.is_open


async def test_another_desks_change_appears_and_moves_neither_text_nor_trail(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    for number in range(30):
        local.do(ana, "note", ref, {"text": f"Note {number}"})
    async with seated(local, ana) as keys:
        screen = await begun(keys, ref, "Dear Ms Keller")
        await keys.press("escape", "pageup", "pageup", "r")
        place = screen.timeline.scroll_offset
        local.do(ben, "note", ref, {"text": "From the other desk"})
        await until(keys, lambda: len(screen.timeline._rows) == 32)
        assert screen.composer.text == "Dear Ms Keller"
        assert screen.timeline.scroll_offset == place


async def test_the_trail_opens_at_its_end_and_says_what_lies_above(
    local: Desk, ana: Actor, ref: str
) -> None:
    for number in range(30):
        local.do(ana, "note", ref, {"text": f"Note {number}"})
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        await until(keys, lambda: "Note 29" in text_of(keys))
        assert "earlier" in text_of(keys)
        await keys.press("home")
        await until(keys, lambda: "taken twice" in text_of(keys))
        assert "more" in text_of(keys)


async def test_facts_stand_beside_the_trail_from_120_columns(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana, LARGE) as keys:
        screen = await begun(keys, ref, "x")
        await until(keys, lambda: "When you send this" in text_of(keys))
        assert "Clocks" in text_of(keys)
        assert screen.facts.size.width == 47
        await keys.resize_terminal(80, 24)
        await until(keys, lambda: "Clocks" not in text_of(keys))
        assert screen.composer.text == "x"


async def test_why_lists_the_steps_of_each_clock(
    local: Desk, ana: Actor, ref: str, clock: FixedClock
) -> None:
    clock.advance(3600)
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        await keys.press("i")
        await until(keys, lambda: isinstance(keys.app.screen, WhySheet))
        await until(keys, lambda: f"Why {ref} is due when it is" in text_of(keys))
        assert local.trail.item(ana, ref).clocks[0].steps[0][:30] in text_of(keys)
        await keys.press("escape")
        on_top(keys, ItemScreen)


async def test_stepping_goes_through_the_list(local: Desk, ana: Actor, ref: str) -> None:
    values = {"direction": "inbound", "channel": "email", "subject": "Second", "from": "Keller"}
    second = local.do(ana, "log", "interaction", values).ref
    async with seated(local, ana) as keys:
        await until(keys, lambda: second in text_of(keys))
        screen = await opened(keys, ref)
        first = screen.ref
        await keys.press("right_square_bracket")
        await until(keys, lambda: screen.ref != first)
        await keys.press("left_square_bracket")
        await until(keys, lambda: screen.ref == first)


async def test_facts_take_the_place_of_the_trail_where_there_is_no_room_beside_it(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        await keys.press("f")
        await until(keys, lambda: "Clocks" in text_of(keys))
        assert "[INC-9] Acme [/]  C-1" in text_of(keys)
        assert "taken twice" not in text_of(keys)
        await keys.press("r")
        await until(keys, lambda: "Reply to" in text_of(keys) and "taken twice" in text_of(keys))
        await keys.press("escape")
        await until(keys, lambda: "Clocks" in text_of(keys))
        await keys.press("escape")
        await until(keys, lambda: "taken twice" in text_of(keys))
        on_top(keys, ItemScreen)


async def test_a_reply_from_the_list_stands_below_what_it_answers_and_goes_back(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: "c claim" in text_of(keys))
        await keys.press("r")
        await until(keys, lambda: "Reply to b.keller" in text_of(keys))
        assert "taken twice" in text_of(keys)
        await write(keys, "Dear")
        await keys.press("escape")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        await keys.press("enter")
        await until(keys, lambda: "r finish reply" in text_of(keys))
        await keys.press("r", "escape")
        await until(keys, lambda: "r finish reply" in text_of(keys))
        on_top(keys, ItemScreen)


async def test_that_a_reply_cannot_go_is_told_before_it_is_written(local: Desk, ana: Actor) -> None:
    log(local, ana, "Slow line", channel="web")
    async with seated(local, ana) as keys:
        await until(keys, lambda: "c claim" in text_of(keys))
        await keys.press("r")
        await until(keys, lambda: "came by web and has no address" in text_of(keys))
        assert "Reply to no address known" in text_of(keys)
