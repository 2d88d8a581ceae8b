"""What was done to tasks, taken back: by the task, by its problem, as one with others."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import ChangedMeanwhile, DeskError, NothingToDo, WrongState
from desk.models.followers import followers_of
from desk.models.journal import facts_of
from desk.models.store import Session
from desk.models.tasks import tasks_of
from desk.models.work import id_of
from desk.rules.permissions import Actor
from desk.rules.states import TASK
from desk.rules.vocabulary import parse_reference
from desk.services.task_sheet import told
from tests.stores import Hire

STEPS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("claim", "", {}),
    ("release", "", {}),
    ("assign", "", {"to": "mia"}),
    ("hand", "", {"team": "Field"}),
    ("schedule", "", {"due": "+2h", "effort": "3h"}),
    ("schedule", "", {"after": "none"}),
    ("schedule", "", {"after": "1"}),
    ("schedule", "", {"after": "2 3"}),
    ("start", "", {}),
    ("start", "", {}),
    ("finish", "", {"text": "done well"}),
    ("finish", "", {}),
    ("fail", "", {"reason": "no way"}),
    ("cancel", "", {"reason": "not needed"}),
    ("add-task", "P", {"name": "One more", "after": "1"}),
    ("plan", "P", {"template": "outage"}),
    ("follow", "P", {}),
    ("unfollow", "P", {}),
    ("hold", "P", {"cause": "other"}),
    ("resume", "P", {}),
    ("cancel", "P", {"reason": "notOurs"}),
)
ACTS = st.tuples(st.sampled_from(STEPS), st.integers(0, 3), st.sampled_from([0, 1, 600]))
"""What is done, to which task or their problem, and how many seconds later the next."""

OUTAGE = '{"steps": [{"name": "Look", "due": "1h"}, {"name": "Go", "after": [1], "team": "Field"}]}'


@pytest.fixture
def staffed(desk: Desk, me: Actor, hire: Hire) -> Desk:
    """A desk with a colleague, a team and a plan."""
    hire("mia", team="Field")
    desk.plans.save(me, "outage", OUTAGE)
    return desk


def _state(desk: Desk, ref: str) -> dict[str, Any]:
    """Everything the store has on a problem's tasks, but for what only ever grows."""
    with desk._store.reading() as session:
        item = id_of(session, parse_reference(ref))
        assert item is not None
        row = session.sql(f"SELECT state, owner, due_key, closed FROM work WHERE id = {item}")
        return {
            "head": row,
            "followers": followers_of(session, item),
            "tasks": [task._replace(version=0, touched_at=0) for task in tasks_of(session, item)],
        }


def _faults(desk: Desk, ref: str) -> list[str]:
    """Where tasks are not what the facts of their problem say, or stand in no state they may."""
    with desk._store.reading() as session:
        item = id_of(session, parse_reference(ref))
        assert item is not None
        return [*_misreplayed(session, item), *_misplaced(session, item)]


def _misreplayed(session: Session, item: int) -> list[str]:
    present = {str(task.number): told(task) for task in tasks_of(session, item)}
    known: dict[str, Any] = {}
    faults = []
    for fact in facts_of(session, "problem", item):
        before, after = fact.before.get("tasks") or {}, fact.after.get("tasks") or {}
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        for number, values in after.items():
            if known.get(number) != before[number]:
                faults.append(f"{fact.action} found {before[number]}, not {known.get(number)}")
            known[number] = values
    left = {number: values for number, values in known.items() if values is not None}
    return faults + ([] if left == present else [f"the facts say {left}, there is {present}"])


def _misplaced(session: Session, item: int) -> list[str]:
    tasks = {task.place: task for task in tasks_of(session, item)}
    faults = []
    for task in tasks.values():
        before = [tasks[place].state for place in task.after]
        may_begin = all(state in ("done", "cancelled") for state in before)
        if task.state in ("ready", "assigned", "started") and not may_begin:
            faults.append(f"task {task.place} is {task.state} behind {before}")
        if task.state == "ready" and task.owner or task.state == "assigned" and not task.owner:
            faults.append(f"task {task.place} is {task.state}, its owner {task.owner}")
        if (task.ended_at is not None) != (task.state in TASK.ends):
            faults.append(f"task {task.place} is {task.state}, ended {task.ended_at}")
    return faults


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=1, max_size=12))
def test_each_undo_gives_back_the_tasks_before(
    staffed: Desk, me: Actor, clock: FixedClock, acts: list[tuple[Any, int, int]]
) -> None:
    desk = staffed
    ref = desk.do(me, "report", "problem", {"subject": "Line dead"}).ref
    for name, after in (("Check", ""), ("Visit", "1"), ("Tell", "2")):
        desk.do(me, "add-task", ref, {"name": name, "after": after})
    before = [_state(desk, ref)]
    for (action, kind, values), which, seconds in acts:
        tasks = desk.task_list.of(me, ref)
        target = ref if kind else tasks[which % len(tasks)].ref
        try:
            desk.do(me, action, target, values)
        except DeskError:
            assert _state(desk, ref) == before[-1]
        else:
            before.append(_state(desk, ref))
        clock.advance(seconds)
    assert _faults(desk, ref) == []
    for state in reversed(before[:-1]):
        done = desk.undo(me).done
        assert [each.error for each in done if each.error] == []
        assert _state(desk, ref) == state
    assert _faults(desk, ref) == []


@pytest.fixture
def ref(staffed: Desk, me: Actor) -> str:
    """A problem with three tasks, the second after the first."""
    ref = staffed.do(me, "report", "problem", {"subject": "Line dead"}).ref
    for name, after in (("Check", ""), ("Visit", "1"), ("Tell", "")):
        staffed.do(me, "add-task", ref, {"name": name, "after": after})
    return ref


def test_what_followed_goes_back_with_it(staffed: Desk, me: Actor, ref: str) -> None:
    desk = staffed
    desk.tasks.start(me, "T-1")
    desk.tasks.finish(me, "T-1")
    assert [task.state for task in desk.task_list.of(me, ref)] == ["done", "ready", "ready"]
    assert desk.undoable(me) == "Finished T-1"
    undone = desk.undo(me)
    (done,) = undone.done
    assert undone.what == "Finished T-1"
    assert done.outcome is not None
    assert (done.ref, done.outcome.state, done.outcome.version) == ("T-1", "started", 4)
    assert done.outcome.effects == (
        "Task 1 Check is started again.",
        "Task 2 Visit is planned again.",
    )
    desk.undo(me)
    assert [task.state for task in desk.task_list.of(me, ref)] == ["ready", "planned", "ready"]
    assert desk.work.find(me, ref).state == "acknowledged"


def test_only_what_was_done_to_the_task_itself(staffed: Desk, me: Actor, ref: str) -> None:
    """That another one let it begin was done to that one."""
    desk = staffed
    desk.tasks.claim(me, "T-2")
    desk.tasks.start(me, "T-1")
    desk.tasks.finish(me, "T-1")
    assert desk.undoable(me, "T-2") == "Claimed T-2"
    with pytest.raises(ChangedMeanwhile, match=f"{ref} was changed since"):
        desk.do(me, "undo", "T-2", {})
    assert desk.undoable(me, "T-3") == f"Added a task to {ref}"
    assert desk.do(me, "undo", "T-3", {}).effects == ("Task 3 Tell is taken away.",)
    assert [task.ref for task in desk.task_list.of(me, ref)] == ["T-1", "T-2"]


def test_who_did_nothing_takes_nothing_back(staffed: Desk, me: Actor, ref: str) -> None:
    mia = staffed.directory.actor("mia")
    staffed.tasks.claim(me, "T-1")
    with pytest.raises(NothingToDo, match="You have done nothing on T-1"):
        staffed.do(mia, "undo", "T-1", {})
    staffed.tasks.assign(mia, "T-1", "mia")
    with pytest.raises(ChangedMeanwhile, match="was changed since by mia"):
        staffed.do(me, "undo", "T-1", {})


def test_a_plan_is_taken_away_as_long_as_nobody_works_on_it(
    staffed: Desk, me: Actor, ref: str
) -> None:
    desk = staffed
    desk.plans.lay(me, ref, "outage")
    assert desk.undoable(me) == f"Laid a plan for {ref}"
    mia = desk.directory.actor("mia")
    desk.tasks.claim(mia, "T-4")
    with pytest.raises(ChangedMeanwhile):
        desk.undo(me)
    desk.do(mia, "undo", "T-4", {})
    desk.undo(me)
    assert [task.ref for task in desk.task_list.of(me, ref)] == ["T-1", "T-2", "T-3"]


def test_nothing_opens_in_what_has_ended(staffed: Desk, me: Actor, ref: str) -> None:
    """Neither by taking an end of a task back nor the problem's way out of its end."""
    desk = staffed
    mia = desk.directory.actor("mia")
    for task in ("T-1", "T-2", "T-3"):
        desk.tasks.start(mia, task)
        desk.tasks.finish(mia, task)
    codes = {"cause": "hardware", "code": "fixed", "resolution": "New cable"}
    desk.do(me, "resolve", ref, codes)
    with pytest.raises(WrongState, match=f"{ref} was resolved"):
        desk.do(mia, "undo", "T-3", {})
    desk.do(me, "reopen", ref, {"reason": "Dead again"})
    desk.do(mia, "add-task", ref, {"name": "Look again"})
    with pytest.raises(ChangedMeanwhile, match="with a mandatory task still open"):
        desk.do(me, "undo", ref, {})


def test_what_others_come_after_is_not_taken_away(staffed: Desk, me: Actor, ref: str) -> None:
    desk = staffed
    mia = desk.directory.actor("mia")
    desk.do(mia, "add-task", ref, {"name": "Sign off", "after": "3"})
    with pytest.raises(ChangedMeanwhile, match="Task 4 Sign off comes after task 3"):
        desk.do(me, "undo", "T-3", {})
    desk.do(mia, "schedule", "T-4", {"after": "none"})
    desk.do(me, "undo", "T-3", {})
    assert _faults(desk, ref) == []


def test_no_order_goes_round_by_taking_one_back(staffed: Desk, me: Actor, ref: str) -> None:
    desk = staffed
    desk.do(me, "schedule", "T-2", {"after": "none"})
    desk.do(me, "schedule", "T-1", {"after": "2"})
    with pytest.raises(ChangedMeanwhile, match="would wait for each other: 1 -> 2 -> 1"):
        desk.do(me, "undo", "T-2", {})


def test_what_waits_is_looked_at_anew(staffed: Desk, me: Actor, ref: str) -> None:
    """What was planned since behind a task goes by how that one stands again."""
    desk = staffed
    desk.tasks.start(me, "T-1")
    desk.do(me, "schedule", "T-2", {"after": "none"})
    desk.tasks.finish(me, "T-1")
    again = desk.do(me, "undo", "T-2", {})
    assert again.effects == ("Task 2 Visit is planned as it was.",)
    assert [task.state for task in desk.task_list.of(me, ref)] == ["done", "ready", "ready"]
    desk.do(me, "schedule", "T-3", {"after": "1"})
    again = desk.do(me, "undo", "T-1", {})
    assert again.effects == (
        "Task 2 Visit is planned again.",
        "Task 3 Tell is planned again.",
        "Task 1 Check is started again.",
    )
    assert _faults(desk, ref) == []


def test_what_has_begun_behind_it_stays_in_order(staffed: Desk, me: Actor, ref: str) -> None:
    desk = staffed
    desk.tasks.start(me, "T-1")
    desk.tasks.finish(me, "T-1")
    desk.do(me, "schedule", "T-3", {"after": "1"})
    desk.tasks.start(me, "T-3")
    with pytest.raises(ChangedMeanwhile, match="Task 3 Tell comes after it and was begun since"):
        desk.do(me, "undo", "T-1", {})
