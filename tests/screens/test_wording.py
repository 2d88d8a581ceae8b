"""What screens say of one and of many, by the keys there are, and with room to say it."""

from desk.bootstrap import Desk
from desk.rules.actions import find
from desk.rules.permissions import Actor
from desk.screens.bulk_sheet import BulkSheet
from desk.screens.continuing import in_one_line, in_words
from desk.screens.help import HelpScreen
from desk.screens.queue import QueueScreen
from desk.screens.result import ResultSheet
from desk.screens.sheet_texts import about_many, place_of
from desk.screens.wording import wording_of
from desk.widgets.matches import Matches, Option
from tests.screens.queues import lines_of, log, queue, shown
from tests.screens.seats import SMALL, on_top, seated, text_of, until, write
from tests.screens.test_keys import footer, look_with
from tests.widgets.stages import look


def test_the_ways_out_speak_of_many_where_there_are_many() -> None:
    complete = find("complete", "interaction")
    assert wording_of(complete, "I-1")[1:] == ("complete it", "keep it open")
    assert wording_of(complete, "3 items", 3)[1:] == ("complete them", "keep them open")


def test_what_was_begun_on_many_items_says_on_how_many() -> None:
    place = place_of((about_many("I-12", 3), "complete"))
    assert in_words(place) == "what you typed to complete 3 items from I-12 on"
    assert in_one_line([place, "reply:I-2"]) == "2 texts begun: 3 items from I-12 on, I-2"
    assert about_many("I-12", 1) == "I-12"


def test_matches_use_the_room_there_is() -> None:
    subject = "I-203 A subject of some forty cells, all of it"
    matches = Matches(look(), "surface", rows=5)
    matches.options = [Option("I-203", subject, "in progress", "Andrés Ibáñez")]
    [line] = matches.draw(79)
    assert subject in "".join(piece.text for piece in line)
    [line] = matches.draw(60)
    assert "…" in "".join(piece.text for piece in line)
    assert "Andrés Ibáñez" in "".join(piece.text for piece in line)


async def test_the_sheet_of_many_speaks_of_them(local: Desk, ana: Actor) -> None:
    refs = [log(local, ana, f"Mail {place}") for place in range(2)]
    async with seated(local, ana, SMALL) as keys:
        await shown(keys, *refs)
        await keys.press("asterisk", "d")
        await until(keys, lambda: isinstance(keys.app.screen, BulkSheet))
        await until(keys, lambda: "esc keep them open" in footer(text_of(keys)))
        assert "ctrl+s complete them" in footer(text_of(keys))


async def test_what_could_not_be_taken_back_is_named_with_its_subject(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    refs = [log(local, ana, f"Mail {place}") for place in range(2)]
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("asterisk", "c")
        await shown(keys, "✓ Claimed 2 items")
        local.do(ben, "assign", refs[1], {"to": "Ben"})
        await keys.press("u")
        await until(keys, lambda: isinstance(keys.app.screen, ResultSheet))
        await shown(keys, "1 taken back, 1 not")
        line = next(line for line in lines_of(keys) if f"▌ {refs[1]}" in line)
        assert "Mail 1" in line


async def test_sheets_and_row_1_name_the_keys_there_are(local: Desk, ana: Actor) -> None:
    log(local, ana, "Mail")
    chosen = {"links.link": "L", "queue.back": "f4", "views.remove": "f7"}
    async with seated(local, ana, look=look_with(chosen)) as keys:
        await shown(keys, "Mail")
        await keys.press("o")
        await shown(keys, "Nothing yet: L links it, h promises something.")
        await keys.press("escape")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        queue(keys).status.tell_under_way("5 of 30 done")
        await shown(keys, "5 of 30 done  f4 stop")


async def test_what_no_option_matches_says_so(local: Desk, ana: Actor) -> None:
    ref = log(local, ana, "Mail")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("ctrl+p")
        await shown(keys, "Do anything")
        await write(keys, "zzz")
        await shown(keys, "Nothing here has these words.")
        await keys.press("escape", "a")
        await shown(keys, "Assign", "Ana")
        await write(keys, "zzz")
        await shown(keys, "Nothing in the list has these words.")


async def test_a_column_that_always_stands_there_says_so(local: Desk, ana: Actor) -> None:
    ref = log(local, ana, "Mail")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("C")
        await shown(keys, "Columns of the list")
        await keys.press("enter")
        await shown(keys, "Due is always shown")
        await keys.press("down", "down", "enter")
        await until(keys, lambda: "always shown" not in text_of(keys))


async def test_the_keys_of_views_come_last_in_the_help(local: Desk, ana: Actor) -> None:
    ref = log(local, ana, "Mail")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("question_mark")
        await until(keys, lambda: isinstance(keys.app.screen, HelpScreen))
        labels = [option.label.split()[0] for option in on_top(keys, HelpScreen).options]
        assert labels[-9:] == [f"alt+{number}" for number in range(1, 10)]
        assert {"1", "2"} <= set(labels[:-9])


async def test_a_toast_goes_along_with_the_corner(local: Desk, ana: Actor) -> None:
    ref = log(local, ana, "Mail")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("enter")
        await shown(keys, "Logged")
        await keys.press("ctrl+c")
        await shown(keys, "ctrl+q does.")
        await keys.resize_terminal(60, 15)
        await shown(keys, "ctrl+q does.")
        assert "? keys" in footer(text_of(keys))
        await keys.resize_terminal(140, 40)
        await until(keys, lambda: "? keys" in footer(text_of(keys)))
        lines = lines_of(keys)
        assert "ctrl+q does." in lines[-2]


async def test_a_name_that_two_customers_have_is_offered_once(local: Desk, ana: Actor) -> None:
    for number in "12":
        given = {"name": "Joan Pike", "email": f"joan{number}@x.example"}
        local.do(ana, "create", "customer", given)
    ref = log(local, ana, "Mail")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("slash")
        await write(keys, "customer:jo")
        await shown(keys, "Joan Pike")
        await keys.pause(0.3)
        assert text_of(keys).count("Joan Pike") == 1


async def test_a_removed_view_is_not_the_one_that_is_shown(local: Desk, ana: Actor) -> None:
    ref = log(local, ana, "Mail")
    local.saved_views.save(ana, "Hot", filter="is:open channel:email", key="1")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("alt+1")
        await until(keys, lambda: lines_of(keys)[1].startswith(" Hot"))
        await keys.press("V")
        await shown(keys, "Which work")
        await write(keys, "hot")
        await keys.press("f8", "f8")
        await shown(keys, "Removed the view Hot")
        await until(keys, lambda: lines_of(keys)[1].startswith(" Mine and unowned"))


async def test_a_long_text_is_still_seen_where_it_is_wider(local: Desk, ana: Actor) -> None:
    ref = log(local, ana, "Mail", text="so many words " * 300)
    async with seated(local, ana, (60, 15)) as keys:
        await shown(keys, ref)
        await keys.press("enter")
        await shown(keys, "so many words", "earlier")
        await keys.press("k", "k", "k")
        await keys.resize_terminal(140, 40)
        await until(keys, lambda: "Clocks" in text_of(keys))
        await shown(keys, "so many words")
