"""Keys typed ahead, as a slow line brings them: all at once, before anything was painted."""

from threading import Event

from textual import events

from desk.app import DeskApp
from desk.bootstrap import Desk
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from tests.screens.queues import log, queue, shown
from tests.screens.seats import Keys, seated, text_of, until
from tests.stores import NOW


def at_once(keys: Keys, *typed: str) -> None:
    """Give the app keys in one go: names of keys, and texts in round brackets letter by letter."""
    for name in typed:
        for key in name[1:-1] if name.startswith("(") else (name,):
            keys.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_a_reference_and_enter_in_one_go(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        at_once(keys, "g", f"({ref.lower()})", "enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))


async def test_the_letters_of_a_name_do_not_act_on_the_list(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref, "c claim")
        call = ("n", "(cade)", "tab", "(123)", "tab", "(Down)", "tab", "(now)", "tab", "(answ)")
        at_once(keys, *call, "tab", "ctrl+s")
        await shown(keys, "✓ Completed")
        assert isinstance(keys.app.screen, QueueScreen)
        newest = local.work.page(ana, Listing(parse("", "UTC", NOW), "newest")).rows[0]
        assert (newest.customer, newest.contact, newest.subject) == ("cade", "123", "Down")
        assert local.work.find(ana, ref).owner is None


async def test_enter_waits_for_the_letters_before_it(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        at_once(keys, "V", "(all)", "down", "enter", "j")
        await shown(keys, "All ▾")
        assert queue(keys).list.view == "All"


async def test_opening_and_stepping_in_one_go(local: Desk, ana: Actor) -> None:
    first, second = log(local, ana, "First", priority="1"), log(local, ana, "Second")
    async with seated(local, ana) as keys:
        await shown(keys, first, second)
        at_once(keys, "enter", "right_square_bracket", "c")
        await shown(keys, f"✓ Claimed {second}")
        assert local.work.find(ana, first).owner is None


async def test_keys_wait_for_the_item_they_are_meant_for(local: Desk, ana: Actor) -> None:
    first, second = log(local, ana, "First", priority="1"), log(local, ana, "Second")
    held = Event()
    async with seated(local, ana) as keys:
        await shown(keys, first, second)
        await keys.press("enter")
        await shown(keys, "First", "esc back")
        screen = keys.app.screen_stack[-1]
        assert isinstance(screen, ItemScreen)
        screen.seat.reader.submit(held.wait, 0.3)
        at_once(keys, "right_square_bracket", "c")
        await shown(keys, f"✓ Claimed {second}")
        assert local.work.find(ana, first).owner is None


async def test_a_reply_from_the_list_in_one_go(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        at_once(keys, "r", "(nice)", "ctrl+s")
        await shown(keys, f"✓ Answered {ref}")
        assert isinstance(keys.app.screen, QueueScreen)
        assert local.trail.item(ana, ref).trail[-1].text == "nice"


async def test_one_act_on_top_of_the_other_is_no_conflict_with_oneself(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref, "c claim")
        at_once(keys, "c", "d", "(answ)", "tab", "(fixed)", "ctrl+s")
        await shown(keys, f"✓ Completed {ref}")


async def test_a_claim_and_a_reply_at_once_are_no_conflict_either(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref, "c claim")
        at_once(keys, "enter", "c", "r", "(done)", "ctrl+s")
        await shown(keys, f"✓ Answered {ref}")
        assert local.work.find(ana, ref).owner == "Ana"


async def test_keys_that_come_while_the_desk_ends_do_nothing(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        app = keys.app
        assert isinstance(app, DeskApp)
    assert not app.screen_stack
    await app.on_event(events.Key("j", "j"))
