"""What the keys of the queue do, pressed on a real store."""

from threading import Event

from desk.bootstrap import Desk
from desk.errors import NotFound
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from tests.screens.queues import CLOSING, cursor_line, lines_of, log, queue, shown
from tests.screens.seats import seated, text_of, until, write


async def test_a_key_acts_and_says_so_and_one_that_cannot_says_why(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref, "c claim")
        await keys.press("c")
        await shown(keys, f"✓ Claimed {ref}")
        assert cursor_line(keys).rstrip().endswith("you")
        await until(keys, lambda: "c claim" not in text_of(keys))
        await keys.press("c")
        await shown(keys, f"! {ref} is yours already")


async def test_keys_on_an_empty_list_say_why(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, "Nothing is here yet.")
        for key in ("c", "d", "i", "j", "enter", "end"):
            await keys.press(key)
        await shown(keys, "! There is no item here")
        await keys.press("N")
        await until(keys, lambda: "There is no item here" not in text_of(keys))
        assert "!" in text_of(keys)


async def test_the_next_one_is_taken_and_the_cursor_goes_to_it(local: Desk, ana: Actor) -> None:
    log(local, ana, "Later", priority="4")
    urgent = log(local, ana, "Now", priority="1")
    async with seated(local, ana) as keys:
        await shown(keys, urgent)
        await keys.press("j", "N")
        await shown(keys, f"✓ Claimed {urgent}")
        await until(keys, lambda: urgent in cursor_line(keys))
        assert local.work.find(ana, urgent).owner == "Ana"


async def test_a_filter_works_while_it_is_typed(local: Desk, ana: Actor) -> None:
    mail = log(local, ana, "Invoice charged twice")
    call = log(local, ana, "No signal", channel="phone")
    async with seated(local, ana) as keys:
        await shown(keys, mail, call)
        await keys.press("slash")
        await shown(keys, "Filter", "enter take")
        await write(keys, "invo")
        await until(keys, lambda: call not in text_of(keys))
        await shown(keys, mail, "newest first")
        await keys.press("enter")
        await shown(keys, "/ invo", "esc clear")
        await keys.press("escape")
        await shown(keys, mail, call)
        assert "/ invo" not in text_of(keys)


async def test_leaving_the_filter_brings_the_list_back(local: Desk, ana: Actor) -> None:
    mail = log(local, ana, "Invoice charged twice")
    call = log(local, ana, "No signal", channel="phone")
    async with seated(local, ana) as keys:
        await shown(keys, mail, call)
        await keys.press("slash")
        await shown(keys, "enter take")
        await write(keys, "channel:phone")
        await until(keys, lambda: mail not in text_of(keys))
        await keys.press("escape")
        await shown(keys, mail, call, "enter open")
        await keys.press("j")
        assert call in cursor_line(keys)


async def test_a_fault_is_shown_under_its_place(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("slash")
        await shown(keys, "enter take")
        await write(keys, "owner:me channel:fax")
        await keys.press("enter")
        await shown(keys, "There is no channel 'fax'")
        lines = lines_of(keys)
        place = next(n for n, line in enumerate(lines) if "owner:me channel:fax" in line)
        assert lines[place + 1].index("^") == lines[place].index("fax")
        assert ref in text_of(keys)


async def test_a_field_that_is_typed_takes_the_place_of_the_views(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    his = log(local, ben, "His own")
    local.do(ben, "claim", his, {})
    async with seated(local, ana) as keys:
        await shown(keys, "No work in Mine and unowned.")
        await keys.press("slash")
        await shown(keys, "enter take")
        await write(keys, "owner:Ben")
        await shown(keys, his)


async def test_another_view_and_another_order(local: Desk, ana: Actor, ben: Actor) -> None:
    first, second = (log(local, ana, subject) for subject in ("Older", "Newer"))
    local.do(ben, "claim", second, {})
    async with seated(local, ana) as keys:
        await shown(keys, first)
        assert second not in text_of(keys)
        await keys.press("V")
        await shown(keys, "Which work")
        await write(keys, "all open")
        await keys.press("enter")
        await shown(keys, " All open ▾", first, second)
        await keys.press("S")
        await shown(keys, "In which order")
        await write(keys, "newest")
        await keys.press("enter")
        await until(keys, lambda: second in lines_of(keys)[3])
        await shown(keys, "newest first")


async def test_a_reference_opens_its_item(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("g")
        await shown(keys, "Go to")
        await write(keys, "i-999")
        await keys.press("enter")
        await shown(keys, "There is no I-999")
        await keys.press(*["backspace"] * 5)
        await write(keys, ref.lower())
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))


async def test_completing_goes_on_to_the_next(local: Desk, ana: Actor) -> None:
    refs = [log(local, ana, f"Question {n}") for n in range(3)]
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        screen = queue(keys)
        await keys.press("j")
        row = screen.table.row
        assert row is not None
        screen.do(
            lambda: local.do(ana, "complete", refs[1], CLOSING), f"Completed {refs[1]}", row.id
        )
        await until(keys, lambda: refs[1] not in "".join(lines_of(keys)[2:]))
        assert refs[2] in cursor_line(keys)


async def test_a_search_that_takes_long_says_so_and_can_be_stopped(
    local: Desk, ana: Actor, ref: str
) -> None:
    held = Event()
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        screen = queue(keys)
        screen.seat.reader.submit(held.wait, 10)
        screen.list.typed = "nothing like it"
        screen.open_list()
        await shown(keys, "looking…  esc stop")
        await keys.press("escape")
        held.set()
        await until(keys, lambda: "looking" not in text_of(keys))
        assert ref in cursor_line(keys)
        assert screen.list.typed == ""


async def test_a_store_that_fails_is_said_and_the_list_stays(
    local: Desk, ana: Actor, ref: str
) -> None:
    def lost() -> object:
        raise NotFound("The store is gone", "Look for it.")

    async with seated(local, ana) as keys:
        await shown(keys, ref)
        queue(keys).do(lost, "Never said")
        await shown(keys, "! The store is gone", "Look for it.", ref)
        assert "Never said" not in text_of(keys)


async def test_a_claim_that_comes_too_late_says_who_and_stays_on_the_item(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    refs = [log(local, ana, f"Question {n}") for n in range(3)]
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        local.do(ben, "claim", refs[0], {})
        queue(keys).action_act("claim")
        await shown(keys, "Ben", f"! {refs[0]}")
        await until(keys, lambda: cursor_line(keys).rstrip().endswith("Ben"))
        await keys.pause(0.3)
        await shown(keys, f"! {refs[0]}")
        assert refs[0] in cursor_line(keys)


async def test_ones_own_contact_is_no_news(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        screen = queue(keys)
        await keys.press("n")
        await shown(keys, "New contact")
        for text in ("Zoe", "555", "Moved", "Says so", "stays"):
            await write(keys, text)
            await keys.press("tab")
        await keys.press("ctrl+s")
        await shown(keys, "Moved", "✓ Logged")
        await until(keys, lambda: not screen.seat.own)
        assert not screen.table.fresh


async def test_what_waits_for_a_busy_store_says_so_on_the_screen_that_is_on_top(
    local: Desk, ana: Actor, ref: str
) -> None:
    held = Event()
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        queue(keys).seat.writer.submit(held.wait, 10)
        await keys.press("c", "enter")
        await shown(keys, "esc back", "● The store is busy")
        held.set()
        await shown(keys, f"✓ Claimed {ref}")
        assert "The store is busy" not in text_of(keys)
