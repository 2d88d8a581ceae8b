"""The agenda by its keys: days, people, tasks; marks, what others do, and other people's days."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.agenda import AgendaScreen
from desk.screens.item import ItemScreen
from tests.screens.field_team import Field, staffed
from tests.screens.queues import cursor_line, lines_of, shown
from tests.screens.seats import Keys, on_top, seated, text_of, until, write


@pytest.fixture
def field(local: Desk, ana: Actor) -> Field:
    """The team, and what it has to do."""
    return staffed(local, ana)


async def opened(keys: Keys) -> AgendaScreen:
    """The agenda, opened by its key."""
    await shown(keys, "P-1")
    await keys.press("A")
    await shown(keys, "Agenda of everybody", "Nobody has these")
    return on_top(keys, AgendaScreen)


async def test_people_stand_with_their_load_and_what_nobody_has_first(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        text = text_of(keys)
    lines = text.split("\n")
    assert lines[2].startswith(" Today 7   Tue 24 1")
    assert lines[3].startswith(" Today, Mon 23 Nov")
    assert lines[4].startswith(" Nobody has these")
    assert lines[4].endswith("2 tasks, 2h")
    assert lines[5].startswith("▌   5h00  T-7")
    assert "[/]" in lines[5]
    assert "2h of 7h left today" in text
    assert "✖ -2h00  T-6" in text
    assert "absent until Mon, holiday  ▲ 1 task needs somebody else" in text
    assert "▲ 9h of 7h left today" in text


async def test_days_are_gone_through_by_arrows(local: Desk, ana: Actor, field: Field) -> None:
    async with seated(local, ana) as keys:
        screen = await opened(keys)
        await keys.press("right")
        assert "Close report" in cursor_line(keys)
        assert lines_of(keys)[3].startswith(" Tue 24 Nov")
        await keys.press("right")
        await shown(keys, "Mon 30 Nov")
        assert screen.task_here is None
        await keys.press("left")
        await shown(keys, "Today, Mon 23 Nov")
        await keys.press("right", "T")
        assert "T-7" in cursor_line(keys)


async def test_a_task_is_claimed_begun_and_finished_by_the_keys_of_every_screen(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("c")
        await shown(keys, "Claimed T-7", "u gives it back")
        assert local.task_list.find(ana, "T-7").owner == "Ana"
        await until(keys, lambda: "T-7" in cursor_line(keys))
        await keys.press("s")
        await shown(keys, "Started T-7")
        await keys.press("d")
        await shown(keys, "Finish T-7?")
        await write(keys, "Same as in October")
        await keys.press("ctrl+s")
        await shown(keys, "Finished T-7")
        assert local.task_list.find(ana, "T-7").text == "Same as in October"
        await keys.press("u")
        await shown(keys, "Taken back: finished T-7")
        assert local.task_list.find(ana, "T-7").state == "started"


async def test_a_key_that_cannot_act_says_what_comes_first(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        screen = await opened(keys)
        screen.list.turn_to(4)
        await keys.pause()
        await keys.press("s")
        await shown(keys, f"T-4 comes after task 3 of {field.fibre}", "p plans it anew")
        await keys.press("d")
        await shown(keys, "T-4 is planned, not started")


async def test_enter_opens_the_problem_at_the_task(local: Desk, ana: Actor, field: Field) -> None:
    async with seated(local, ana) as keys:
        screen = await opened(keys)
        screen.list.turn_to(4)
        await keys.press("enter")
        await shown(keys, "Tasks 2 of 5", "esc trail")
        assert "Test with customer" in cursor_line(keys)
        item = on_top(keys, ItemScreen)
        await keys.press("right_square_bracket")
        await until(keys, lambda: item.ref == field.loss)
        await keys.press("escape")
        await shown(keys, "Agenda of everybody")


async def test_the_agenda_over_an_item_leads_back_to_it(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, "P-1")
        await keys.press("enter")
        await shown(keys, "Trail")
        item = on_top(keys, ItemScreen)
        await keys.press("A")
        await shown(keys, "Agenda of everybody", "T-7")
        await keys.press("enter")
        await until(keys, lambda: keys.app.screen is item and item.ref == field.loss)
        await keys.press("A")
        await shown(keys, "Agenda of everybody", "T-7")
        await keys.press("A")
        await until(keys, lambda: keys.app.screen is item)
        await keys.press("escape", "escape")
        await shown(keys, "Subject")


async def test_marked_tasks_are_given_away_at_once(local: Desk, ana: Actor, field: Field) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("space", "space")
        await shown(keys, "2 marked")
        await keys.press("a")
        await shown(keys, "2 items", "T-7, T-8")
        await keys.press(*"eve", "enter", "ctrl+s")
        await shown(keys, "Assigned 2 items", "u takes all back")
        assert {local.task_list.find(ana, ref).owner for ref in ("T-7", "T-8")} == {"eve"}
        await keys.press("u")
        await shown(keys, "Nobody has these")


async def test_what_was_refused_of_many_is_listed(local: Desk, ana: Actor, field: Field) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("asterisk", "c")
        await shown(keys, "2 done, 6 not")
        await keys.press("escape")
        await shown(keys, "6 marked")


async def test_the_cursor_stays_on_its_task_while_others_work(
    local: Desk, ana: Actor, ben: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        screen = await opened(keys)
        screen.list.turn_to(9)
        await keys.pause()
        local.do(ben, "claim", "T-7", {})
        await until(keys, lambda: "1 task, 1h" in text_of(keys))
        assert "Capture a trace" in cursor_line(keys)


async def test_the_days_of_one_person_or_team_are_shown(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("slash")
        await shown(keys, "Whose tasks")
        await keys.press(*"finn", "enter")
        await shown(keys, "Agenda of finn", "1 task")
        assert "Nobody has these" not in text_of(keys)
        await keys.press("f", *"every", "enter")
        await shown(keys, "Agenda of everybody", "8 tasks, 1 late")


async def test_a_task_is_planned_and_added_from_here(local: Desk, ana: Actor, field: Field) -> None:
    async with seated(local, ana) as keys:
        await opened(keys)
        await keys.press("p")
        await shown(keys, "Plan T-7 anew", "now 15:00")
        await keys.press("tab", *"2026-11-25", "space", *"10:00", "ctrl+s")
        await shown(keys, "Planned T-7", "Wed 25 Nov")
        await until(keys, lambda: "T-7" in cursor_line(keys))
        await keys.press("t")
        await shown(keys, f"Add a task to {field.loss}")
        await keys.press(*"Swap", "ctrl+s")
        await shown(keys, f"Added a task to {field.loss}: T-11")


async def test_an_empty_agenda_says_what_to_do(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, "Nothing is here yet")
        await keys.press("A")
        await shown(keys, "Agenda of everybody", "free, 7h left today")
        await keys.press("s")
        await shown(keys, "There is no task here")
        await keys.press("escape")
        await shown(keys, "Nothing is here yet")


async def test_time_alone_makes_a_task_late(
    local: Desk, ana: Actor, field: Field, clock: FixedClock
) -> None:
    async with seated(local, ana) as keys:
        screen = await opened(keys)
        clock.advance(40 * 60)
        screen.minute(clock.now())
        await shown(keys, "✖   -4m  T-3", "2 late", "2h of 6h20 left today")


@pytest.mark.parametrize("size", [(60, 15), (100, 30), (140, 40)])
async def test_it_fits_other_sizes(
    local: Desk, ana: Actor, field: Field, size: tuple[int, int]
) -> None:
    async with seated(local, ana, size) as keys:
        await opened(keys)
        strips = keys.app.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {size[0]}
        assert lines_of(keys)[-1].endswith("? keys")
        await keys.app.run_action("palette")
        await write(keys, "agenda")
        await shown(keys, "Agenda: who has to do what")


async def test_a_window_that_shrinks_keeps_the_cursor_in_sight(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana, (140, 40)) as keys:
        await opened(keys)
        await keys.press("end")
        await keys.resize_terminal(60, 15)
        await keys.pause()
        assert "T-5" in cursor_line(keys)
        await keys.resize_terminal(59, 14)
        await shown(keys, "The desk needs 60x15 cells")
