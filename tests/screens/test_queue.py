"""The queue on a real store: what it shows, at every size, and what other desks change in it."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.rows.work import Listing
from desk.rules.filters import VIEWS, parse
from desk.rules.permissions import Actor
from desk.widgets.work_window import MOST
from tests.screens.queues import CLOSING, cursor_line, lines_of, log, queue, shown
from tests.screens.seats import LARGE, MARKUP, seated, text_of, until
from tests.stores import NOW, Places, settings_for

MANY = 650
ROWS = 16
"""Rows of a list at 80x24."""


@pytest.fixture(scope="module")
def full(file_places: Places) -> Iterator[Desk]:
    """A desk with more work than the window holds; tests that write take `local`."""
    url = file_places.founded()
    made = build(settings_for(url), FixedClock(NOW))
    made.demo.fill(made.directory.actor(), MANY)
    yield made
    made.close()
    file_places.remove(url)


@pytest.fixture
def boss(full: Desk) -> Actor:
    """The first person of the full desk."""
    return full.directory.actor()


async def test_the_first_paint_is_the_work(local: Desk, ana: Actor) -> None:
    low = log(local, ana, "Which router?", priority="4")
    high = log(local, ana, "Line is dead", priority="1", text="Nothing since nine")
    async with seated(local, ana) as keys:
        await shown(keys, "Nothing since nine")
        lines = lines_of(keys)
        assert lines[0].startswith(" 1 Queue")
        assert lines[1].startswith(" Mine and unowned ▾")
        assert lines[3].startswith("▌")
        assert high in lines[3]
        assert low in lines[4]
        assert lines[3 + ROWS].startswith(f"─ {high}  mail in · P1 · open")
        assert lines[-1].startswith(" enter open  c claim  r reply")
        assert lines[-1].endswith("? keys")


async def test_what_customers_wrote_is_shown_to_the_letter(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana, LARGE) as keys:
        await shown(keys, ref, *MARKUP)
        assert f"{MARKUP[0]} {MARKUP[1]} invoice" in cursor_line(keys)


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (100, 30), (120, 30), LARGE, (200, 50)])
async def test_every_size_has_its_layout(
    local: Desk, ana: Actor, ref: str, size: tuple[int, int]
) -> None:
    async with seated(local, ana, size) as keys:
        await shown(keys, ref, "taken")
        screen = queue(keys)
        width, height = size
        has_pane = width >= 100
        assert screen.table.size.width == {60: 60, 80: 80, 100: 64, 200: 100}.get(width, 80)
        assert screen.summary.size == (
            (width - screen.table.size.width, height - 3) if has_pane else (width, 4)
        )
        assert ("90 days" in text_of(keys)) == (width >= 140)


async def test_a_screen_too_small_says_so_and_loses_nothing(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.resize_terminal(59, 24)
        await until(keys, lambda: "60x15" in text_of(keys))
        assert ref not in text_of(keys)
        await keys.resize_terminal(80, 24)
        await shown(keys, ref)


async def test_all_of_a_long_list_can_be_walked_and_memory_stays_small(
    full: Desk, boss: Actor
) -> None:
    now = full.clock.now()
    expected = [row.ref for row in full.work.stream(boss, Listing(parse(VIEWS["All"], "UTC", now)))]
    assert len(expected) == MANY
    async with seated(full, boss) as keys:
        screen = queue(keys)
        screen.take("view:All")
        await until(keys, lambda: not screen.is_looking and "650" in lines_of(keys)[1])
        table = screen.table
        for way, goal in (("pagedown", expected[-1]), ("pageup", expected[0])):
            for _ in range(200):
                await keys.press(way)
                assert len(table.window.rows) <= MOST
                shown_now = [row.ref for row in table.shown]
                place = expected.index(shown_now[0])
                assert shown_now == expected[place : place + len(shown_now)]
                row = table.row
                if row is not None and row.ref == goal:
                    break
            else:
                pytest.fail(f"{way} never reached {goal}")
        await keys.press("end")
        await until(keys, lambda: table.row is not None and table.row.ref == expected[-1])
        await keys.press("home")
        await until(keys, lambda: table.row is not None and table.row.ref == expected[0])


async def test_other_desks_changes_appear_and_the_cursor_stays_on_its_item(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    refs = [log(local, ana, f"Question {n}", priority="3") for n in range(3)]
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("j")
        here = refs[1]
        assert here in cursor_line(keys)
        urgent = log(local, ben, "Line is dead", priority="1")
        await until(keys, lambda: urgent in text_of(keys))
        assert here in cursor_line(keys)
        local.do(ben, "claim", refs[2], {})
        await until(keys, lambda: refs[2] not in text_of(keys))
        assert here in cursor_line(keys)


async def test_an_item_that_another_takes_stays_in_sight_until_the_cursor_leaves(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    refs = [log(local, ana, f"Question {n}") for n in range(3)]
    async with seated(local, ana) as keys:
        await shown(keys, *refs)
        await keys.press("j")
        local.do(ben, "claim", refs[1], {})
        await until(keys, lambda: "Ben" in cursor_line(keys))
        assert refs[1] in cursor_line(keys)
        await keys.press("c")
        await shown(keys, f"{refs[1]} belongs to Ben")
        await keys.press("j")
        log(local, ben, "Another")
        await until(keys, lambda: "Another" in text_of(keys))
        await until(keys, lambda: refs[1] not in text_of(keys))


async def test_a_minute_changes_only_what_reads_differently(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    log(local, ana, "Line is dead", priority="1")
    async with seated(local, ana) as keys:
        await shown(keys, "15m")
        clock.advance(14 * 60)
        queue(keys).minute(clock.now())
        await shown(keys, "▲    1m", "▲1")


async def test_it_is_the_same_on_a_server(desk: Desk, me: Actor) -> None:
    first = log(desk, me, "Question")
    async with seated(desk, me) as keys:
        await shown(keys, first)
        second = log(desk, me, "Line is dead", priority="1")
        await shown(keys, second)
        assert first in cursor_line(keys)
        await keys.press("c")
        await shown(keys, f"✓ Claimed {first}")


async def test_the_last_item_that_goes_leaves_a_word(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        screen = queue(keys)
        id_ = local.work.find(ana, ref).id
        screen.do(lambda: local.do(ana, "complete", ref, CLOSING), f"Completed {ref}", id_)
        await shown(keys, "No work in Mine and unowned.", "V shows another view")


async def test_counters_are_counted_up_to_a_cap(full: Desk, boss: Actor) -> None:
    async with seated(full, boss) as keys:
        await until(keys, lambda: "✖" in lines_of(keys)[0])
        counters = full.work.counters(boss)
        shown_many = f"✖{counters.breached}" if counters.breached < 100 else "✖99+"
        assert shown_many in lines_of(keys)[0]


async def test_a_new_store_says_how_to_begin(local: Desk) -> None:
    async with seated(local, local.directory.actor()) as keys:
        await shown(keys, "Nothing is here yet.", "n logs a contact", "desk import", "desk demo")
        log(local, local.directory.actor(), "Moved")
        await shown(keys, "Moved")
        assert "Nothing is here yet." not in text_of(keys)
