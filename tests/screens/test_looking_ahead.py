"""What lies ahead is told when a spell begins, once, and stands first in the list of notices."""

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.contact import ContactScreen
from desk.screens.item import ItemScreen
from desk.screens.jeopardy import JeopardyScreen
from desk.screens.queue import QueueScreen
from tests.screens.queues import lines_of, log, queue, shown
from tests.screens.seats import Keys, seated, text_of, until
from tests.screens.told import crossed

MINUTE = 60
AHEAD = "reach jeopardy before"


def coming(desk: Desk, actor: Actor, minutes: int, subject: str = "No dial tone") -> str:
    """Work of somebody that reaches jeopardy in half a minute more than so many; which."""
    urgent = {"priority": "1", "from": "x@example.org", "at": f"-{13 - minutes}m"}
    ref = log(desk, actor, subject, **urgent)
    desk.do(actor, "claim", ref, {})
    return ref


async def looked(keys: Keys) -> None:
    """Let the desk look ahead, as it does with each minute."""
    screen = keys.app.screen_stack[0]
    assert isinstance(screen, QueueScreen)
    screen.minute(screen.seat.desk.clock.now())
    mine = [each for each in keys.app.workers if each.group == "look-ahead"]
    await until(keys, lambda: all(each.is_finished for each in mine))


async def test_it_is_told_at_opening_with_what_comes_first_and_the_key_to_the_rest(
    local: Desk, ana: Actor
) -> None:
    later, soon = coming(local, ana, 6), coming(local, ana, 2)
    async with seated(local, ana) as keys:
        await shown(keys, f"▲ 2 items {AHEAD} 11:00", f"{soon}, {later}", "! lists them")


async def test_one_item_is_told_by_its_reference_in_ones_own_time(local: Desk, ana: Actor) -> None:
    ref = coming(local, ana, 2, "Fibre [/] \x1b[2J down")
    async with seated(local, ana._replace(zone="Asia/Kolkata")) as keys:
        await shown(keys, f"▲ {ref} reaches jeopardy at 15:32", "Fibre [/]")
        assert "\x1b" not in text_of(keys)


async def test_beside_what_came_while_the_desk_was_closed_both_are_told_in_full(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    local.news.look(ana, local.alerts.DESK, clock.now() - 60 * MINUTE)
    for why in ("breached", "jeopardy", "followed"):
        crossed(local, ana, clock.now() - MINUTE, why)
    coming(local, ana, 6), coming(local, ana, 2)
    clock.advance(1)  # what was found before belongs to the time before
    async with seated(local, ana) as keys:
        await shown(keys, f"2 items {AHEAD} 11:00", "While the desk was closed since 09:00")
        await shown(keys, "1 item came into jeopardy,", "1 other notice", "J shows what is late")


async def test_what_was_told_is_not_told_again_unless_something_new_comes(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    coming(local, ana, 6)
    async with seated(local, ana) as keys:
        await shown(keys, "reaches jeopardy at 10:06")
        queue(keys).toast.leave()
        clock.advance(MINUTE)
        await looked(keys)
        assert not queue(keys).toast.is_shown
        coming(local, ana, 12)  # at 10:13
        await looked(keys)
        assert not queue(keys).toast.is_shown  # so soon after the last time
        clock.advance(2 * MINUTE)
        coming(local, ana, 13)  # at 10:16
        clock.advance(7 * MINUTE)
        await looked(keys)
        await shown(keys, f"2 items {AHEAD} 11:00")  # one is there already


async def test_each_spell_is_told_of_what_comes_in_it(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: queue(keys)._newest is not None)
        clock.advance(39 * MINUTE)
        ref = coming(local, ana, 6)
        await looked(keys)
        await shown(keys, f"{ref} reaches jeopardy at 10:45")
        queue(keys).toast.leave()
        clock.advance(2 * MINUTE)
        await looked(keys)
        assert not queue(keys).toast.is_shown  # told already, in the spell before
        coming(local, ana, 6)  # at 10:47, in a spell that ends at 12:00
        await looked(keys)
        await shown(keys, f"2 items {AHEAD} 12:00")


async def test_outside_working_hours_it_is_listed_and_not_shown(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    boss = local.directory.actor("")
    local.store_settings.save_terms(boss, {"notices": {"working_hours": True}})
    clock.advance(10 * 60 * MINUTE)  # eight in the evening
    coming(local, ana, 6)
    async with seated(local, ana) as keys:
        await until(keys, lambda: queue(keys)._newest is not None)
        await looked(keys)
        assert not queue(keys).toast.is_shown
        await keys.press("exclamation_mark")
        await shown(keys, "reaches jeopardy at 20:06")


async def test_a_form_is_left_alone_and_it_is_told_when_that_is_done(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: queue(keys)._newest is not None)
        await keys.press("n")
        await until(keys, lambda: isinstance(keys.app.screen, ContactScreen))
        coming(local, ana, 6)
        await looked(keys)
        assert isinstance(keys.app.screen, ContactScreen)
        assert not keys.app.screen.toast.is_shown
        await keys.press("escape")
        await until(keys, lambda: keys.app.screen is queue(keys))
        await looked(keys)
        await shown(keys, "reaches jeopardy at 10:06")


async def test_it_stands_first_in_the_list_and_unfolds(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    later, soon = coming(local, ana, 6), coming(local, ana, 2)
    crossed(local, ana, clock.now(), "breached")
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, f"10:02  2 items {AHEAD} 11:00", f"{soon} +1", "1 new of 1")
        await shown(keys, "enter unfold", "J what is late")
        assert "d read" not in lines_of(keys)[-1]
        await keys.press("d", "asterisk")
        await shown(keys, "0 new of 1", AHEAD)
        await keys.press("enter")
        await shown(keys, f"{soon} reaches jeopardy at 10:02", f"{later} reaches jeopardy at 10:06")
        await keys.press("j", "enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await shown(keys, later)


async def test_the_list_follows_the_time_and_leads_to_all_that_is_late(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    coming(local, ana, 6), coming(local, ana, 2)
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, f"2 items {AHEAD} 11:00")
        clock.advance(3 * MINUTE)
        await looked(keys)
        await shown(keys, "reaches jeopardy at 10:06")
        clock.advance(4 * MINUTE)
        await looked(keys)
        await shown(keys, "Nothing yet")
        assert "what is late" not in lines_of(keys)[-1]
        await keys.press("J")
        await until(keys, lambda: isinstance(keys.app.screen, JeopardyScreen))
        await keys.press("exclamation_mark", "J")
        await until(keys, lambda: isinstance(keys.app.screen, JeopardyScreen))


async def test_a_filter_shows_only_what_was_told(local: Desk, ana: Actor) -> None:
    coming(local, ana, 6)
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, "reaches jeopardy at 10:06")
        await keys.press("slash", "d", "i", "a", "l")
        await shown(keys, "Nothing fits the filter")
