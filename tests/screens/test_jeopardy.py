"""The jeopardy screen by its keys: next to be missed first, plans, what crossed meanwhile."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.jeopardy import JeopardyScreen
from desk.screens.queue import QueueScreen
from tests.screens.lateness import Late, lateness
from tests.screens.queues import cursor_line, lines_of, shown
from tests.screens.seats import LARGE, Keys, on_top, seated, text_of, until, write
from tests.screens.told import crossed


@pytest.fixture
def late(local: Desk, ana: Actor, ben: Actor, clock: FixedClock) -> Late:
    """What there is."""
    return lateness(local, ana, ben, clock)


async def opened(keys: Keys) -> JeopardyScreen:
    """The screen, opened by its key."""
    await shown(keys, "I-1")
    await keys.press("J")
    await shown(keys, "In jeopardy, ", "1 late")
    return on_top(keys, JeopardyScreen)


async def test_next_to_be_missed_stands_first_and_counts_down(
    local: Desk, ana: Actor, late: Late, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        screen = await opened(keys)
        await shown(keys, "mine and unowned", "1 in jeopardy, 1 late")
        assert late.soon in cursor_line(keys)
        assert "▲    1m" in cursor_line(keys)
        await keys.press("v", "v")
        await shown(keys, "of everybody", "2 in jeopardy", late.later)
        assert [row.ref for row in screen.table.window.rows] == [late.soon, late.later]
        clock.advance(61)
        screen.minute(clock.now())
        await shown(keys, "1 in jeopardy, 2 late", "✖   -1m")
        assert late.soon in cursor_line(keys)  # it stays until one has gone on
        await keys.press("j")
        await keys.press("v", "v", "v")
        await until(keys, lambda: late.soon not in text_of(keys))


async def test_tab_goes_on_to_what_is_late_and_what_crossed(
    local: Desk, ana: Actor, late: Late
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("tab")
        await shown(keys, "Late, mine", late.missed, "✖  -25m", "Line [/] dead", "Was due 09:35")
        await keys.press("tab")
        await shown(keys, "What crossed, mine", "told Ana", "Completion 90 %")
        assert late.soon in cursor_line(keys)
        await keys.press("enter")
        await until(keys, lambda: on_top(keys, ItemScreen).ref == late.soon)
        await keys.press("escape")
        await shown(keys, "What crossed")
        await keys.press("tab")
        await shown(keys, "In jeopardy, mine", late.soon)


async def test_a_plan_is_made_and_stands_there(local: Desk, ana: Actor, late: Late) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await shown(keys, "nobody has said what is done; Y says it")
        await keys.press("Y")
        await shown(keys, f"What is the plan for {late.soon}?")
        await write(keys, "Splice kit at 11")
        await keys.press("ctrl+s")
        await shown(keys, "Plan     Ana, 10:00: Splice kit at 11")
        assert "✓" in cursor_line(keys)
        assert local.trail.item(ana, late.soon).work.version > 1


async def test_the_log_tells_what_is_new_since_one_looked(
    local: Desk, ana: Actor, late: Late, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("tab", "tab")
        await shown(keys, "What crossed", late.calm)
        assert "you looked here last" not in text_of(keys)
        await keys.press("escape")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        await until(keys, lambda: local.jeopardy.looked(ana) == 3)
        new = crossed(local, ana, clock.now(), "breached", ref=late.soon)
        await keys.press("J")
        await shown(keys, "you looked here last")
        lines = lines_of(keys)
        mark = next(n for n, line in enumerate(lines) if "you looked here last" in line)
        assert new in lines[mark - 1]
        assert late.soon in lines[mark + 1]


async def test_list_and_log_stand_side_by_side_where_there_is_room(
    local: Desk, ana: Actor, late: Late
) -> None:
    async with seated(local, ana, LARGE) as keys:
        screen = await opened(keys)
        await shown(keys, "What crossed", "told Ana", "No dial tone on all lines")
        await keys.press("tab", "tab")
        assert screen.log_list.has_focus
        await keys.press("j")
        await shown(keys, "enter open")
        assert screen.row is not None
        assert screen.row.ref == late.missed
        await keys.press("tab")
        assert screen.table.has_focus


async def test_items_are_marked_filtered_and_acted_on_as_on_the_queue(
    local: Desk, ana: Actor, late: Late
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("v", "v")
        await shown(keys, "2 in jeopardy")
        await keys.press("slash")
        await write(keys, "rout")
        await until(keys, lambda: late.soon not in "".join(lines_of(keys)[3:8]))
        await keys.press("enter", "escape")
        await shown(keys, late.soon)
        await keys.press("asterisk", "Y")
        await shown(keys, "2 items")
        await write(keys, "All hands")
        await keys.press("ctrl+s")
        await shown(keys, "1 done, 1 not", f"{late.later} is Ben's")


async def test_nothing_in_jeopardy_says_where_to_look(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await keys.press("J")
        await shown(keys, "Nothing in jeopardy is mine and unowned", "tab shows what is late")
        await keys.press("tab", "tab")
        await shown(keys, "Nothing that crossed a threshold is mine and unowned")
        await keys.press("J")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))


async def test_nothing_late_reads_as_a_person_says_it_and_the_log_takes_no_filter(
    local: Desk, ana: Actor
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, "Queue")
        await keys.press("J", "v", "v")
        await shown(keys, "of everybody", "Nothing is in jeopardy.", "tab shows what is late.")
        await keys.press("tab")
        await shown(keys, "Nothing is late.")
        await keys.press("tab")
        await shown(keys, "What crossed, of everybody")
        await keys.press("slash")
        await shown(keys, "The log has no marks and no filter")
