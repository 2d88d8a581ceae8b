"""The tasks on the screen of a problem, by the keys: in hand, marked, opened by reference."""

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.sheets import AskingSheet
from tests.screens.field_team import Field, staffed
from tests.screens.queues import cursor_line, shown
from tests.screens.seats import Keys, on_top, seated, text_of, until, write
from tests.screens.test_keys import footer


@pytest.fixture
def field(local: Desk, ana: Actor) -> Field:
    """The team, and what it has to do."""
    return staffed(local, ana)


async def at_tasks(keys: Keys, ref: str) -> ItemScreen:
    """The screen of a problem, its tasks with the keys."""
    await shown(keys, "P-1")
    await keys.press("g", *ref, "enter")
    await shown(keys, " Tasks ", "Trail")
    await keys.press("tab")
    await shown(keys, "▌")
    return on_top(keys, ItemScreen)


async def test_the_cursor_begins_at_what_is_to_be_done(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.fibre)
        assert "Technician on site" in cursor_line(keys)
        await keys.press("escape")
        await until(keys, lambda: "▌" not in text_of(keys))
        on_top(keys, ItemScreen)


async def test_keys_act_on_the_task_in_hand_and_else_on_the_problem(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.loss)
        await keys.press("j", "c")
        await shown(keys, "Claimed T-7")
        assert local.task_list.find(ana, "T-7").owner == "Ana"
        assert local.work.find(ana, field.loss).owner is None
        await keys.press("tab", "c")
        await shown(keys, f"Claimed {field.loss}")
        await keys.press("u")
        await shown(keys, f"Taken back: claimed {field.loss}")


async def test_enter_finishes_a_task_and_the_next_may_begin(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.fibre)
        await keys.press("enter")
        await shown(keys, "Finish T-3?", "Task 4 Test with customer can begin now; cem has it.")
        await write(keys, "Splice renewed")
        await keys.press("ctrl+s")
        await shown(keys, "Finished T-3", "Tasks 3 of 5")
        assert "Technician on site" in cursor_line(keys)
        await until(keys, lambda: "enter finish" not in footer(text_of(keys)))
        assert "esc trail" in footer(text_of(keys))
        await keys.press("enter")
        await shown(keys, "T-3 is done", "t adds another task to its problem")


async def test_marked_tasks_are_dropped_at_once_and_come_back(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.loss)
        await keys.press("space", "space")
        await shown(keys, "2 marked")
        await keys.press("x")
        await shown(keys, "Cancel 2 items?")
        await write(keys, "Not needed")
        await keys.press("ctrl+s")
        await shown(keys, "Cancelled 2 items", "Tasks 0 of 3")
        await keys.press("u")
        await shown(keys, "Tasks 0 of 5")


async def test_with_marks_other_keys_are_about_the_problem(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.loss)
        await keys.press("space", "t")
        await shown(keys, f"Add a task to {field.loss}")
        await keys.press(*"Swap", "ctrl+s")
        await shown(keys, "Tasks 0 of 6", "1 marked")
        await keys.press("escape")
        await until(keys, lambda: "marked" not in text_of(keys))


async def test_what_is_first_cannot_be_begun_says_so(local: Desk, ana: Actor, field: Field) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.fibre)
        await keys.press("j", "s")
        await shown(keys, f"T-4 comes after task 3 of {field.fibre}")


async def test_a_task_is_planned_in_words(local: Desk, ana: Actor, field: Field) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.fibre)
        await keys.press("j", "p")
        await shown(keys, "Plan T-4 anew", "now 13:00", "now 3")
        await keys.press("tab", "tab", *"5", "ctrl+s")
        await shown(keys, "4", "5", "wait for each other")
        await keys.press("escape")
        await shown(keys, "Tasks 2 of 5")


async def test_the_palette_tells_the_task_from_its_problem(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        screen = await at_tasks(keys, field.loss)
        await keys.press("ctrl+p", *"assign", "space", *"a", "space", *"task", "enter")
        await shown(keys, "Assign T-6 to somebody")
        await keys.press("escape")
        await keys.press("ctrl+p", *"claim", "down")
        await shown(keys, "Claim a task")
        await keys.press("escape")
        screen.take("act:claim")
        await shown(keys, f"Claimed {field.loss}")
        assert "▌" in text_of(keys)


async def test_a_reference_of_a_task_opens_its_problem_there(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, "P-1")
        await keys.press("g", *"t-4", "enter")
        await shown(keys, "Tasks 2 of 5")
        await until(keys, lambda: "Test with customer" in cursor_line(keys))
        await keys.press("escape", "escape", "g", *"T-99", "enter")
        await shown(keys, "There is no T-99")


async def test_a_sheet_on_a_task_that_was_left_goes_on(
    local: Desk, ana: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.fibre)
        await keys.press("d")
        await shown(keys, "Finish T-3?")
        await write(keys, "Splice")
        await keys.press("escape", "escape", "escape")
        await shown(keys, "1 Queue", "Subject")
        await keys.press("ctrl+p", *"continue")
        await shown(keys, "Continue on T-3: finish a task")
        await keys.press("enter")
        await shown(keys, "Finish T-3?", "Splice")
        on_top(keys, AskingSheet)


async def test_two_desks_finish_the_same_task(
    local: Desk, ana: Actor, ben: Actor, field: Field
) -> None:
    async with seated(local, ana) as keys:
        await at_tasks(keys, field.fibre)
        await keys.press("d")
        await shown(keys, "Finish T-3?")
        local.do(ben, "finish", "T-3", {"text": "Done by Ben"})
        await keys.press("ctrl+s")
        await shown(keys, "T-3 is done already")
        await keys.press("escape")
        await shown(keys, "Tasks 3 of 5")


async def test_without_tasks_it_says_how_to_get_some(local: Desk, ana: Actor) -> None:
    given = {"subject": "Quiet", "impact": "low", "urgency": "low"}
    ref = local.do(ana, "report", "problem", given).ref
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("enter")
        await shown(keys, "none yet; t adds one, L lays a plan")
        await keys.press("tab")
        await shown(keys, "There are no tasks here")
        await keys.press("L")
        await shown(keys, f"Lay a plan of tasks for {ref}", "no plan yet")
        await keys.press("escape")
        local.do(ana, "cancel", ref, {"reason": "notOurs"})
        await until(keys, lambda: "none yet" not in text_of(keys))
