"""What somebody is told: counted in the top line, listed by a key, new until it is read."""

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.news import NewsSheet
from tests.screens.queues import lines_of, log, shown
from tests.screens.seats import Keys, on_top, seated, text_of, until, write
from tests.screens.told import crossed


async def test_what_one_is_told_is_counted_listed_and_read(local: Desk, ana: Actor) -> None:
    boss = local.directory.actor("")
    ref = local.do(boss, "report", "problem", {"subject": "Fibre [/] down"}).ref
    local.do(boss, "note", ref, {"text": "@ana look \x1b[2J here"})
    async with seated(local, ana) as keys:
        await shown(keys, "!1")
        await keys.press("exclamation_mark")
        sheet = on_top(keys, NewsSheet)
        await shown(keys, "Notices", "1 new of 1", f"{boss.name}: @ana look")
        assert "\x1b" not in text_of(keys)
        await keys.press("enter")
        assert not sheet.is_attached
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await until(keys, lambda: local.alerts.unread(ana) == 0)
        await shown(keys, ref)


async def test_a_notice_is_read_and_new_again_by_a_key(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    for number in range(3):
        crossed(local, ana, clock.now() - number * 3600, why="breached", text=f"missed {number}")
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, "3 new of 3", "d read")
        await keys.press("d")
        await shown(keys, "2 new of 3")
        await keys.press("up")
        await shown(keys, "d new again")
        await keys.press("d")
        await shown(keys, "3 new of 3")
        await keys.press("asterisk")
        await shown(keys, "0 new of 3")
        assert local.alerts.unread(ana) == 0
        await keys.press("escape")
        await until(keys, lambda: "!3" not in text_of(keys))


async def test_the_same_about_several_items_is_one_line_that_unfolds(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    crossed(local, ana, clock.now() - 7200, why="jeopardy", text="by itself")
    refs = [crossed(local, ana, clock.now(), why="jeopardy") for _ in range(3)]
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, "3 items reach jeopardy", f"{refs[-1]} +2", "enter unfold", "By itself")
        await keys.press("enter")
        await shown(keys, *refs, "enter open")
        assert refs[-1] in _line(keys)
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        assert local.alerts.unread(ana) == 3


async def test_notices_are_filtered_while_one_types(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    crossed(local, ana, clock.now(), why="breached", text="Completion missed")
    crossed(local, ana, clock.now(), why="watch", text="first answer reaches watch")
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, "First answer", "Completion")
        await keys.press("slash")
        await write(keys, "first ans")
        await until(keys, lambda: "Completion" not in text_of(keys))
        await keys.press("enter", "d", "slash")
        await write(keys, " new")
        await shown(keys, "Nothing fits the filter")
        await keys.press("escape")
        await shown(keys, "First answer", "Completion", "1 new of 2")


async def test_a_long_list_is_read_on(local: Desk, ana: Actor, clock: FixedClock) -> None:
    ref = log(local, ana, "All at once")
    for number in range(130):
        at = clock.now() - (130 - number) * 3600
        crossed(local, ana, at, why="watch", text=f"no {number}.", ref=ref)
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, "130 new of 130", "No 129.")
        for _ in range(12):
            await keys.press("pagedown")
        await keys.press("end")
        await until(keys, lambda: "No 0." in _line(keys))


async def test_nothing_told_says_what_would_be(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await keys.press("exclamation_mark")
        await shown(keys, "Nothing yet")
        await keys.press("escape")
        assert not isinstance(keys.app.screen, NewsSheet)


def _line(keys: Keys) -> str:
    """The line of the cursor in the sheet, below that of the list."""
    return [line for line in lines_of(keys) if line.startswith("▌")][-1]
