"""Tasks of several problems and of several people: given at once, by load, told, led along."""

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from tests.stores import Hire


@pytest.fixture
def ben(hire: Hire) -> Actor:
    """A colleague in the field."""
    return hire("ben", team="Field")


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A problem with three tasks, one after the other."""
    ref = desk.do(me, "report", "problem", {"subject": "Line dead"}).ref
    for name, after in (("Check", ""), ("Visit", "1"), ("Tell", "2")):
        desk.do(me, "add-task", ref, {"name": name, "after": after})
    return ref


def test_several_tasks_of_several_problems_at_once(
    desk: Desk, me: Actor, ben: Actor, ref: str
) -> None:
    other = desk.do(me, "report", "problem", {"subject": "Router dead"}).ref
    desk.tasks.add_task(me, other, "Look")
    done = [*desk.do_each(me, "assign", ["T-1", "T-3", "T-4", "T-9", other], {"to": "ben"})]
    assert [each.ref for each in done] == ["T-1", "T-3", "T-4", "T-9", other]
    assert [each.error is None for each in done] == [True, True, True, False, True]
    assert {task.owner for task in desk.task_list.of(me, other)} == {"ben"}
    assert "5" not in desk.undoable(me)
    back = [*desk.do_each(me, "undo", ["T-4", "T-1"], {})]
    assert [each.ref for each in back] == ["T-4", "T-1"]
    assert all(each.error is None for each in back)
    assert {task.owner for task in desk.task_list.of(me, other)} == {None}
    assert {task.owner for task in desk.task_list.of(me, ref)} == {None}


def test_tasks_go_to_whoever_has_room(desk: Desk, me: Actor, ben: Actor, ref: str) -> None:
    desk.tasks.hand(me, "T-1", "Field")
    done = desk.tasks.assign(me, "T-1", "load")
    assert done.effects == ("ben is the only one there.", "ben has it now.")


def test_who_gets_a_task_is_told(desk: Desk, me: Actor, ben: Actor, ref: str) -> None:
    """Given one, and when what it waits for has ended; not of what they do themselves."""
    desk.tasks.assign(me, "T-2", "ben")
    desk.tasks.start(me, "T-1")
    desk.tasks.finish(me, "T-1")
    desk.tasks.claim(ben, "T-3")
    with desk._store.reading() as session:
        rows = session.sql("SELECT person, why, text FROM told ORDER BY id")
    assert [tuple(row) for row in rows] == [
        (ben.id, "assigned", f"{me.name}: Task 2 Visit: assigned to ben"),
        (ben.id, "assigned", f"{me.name}: Task 1 Check: done"),
    ]


def test_the_parts_of_a_major_problem_go_along(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "prioritise", ref, {"major": "yes", "note": "Many call"})
    part = desk.do(me, "report", "problem", {"subject": "No line", "parent": ref}).ref
    done = desk.tasks.start(me, "T-1")
    assert done.effects[-1] == f"1 part follows: {part}."
    assert desk.work.find(me, part).state == "inProgress"
    assert desk.tasks.finish(me, "T-1").effects == ("Task 2 Visit can begin now, nobody has it.",)
    desk.undo(me)
    back = desk.undo(me)
    assert {each.ref for each in back.done} == {"T-1", part}
    assert {desk.work.find(me, each).state for each in (ref, part)} == {"acknowledged"}
