"""Marks on the list, and one action on all that is marked."""

from threading import Event

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.bulk_sheet import BulkSheet
from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from desk.screens.result import ResultSheet
from tests.screens.queues import CLOSING, cursor_line, lines_of, log, queue, shown
from tests.screens.seats import Keys, on_top, seated, text_of, until, write


def many(desk: Desk, actor: Actor, number: int) -> list[str]:
    """So many mails, the first the most urgent."""
    return [log(desk, actor, f"Mail {place}") for place in range(number)]


async def marked(keys: Keys, text: str) -> None:
    """So much is marked."""
    await until(keys, lambda: text in lines_of(keys)[1])


async def test_space_marks_and_goes_on_and_escape_takes_all_marks_off(
    local: Desk, ana: Actor
) -> None:
    refs = many(local, ana, 4)
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("space", "space")
        await marked(keys, "2 marked")
        assert [line[:1] for line in lines_of(keys)[3:7]] == ["✓", "✓", "▌", " "]
        await keys.press("k")
        assert cursor_line(keys)[2] == "✓"
        await keys.press("space")
        await marked(keys, "1 marked")
        await keys.press("escape")
        await until(keys, lambda: "marked" not in text_of(keys))
        assert queue(keys).marks == {}


async def test_marks_outlast_filters_and_orders(local: Desk, ana: Actor) -> None:
    refs = many(local, ana, 3)
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("space", "slash")
        await shown(keys, "Filter", "enter take")
        await write(keys, "2")
        await keys.press("enter")
        await until(keys, lambda: refs[0] not in text_of(keys))
        await marked(keys, "1 marked")
        await keys.press("escape")
        await until(keys, lambda: queue(keys).marks == {})
        await keys.press("escape")
        await shown(keys, *refs)


async def test_star_marks_all_of_the_list_also_what_is_not_loaded(local: Desk, ana: Actor) -> None:
    many(local, ana, 130)
    async with seated(local, ana) as keys:
        await shown(keys, "I-1 ")
        await keys.press("asterisk")
        await marked(keys, "130 marked")
        await keys.press("end")
        await until(keys, lambda: "I-130" in cursor_line(keys))
        assert cursor_line(keys)[2] == "✓"
        await keys.press("asterisk")
        await until(keys, lambda: "marked" not in text_of(keys))


async def test_forty_are_completed_three_refused_and_all_of_it_taken_back(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    refs = many(local, ana, 40)
    async with seated(local, ana) as keys:
        await shown(keys, refs[0])
        await keys.press("asterisk")
        await marked(keys, "40 marked")
        for ref in (refs[3], refs[5], refs[30]):
            local.do(ben, "complete", ref, CLOSING)
        await keys.press("d")
        await until(keys, lambda: isinstance(keys.app.screen, BulkSheet))
        await shown(keys, "Complete 40 items?")
        await write(keys, "answ")
        await keys.press("enter")
        await shown(keys, "37 items can be done", "3 items will be left: it ")
        await keys.press("ctrl+s")
        await until(keys, lambda: isinstance(keys.app.screen, ResultSheet))
        await shown(keys, "37 done, 3 not", refs[3], refs[5], refs[30], "u take all back")
        open_ones = [ref for ref in refs if local.work.find(ana, ref).state != "completed"]
        assert open_ones == []
        await keys.press("u")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        await shown(keys, "✓ Taken back: completed 37 items")
        closed = [ref for ref in refs if local.work.find(ana, ref).state == "completed"]
        assert closed == [refs[3], refs[5], refs[30]]
        assert {row.ref for row in queue(keys).marks.values()} == set(closed)


async def test_what_takes_no_values_is_done_at_once_and_said(local: Desk, ana: Actor) -> None:
    refs = many(local, ana, 3)
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("space", "space", "c")
        await shown(keys, "✓ Claimed 2 items · u takes all back")
        assert [local.work.find(ana, ref).owner for ref in refs] == ["Ana", "Ana", None]
        assert queue(keys).marks == {}
        await keys.press("u")
        await shown(keys, "✓ Taken back: claimed 2 items")
        assert local.work.find(ana, refs[0]).owner is None


async def test_a_refused_item_is_opened_from_the_result(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    refs = many(local, ana, 2)
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("asterisk")
        await marked(keys, "2 marked")
        local.do(ben, "claim", refs[1], {})
        await keys.press("c")
        await until(keys, lambda: isinstance(keys.app.screen, ResultSheet))
        await shown(keys, "1 done, 1 not", "was taken by Ben")
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        assert on_top(keys, ItemScreen).ref == refs[1]


async def test_one_answer_goes_to_all_that_are_marked(local: Desk, ana: Actor) -> None:
    refs = [log(local, ana, "Outage", **{"from": f"{name}@x.example"}) for name in "abc"]
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("asterisk")
        await marked(keys, "3 marked")
        await keys.press("r")
        await shown(keys, "Reply on 3 items")
        await write(keys, "All is well again")
        await shown(keys, "3 items can be done", "after that the answer has left")
        await keys.press("ctrl+s")
        await shown(keys, "✓ Answered 3 items")
        said = [local.trail.item(ana, ref).messages[-1].text for ref in refs]
        assert said == ["All is well again"] * 3


async def test_many_are_merged_into_the_one_under_the_cursor(local: Desk, ana: Actor) -> None:
    refs = many(local, ana, 3)
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("asterisk")
        await marked(keys, "3 marked")
        await keys.press("m")
        await shown(keys, "Merge 2 items into another", refs[0])
        await keys.press("ctrl+s")
        await shown(keys, "✓ Merged 2 items")
        assert {local.work.find(ana, ref).ref for ref in refs} == {refs[0]}
        assert queue(keys).marks == {}


async def test_a_long_one_is_stopped_between_two_items(local: Desk, ana: Actor) -> None:
    refs = many(local, ana, 60)
    go_on = Event()
    async with seated(local, ana) as keys:
        await shown(keys, "I-1 ")
        await keys.press("asterisk")
        await marked(keys, "60 marked")
        queue(keys).seat.writer.submit(go_on.wait)
        await keys.press("c", "escape")
        go_on.set()
        await shown(keys, "Claimed 5 items · stopped, 55 left · u takes all back")
        assert len(queue(keys).marks) == 55
        assert local.work.find(ana, refs[5]).owner is None


async def test_how_far_a_long_one_is_and_what_stops_it(
    local: Desk, ana: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(local, ana, 30)
    monkeypatch.setattr("desk.screens.bulk._PATIENCE", 0.0)
    first, second = Event(), Event()
    async with seated(local, ana) as keys:
        await shown(keys, "I-1 ")
        await keys.press("asterisk")
        await marked(keys, "30 marked")
        writer = queue(keys).seat.writer
        writer.submit(first.wait)
        await keys.press("c")
        await until(keys, lambda: queue(keys).is_dealing)
        writer.submit(second.wait)
        first.set()
        await marked(keys, "5 of 30 done  esc stop")
        await keys.press("c")
        await shown(keys, "The last action is still under way")
        await keys.press("escape")
        second.set()
        await shown(keys, "Claimed 10 items · stopped, 20 left")


async def test_an_action_that_fits_nothing_that_is_marked_says_so(local: Desk, ana: Actor) -> None:
    refs = many(local, ana, 2)
    for ref in refs:
        local.do(ana, "claim", ref, {})
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("asterisk")
        await marked(keys, "2 marked")
        await keys.press("c")
        await shown(keys, "! None of 2 can:", "is yours already", "esc takes the marks off.")
