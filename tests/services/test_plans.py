"""Plans: kept by those who may, laid in one step, their times counted in working hours."""

import json
from typing import Any

import pytest

from desk.bootstrap import Desk
from desk.errors import BadValue, DeskError, NotAllowed, NotFound
from desk.rules.permissions import Actor
from tests.stores import NOW, Hire

HOUR = 3600
DAY = 86_400

OUTAGE: dict[str, Any] = {
    "category": "network",
    "steps": [
        {"name": "Check the line", "due": "1h", "effort": "30m"},
        {"name": "Visit", "kind": "fieldVisit", "team": "Field", "due": "8h", "after": [1]},
        {"name": "Order a part", "kind": "partner", "partner": "NetCo", "after": [1]},
        {"name": "Test", "after": [2, 3], "start": "1h", "mandatory": False},
    ],
}


@pytest.fixture
def ref(desk: Desk, me: Actor, hire: Hire) -> str:
    """A problem, and a plan it may be worked on by."""
    hire("ben", team="Field")
    desk.do(me, "save", "plan", {"name": "outage", "spec": json.dumps(OUTAGE)})
    return desk.do(me, "report", "problem", {"subject": "Line dead"}).ref


def test_a_plan_is_laid_in_one_step(desk: Desk, me: Actor, ref: str) -> None:
    """Monday ten o'clock; the office is open from nine to five."""
    done = desk.do(me, "plan", ref, {"template": "Outage"})
    assert done.effects == (
        "Task 1 Check the line: due 11:00.",
        "Task 2 Visit: due Tue 11:00.",
        "Task 3 Order a part.",
        "Task 4 Test.",
    )
    assert len([entry for entry in desk.trail.item(me, ref).trail if entry.action == "plan"]) == 1
    check, visit, order, test = desk.task_list.of(me, ref)
    assert (check.state, check.planned_start, check.due) == ("ready", NOW, NOW + HOUR)
    assert (visit.state, visit.planned_start, visit.due) == ("planned", NOW + HOUR, NOW + 25 * HOUR)
    assert (visit.team, visit.kind, visit.after) == ("Field", "fieldVisit", (1,))
    assert (order.partner, order.planned_start, order.due) == ("NetCo", NOW + HOUR, None)
    assert (test.planned_start, test.mandatory) == (NOW + 26 * HOUR, False)


def test_times_are_those_of_the_team(desk: Desk, me: Actor, ref: str) -> None:
    late = {"tz": "UTC", "hours": {"mon": [["12:00", "14:00"]], "thu": [["12:00", "24:00"]]}}
    desk.calendars.save(me, "late", late)
    with desk._store.writing() as session:
        session.sql("UPDATE team SET calendar = 'late' WHERE name = 'Field'")
    desk.plans.lay(me, ref, "outage")
    visit = desk.task_list.of(me, ref)[1]
    assert (visit.planned_start, visit.due) == (NOW + 2 * HOUR, NOW + 3 * DAY + 8 * HOUR)


def test_a_plan_stands_behind_what_is_there(desk: Desk, me: Actor, ref: str) -> None:
    desk.tasks.add_task(me, ref, "Ask back")
    desk.plans.lay(me, ref, "outage")
    desk.plans.lay(me, ref, "outage")
    tasks = desk.task_list.of(me, ref)
    assert [task.place for task in tasks] == [*range(1, 10)]
    assert [task.after for task in tasks][4:] == [(3, 4), (), (6,), (6,), (7, 8)]


def test_plans_for_its_category_come_first(desk: Desk, me: Actor, ref: str) -> None:
    desk.plans.save(me, "any", {"steps": [{"name": "Look"}]})
    desk.plans.save(me, "billing", {"category": "billing", "steps": [{"name": "Look"}]})
    assert [plan.name for plan in desk.task_list.plans(me, ref)] == ["any", "billing", "outage"]
    desk.do(me, "classify", ref, {"category": "network"})
    found = desk.task_list.plans(me, ref)
    assert [(plan.name, plan.fits) for plan in found] == [
        ("outage", True),
        ("any", True),
        ("billing", False),
    ]
    assert found[0].steps[1].due_seconds == 8 * HOUR


def test_a_plan_is_replaced_and_removed(desk: Desk, me: Actor, ref: str) -> None:
    desk.plans.lay(me, ref, "outage")
    assert desk.plans.save(me, "OUTAGE", {"steps": [{"name": "Look"}]}).version == 2
    assert [plan.name for plan in desk.task_list.plans(me)] == ["OUTAGE"]
    desk.do(me, "remove", "plan", {"name": "outage"})
    assert desk.task_list.plans(me) == ()
    assert len(desk.task_list.of(me, ref)) == 4
    with pytest.raises(NotFound, match="There is no plan 'outage'"):
        desk.plans.lay(me, ref, "outage")


@pytest.mark.parametrize(
    ("name", "spec", "said"),
    [
        ("x", "{", "The plan is not JSON"),
        ("x", "[]", "The plan 'x' is not an object"),
        ("x", '{"steps": []}', "The plan 'x' has no steps"),
        (" ", '{"steps": [{"name": "a"}]}', "The plan has no name"),
    ],
)
def test_what_is_no_plan_is_not_kept(
    desk: Desk, me: Actor, name: str, spec: str, said: str
) -> None:
    with pytest.raises(BadValue, match=said.replace("[", r"\[")):
        desk.plans.save(me, name, spec)
    assert desk.task_list.plans(me) == ()


def test_a_step_of_somebody_unknown_is_named(desk: Desk, me: Actor, ref: str) -> None:
    desk.plans.save(me, "odd", {"steps": [{"name": "a"}, {"name": "b", "team": "None such"}]})
    with pytest.raises(DeskError, match="The plan 'odd', step 2 b: There is no team 'None such'"):
        desk.plans.lay(me, ref, "odd")
    assert desk.task_list.of(me, ref) == ()


def test_who_may_not_is_refused(desk: Desk, ref: str) -> None:
    ben = desk.directory.actor("ben")
    with pytest.raises(NotAllowed):
        desk.plans.save(ben, "mine", {"steps": [{"name": "a"}]})
    with pytest.raises(NotAllowed):
        desk.plans.remove(ben, "outage")
    desk.plans.lay(ben, ref, "outage")
    assert len(desk.task_list.of(ben, ref)) == 4
