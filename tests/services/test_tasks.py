"""Tasks: given, begun in their order, ended; the problem goes along."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import ChangedMeanwhile, Collision, DeskError, WrongState
from desk.rows.tasks import TaskRow
from desk.rules.permissions import Actor
from tests.stores import NOW, Hire

HOUR = 3600


@pytest.fixture
def ben(hire: Hire) -> Actor:
    """A colleague in the field."""
    return hire("ben", team="Field")


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A problem with three tasks, one after the other."""
    ref = desk.do(me, "report", "problem", {"subject": "Line dead"}).ref
    desk.do(me, "add-task", ref, {"name": "Check", "effort": "30m"})
    desk.do(me, "add-task", ref, {"name": "Visit", "kind": "fieldVisit", "after": "1"})
    desk.do(me, "add-task", ref, {"name": "Tell", "after": "T-2", "mandatory": "no"})
    return ref


def _tasks(desk: Desk, me: Actor, ref: str) -> dict[str, TaskRow]:
    return {task.ref: task for task in desk.task_list.of(me, ref)}


def _states(desk: Desk, me: Actor, ref: str) -> str:
    return " ".join(task.state for task in desk.task_list.of(me, ref))


def _state(desk: Desk, me: Actor, ref: str) -> str:
    return desk.work.find(me, ref).state


def test_tasks_stand_in_their_order(desk: Desk, me: Actor, ref: str) -> None:
    first, second, third = desk.task_list.of(me, ref)
    assert (first.ref, first.place, first.name, first.state) == ("T-1", 1, "Check", "ready")
    assert (first.effort_seconds, first.mandatory, first.version) == (1800, True, 1)
    assert (second.kind, second.state, second.blocked_by) == ("fieldVisit", "planned", (1,))
    assert (third.after, third.blocked_by, third.mandatory) == ((2,), (2,), False)
    assert desk.trail.item(me, ref).tasks == (first, second, third)
    assert desk.task_list.find(me, "t-2") == second


def test_a_plan_is_worked_through(desk: Desk, me: Actor, ben: Actor, ref: str) -> None:
    with pytest.raises(WrongState, match=r"T-2 Visit comes after 1 Check \(ready\)"):
        desk.tasks.start(ben, "T-2")
    begun = desk.do(ben, "start", "T-1", {})
    assert (begun.ref, begun.action, begun.state, begun.version) == ("T-1", "start", "started", 2)
    assert begun.effects == ("It is yours now.", f"{ref} is in progress with it.")
    row = desk.work.find(me, ref)
    assert (row.state, row.owner) == ("inProgress", "ben")
    done = desk.do(ben, "finish", "T-1", {"text": "No tone"})
    assert done.effects == ("Task 2 Visit can begin now, nobody has it.",)
    assert _states(desk, me, ref) == "done ready planned"
    desk.tasks.assign(me, "T-2", "ben")
    assert _states(desk, me, ref) == "done assigned planned"
    assert desk.tasks.start(ben, "T-2").effects == ()
    ended = desk.tasks.finish(ben, "T-2")
    assert f"All mandatory tasks have ended: resolve {ref}." in ended.effects
    assert _state(desk, me, ref) == "inProgress"
    assert desk.task_list.find(me, "T-1").text == "No tone"
    resolved = {"cause": "hardware", "code": "fixed", "resolution": "New cable"}
    assert desk.do(me, "resolve", ref, resolved).state == "resolved"


def test_what_ends_a_problem_waits_for_its_mandatory_tasks(desk: Desk, me: Actor, ref: str) -> None:
    values = {"cause": "other", "code": "fixed", "resolution": "x"}
    with pytest.raises(DeskError, match="1 Check, 2 Visit"):
        desk.do(me, "resolve", ref, values)


def test_the_story_tells_tasks_in_words(desk: Desk, me: Actor, ben: Actor, ref: str) -> None:
    desk.tasks.claim(ben, "T-1")
    desk.tasks.start(ben, "T-1")
    desk.tasks.schedule(ben, "T-1", due=NOW + HOUR)
    desk.tasks.fail(ben, "T-1", "Nobody there")
    trail = desk.trail.item(me, ref).trail
    assert [entry.text for entry in trail[1:]] == [
        "Task 1 Check: added",
        "Task 2 Visit: added, after 1",
        "Task 3 Tell: added, after 2",
        "Task 1 Check: claimed",
        "Task 1 Check: started",
        "Task 1 Check: planned anew: is due Mon 23 Nov 2026 11:00",
        "Task 1 Check: given up: Nobody there",
    ]
    assert all("tasks" not in entry.changes for entry in trail)


def test_what_failed_holds_up_until_it_is_planned_anew(desk: Desk, me: Actor, ref: str) -> None:
    desk.tasks.start(me, "T-1")
    failed = desk.tasks.fail(me, "T-1", "Nobody there")
    assert failed.effects == ("Task 2 Visit waits for it: plan that anew, or cancel it.",)
    assert _states(desk, me, ref) == "failed planned planned"
    with pytest.raises(WrongState, match=r"comes after 1 Check \(failed\)") as caught:
        desk.tasks.start(me, "T-2")
    assert caught.value.next_step.endswith("desk do T-2 schedule after=none")
    desk.do(me, "schedule", "T-2", {"after": "none"})
    assert _states(desk, me, ref) == "failed ready planned"


def test_what_is_dropped_hands_on_what_it_waited_for(desk: Desk, me: Actor, ref: str) -> None:
    desk.tasks.cancel(me, "T-2", "Not needed")
    assert _tasks(desk, me, ref)["T-3"].blocked_by == (1,)
    desk.tasks.start(me, "T-1")
    desk.tasks.finish(me, "T-1")
    assert _states(desk, me, ref) == "done cancelled ready"


@pytest.mark.parametrize(
    ("asked", "values", "said"),
    [
        ("finish T-1", {}, "T-1 is ready, not started"),
        ("fail T-1", {"reason": "x"}, "T-1 is ready, not started"),
        ("release T-1", {}, "Nobody has T-1"),
        ("assign T-1", {"to": "nobody here"}, "Nobody at this desk is called 'nobody here'"),
        ("hand T-1", {"team": "none such"}, "There is no team 'none such'"),
        ("schedule T-1", {}, "Nothing is planned anew"),
        ("schedule T-1", {"after": "3"}, "would wait for each other: 1 -> 2 -> 3 -> 1"),
        ("schedule T-1", {"after": "1"}, "would wait for each other: 1 -> 1"),
        ("schedule T-1", {"after": "9"}, "There is no task 9 in the problem"),
        ("schedule T-1", {"effort": "0m"}, "'0m' is no effort"),
        ("schedule T-1", {"effort": "soon"}, "'soon' is not a duration"),
        ("schedule T-1", {"due": "+400d"}, "more than a year ahead"),
        ("schedule T-1", {"start": "+3h", "due": "+2h"}, "due before it begins"),
        ("claim T-9", {}, "There is no T-9"),
        ("undo T-9", {}, "There is no T-9"),
    ],
)
@pytest.mark.usefixtures("ref")
def test_what_cannot_be_is_said(
    desk: Desk, me: Actor, asked: str, values: dict[str, str], said: str
) -> None:
    act, task = asked.split()
    before = desk.task_list.of(me, "P-1")
    with pytest.raises(DeskError) as caught:
        desk.do(me, act, task, values)
    assert said in caught.value.message
    assert caught.value.next_step
    assert desk.task_list.of(me, "P-1") == before


@pytest.mark.parametrize("act", ["claim", "start", "finish", "assign", "cancel", "schedule"])
def test_what_has_ended_stays_so(desk: Desk, me: Actor, ref: str, act: str) -> None:
    desk.tasks.cancel(me, "T-1", "Twice")
    values = {"assign": {"to": "me"}, "cancel": {"reason": "x"}, "schedule": {"effort": "1h"}}
    with pytest.raises(WrongState, match="T-1 is cancelled already 0 s ago: Check"):
        desk.do(me, act, "T-1", values.get(act, {}))


def test_two_want_the_same_task(desk: Desk, me: Actor, ben: Actor, ref: str) -> None:
    desk.tasks.claim(ben, "T-1")
    with pytest.raises(WrongState, match="T-1 was taken by ben"):
        desk.tasks.claim(me, "T-1")
    with pytest.raises(WrongState, match="T-1 belongs to ben, not to you"):
        desk.tasks.release(me, "T-1")
    with pytest.raises(WrongState, match="T-1 is yours already"):
        desk.tasks.claim(ben, "T-1")
    with pytest.raises(WrongState, match="T-1 is ben's already"):
        desk.tasks.assign(me, "T-1", "ben")


def test_what_is_given_back_is_ready_again(desk: Desk, me: Actor, ben: Actor, ref: str) -> None:
    desk.tasks.start(ben, "T-1")
    desk.tasks.release(ben, "T-1")
    task = _tasks(desk, me, ref)["T-1"]
    assert (task.state, task.owner, task.begun_at) == ("ready", None, None)
    desk.tasks.start(ben, "T-1")
    desk.tasks.hand(me, "T-1", "field")
    task = _tasks(desk, me, ref)["T-1"]
    assert (task.state, task.owner, task.team) == ("ready", None, "Field")
    with pytest.raises(WrongState, match="T-1 waits in Field already"):
        desk.tasks.hand(me, "T-1", "Field")


def test_a_new_order_takes_what_was_ready_back(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "add-task", ref, {"name": "Ask", "owner": "me"})
    assert _states(desk, me, ref) == "ready planned planned assigned"
    desk.do(me, "schedule", "T-4", {"after": "1 3"})
    assert _states(desk, me, ref) == "ready planned planned planned"
    desk.tasks.start(me, "T-1")
    desk.do(me, "add-task", ref, {"name": "Before"})
    with pytest.raises(WrongState, match="Task 1 Check is started: nothing comes before it"):
        desk.do(me, "schedule", "T-1", {"after": "5"})


def test_a_version_that_was_seen_is_expected(
    desk: Desk, me: Actor, ben: Actor, ref: str, clock: FixedClock
) -> None:
    desk.tasks.claim(ben, "T-1")
    clock.advance(240)
    with pytest.raises(ChangedMeanwhile) as caught:
        desk.do(me, "assign", "T-1", {"to": "me"}, expect=1)
    assert caught.value.message == (
        "T-1 has changed since you looked: ben, 4 min ago: Task 1 Check: claimed"
    )
    assert desk.do(me, "assign", "T-1", {"to": "me"}, expect=2).version == 3


def test_two_who_plan_the_same_collide(desk: Desk, me: Actor, ben: Actor, ref: str) -> None:
    desk.tasks.schedule(ben, "T-1", due=NOW + HOUR)
    with pytest.raises(Collision) as caught:
        desk.tasks.schedule(me, "T-1", due=NOW + 2 * HOUR, base=1)
    (clash,) = caught.value.clashes
    assert clash == ("due", "Mon 23 Nov 2026 11:00", "Mon 23 Nov 2026 12:00")
    desk.tasks.schedule(me, "T-1", effort="2h", base=1)
    task = _tasks(desk, me, ref)["T-1"]
    assert (task.due, task.effort_seconds) == (NOW + HOUR, 2 * HOUR)


def test_nothing_is_kept_of_what_is_only_tried(desk: Desk, me: Actor, ref: str) -> None:
    before = desk.trail.item(me, ref)
    for act, target, values in (
        ("start", "T-1", {}),
        ("add-task", ref, {"name": "More"}),
        ("cancel", "T-1", {"reason": "x"}),
    ):
        assert desk.do(me, act, target, values, dry_run=True).effects
    assert desk.trail.item(me, ref) == before
    assert desk.do(me, "add-task", ref, {"name": "More"}).created == "T-4"


def test_tasks_of_what_has_ended_are_refused(desk: Desk, me: Actor, ref: str) -> None:
    done = desk.do(me, "cancel", ref, {"reason": "notOurs"})
    assert _states(desk, me, ref) == "cancelled cancelled cancelled"
    assert any("Check" in effect for effect in done.effects)
    for act, target, values in (
        ("claim", "T-1", {}),
        ("add-task", ref, {"name": "More"}),
        ("start", "T-2", {}),
    ):
        with pytest.raises(WrongState, match=f"{ref} was cancelled"):
            desk.do(me, act, target, values)
    desk.undo(me)
    assert _states(desk, me, ref) == "ready planned planned"


def test_a_partner_who_alone_goes_on_is_waited_for(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "add-task", ref, {"name": "Repair", "kind": "partner", "partner": "NetCo"})
    desk.tasks.start(me, "T-4")
    desk.tasks.start(me, "T-1")
    failed = desk.tasks.fail(me, "T-1", "No access")
    assert failed.effects[-1] == (
        f"Only Task 4 Repair goes on, so it can wait for the partner: "
        f"desk do {ref} pend party=partner"
    )


def test_a_problem_that_waits_is_not_taken_along(desk: Desk, me: Actor, ref: str) -> None:
    desk.do(me, "pend", ref, {"party": "internal", "question": "When?"})
    done = desk.tasks.start(me, "T-1")
    assert done.effects[-1] == f"{ref} still waits: desk do {ref} resume"
    assert _state(desk, me, ref) == "pending"


def test_there_is_an_end_to_tasks(desk: Desk, me: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.services.task_plan.MOST_TASKS", 3)
    ref = desk.do(me, "report", "problem", {"subject": "Line dead"}).ref
    for name in "abc":
        desk.tasks.add_task(me, ref, name)
    with pytest.raises(DeskError, match=f"{ref} would have 4 tasks, 3 are the most"):
        desk.tasks.add_task(me, ref, "d")
