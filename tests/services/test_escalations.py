"""Both ladders: climbed by hand and taken back, acknowledged with a plan; no clock is touched."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import (
    BadValue,
    DeskError,
    MissingValue,
    NotFound,
    NothingToDo,
    WrongState,
)
from desk.rules.permissions import Actor
from tests.services.lines import Line, clocks, up
from tests.services.replay import misreplayed
from tests.stores import NOW, Hire

HOUR = 3600


@pytest.fixture
def ref(line: Line) -> str:
    """A problem of ben's, in the first line."""
    return line.ref


def told(desk: Desk, why: str) -> set[str]:
    statement = "SELECT person.name FROM told JOIN person ON person.id = told.person"
    with desk._store.reading() as session:
        return {name for (name,) in session.sql(f"{statement} WHERE told.why = '{why}'")}


def test_more_expertise_is_the_next_level_of_support(
    desk: Desk, me: Actor, line: Line, ref: str
) -> None:
    before = clocks(desk, me, ref)
    said = up(desk, line.ben, ref, "functional")
    assert said[0] == "Second has it now, nobody in person."
    assert "It is at level 1 now. Its clocks go on." in said
    report = f"R, or desk report handover {ref}"
    assert f"A hand-over report holds all there is to know: {report}" in said
    item = desk.trail.item(me, ref)
    assert (item.work.owner, item.work.team, item.fields["escalation_level"]) == (None, "Second", 1)
    assert item.trail[-1].text == "Escalated to Second, functional, level 1: no way on"
    assert clocks(desk, me, ref) == before
    assert told(desk, "escalated") == {"cem"}
    (step,) = item.steps
    assert (step.origin, step.goal, step.trigger) == ("ben, First", "Second", "manual")


def test_it_comes_back_down_where_it_was(desk: Desk, me: Actor, line: Line, ref: str) -> None:
    up(desk, line.ben, ref, "functional", to="Second")
    up(desk, line.cem, ref, "hierarchic", to="mia")
    assert desk.trail.item(me, ref).fields["escalation_level"] == 2
    done = desk.do(me, "deescalate", ref, {"reason": "settled"})
    assert "It is at level 1 now." in done.effects
    done = desk.do(me, "deescalate", ref, {"reason": "the first line can do it"})
    assert "It goes back to ben, team First." in done.effects
    item = desk.trail.item(me, ref)
    assert (item.work.owner, item.work.team, item.fields["escalation_level"]) == ("ben", "First", 0)
    assert [step.outcome for step in item.steps] == ["the first line can do it", "settled"]
    with pytest.raises(NothingToDo, match="is not escalated"):
        desk.do(me, "deescalate", ref, {"reason": "again"})


def test_what_was_taken_since_is_not_given_back(
    desk: Desk, me: Actor, line: Line, ref: str
) -> None:
    up(desk, line.ben, ref, "functional", to="Second")
    desk.do(line.cem, "claim", ref, {})
    done = desk.do(me, "deescalate", ref, {"reason": "settled"})
    assert "It stays with cem, team Second: that was changed since." in done.effects
    assert desk.work.find(me, ref).owner == "cem"


def test_more_authority_is_the_next_above_until_nobody_is(
    desk: Desk, me: Actor, line: Line, ref: str
) -> None:
    assert "dora is told." in up(desk, line.ben, ref, "hierarchic")
    assert "mia is told." in up(desk, line.ben, ref, "hierarchic")
    item = desk.trail.item(me, ref)
    assert (item.work.owner, item.work.team) == ("ben", "First")
    assert [step.goal for step in item.steps] == ["dora", "mia"]
    assert f"{me.name} is told." in up(desk, line.ben, ref, "hierarchic")
    with pytest.raises(NothingToDo, match="Nobody is above"):
        up(desk, line.ben, ref, "hierarchic")
    with pytest.raises(WrongState, match="dora is called in"):
        up(desk, line.ben, ref, "hierarchic", to="dora")


def test_an_item_is_handed_to_a_person(desk: Desk, me: Actor, line: Line, ref: str) -> None:
    up(desk, line.ben, ref, "functional", to="cem")
    found = desk.work.find(me, ref)
    assert (found.owner, found.team) == ("cem", "Second")
    desk.do(me, "deescalate", ref, {"reason": "settled"})
    found = desk.work.find(me, ref)
    assert (found.owner, found.team) == ("ben", "First")


def test_a_partner_is_known_by_name(desk: Desk, me: Actor, line: Line, ref: str) -> None:
    with pytest.raises(NotFound, match="Nobody here is called 'NetCo'"):
        up(desk, line.ben, ref, "functional", to="NetCo")
    up(desk, line.ben, ref, "functional", to="partner: NetCo")
    item = desk.trail.item(me, ref)
    assert (item.work.owner, item.fields["partner"]) == ("ben", "NetCo")
    assert item.steps[-1].goal == "NetCo"
    desk.do(me, "deescalate", ref, {"reason": "they cannot"})
    assert not desk.trail.item(me, ref).fields["partner"]
    desk.do(me, "add-task", ref, {"name": "Dig", "kind": "partner", "partner": "NetCo"})
    up(desk, line.ben, ref, "functional", to="netco")
    assert desk.trail.item(me, ref).steps[-1].goal == "NetCo"


@pytest.mark.parametrize(
    ("values", "refusal", "says"),
    [
        ("kind=sideways", BadValue, "'sideways' is no kind"),
        ("kind=functional,to=B-9", BadValue, "partners are known by name alone"),
        ("kind=functional,to=X-52", BadValue, "partners are known by name alone"),
        ("kind=functional,to=P-1", BadValue, "nobody who can help"),
        ("kind=functional,to=Secnd", NotFound, "Nobody here is called 'Secnd'"),
        ("kind=functional,to=ben", WrongState, "is ben's already"),
        ("kind=hierarchic,to=ben", WrongState, "is ben's already"),
        ("kind=hierarchic,to=First", BadValue, "authority is a person's"),
        ("kind=hierarchic,to=Nora", NotFound, "Nobody here is called 'Nora'"),
    ],
)
def test_what_cannot_be_says_why(
    line: Line, ref: str, values: str, refusal: type[DeskError], says: str
) -> None:
    given = dict(part.split("=") for part in values.split(","))
    with pytest.raises(refusal, match=says):
        line.desk.do(line.ben, "escalate", ref, {"reason": "no way on", **given})
    assert line.desk.trail.item(line.ben, ref).fields["escalation_level"] == 0


def test_a_reason_is_wanted(desk: Desk, me: Actor, ref: str) -> None:
    with pytest.raises(MissingValue, match="needs a value for 'reason'"):
        desk.do(me, "escalate", ref, {"kind": "functional"})
    with pytest.raises(MissingValue, match="needs a value for 'reason'"):
        desk.do(me, "deescalate", ref, {})


def test_the_next_level_is_named_when_there_are_several(
    desk: Desk, me: Actor, line: Line, ref: str
) -> None:
    desk.teams.save(me, "Radio", level=2)
    with pytest.raises(MissingValue, match="Several teams are of level 2: Radio, Second"):
        up(desk, line.ben, ref, "functional")
    up(desk, line.ben, ref, "functional", to="Radio")
    with pytest.raises(NothingToDo, match="No team stands above"):
        up(desk, line.ben, ref, "functional")


def test_there_are_ten_levels(desk: Desk, me: Actor, hire: Hire, ref: str) -> None:
    for number in range(10):
        hire(f"above {number}", "manager")
        up(desk, me, ref, "hierarchic", to=f"above {number}")
    hire("one more", "manager")
    with pytest.raises(WrongState, match="is at level 10, the highest"):
        up(desk, me, ref, "hierarchic", to="one more")


def test_the_parts_of_a_major_problem_stay(desk: Desk, me: Actor, line: Line, ref: str) -> None:
    desk.do(me, "prioritise", ref, {"major": "yes", "note": "many"})
    part = desk.do(me, "report", "problem", {"subject": "Mine too", "parent": ref}).ref
    assert "Its 1 part stays with their own owners and teams." in up(
        desk, line.ben, ref, "functional"
    )
    assert desk.trail.item(me, part).fields["escalation_level"] == 0


def test_a_plan_is_told_to_those_above(
    desk: Desk, me: Actor, line: Line, ref: str, clock: FixedClock
) -> None:
    with pytest.raises(NothingToDo, match="is in time and not escalated"):
        desk.do(line.ben, "acknowledge", ref, {"plan": "Splice it"})
    clock.advance(39 * HOUR)
    done = desk.do(line.ben, "acknowledge", ref, {"plan": "Splice it by four"})
    assert "dora is told." in done.effects
    assert told(desk, "acknowledged") == {"dora"}
    item = desk.trail.item(me, ref)
    assert item.plan is not None
    level = item.plan.level
    assert (item.plan.text, item.plan.at) == ("Splice it by four", NOW + 39 * HOUR)
    assert item.trail[-1].text == "Acknowledged (far overdue): Splice it by four"
    assert item.fields["acknowledged"] == {
        "level": level,
        "text": "Splice it by four",
        "at": "2026-11-25T01:00:00Z",
    }
    with pytest.raises(NothingToDo, match="was acknowledged .far overdue. with that plan"):
        desk.do(line.ben, "acknowledge", ref, {"plan": "Splice it by four"})
    desk.do(line.ben, "acknowledge", ref, {"plan": "By five"})
    with pytest.raises(WrongState, match="is ben's, who makes the plan"):
        desk.do(line.cem, "acknowledge", ref, {"plan": "I would"})


def test_who_is_called_in_answers_their_step(desk: Desk, me: Actor, line: Line, ref: str) -> None:
    up(desk, line.ben, ref, "hierarchic")
    desk.do(line.dora, "acknowledge", ref, {"plan": "I call NetCo"})
    (step,) = desk.trail.item(me, ref).steps
    assert (step.acknowledged_by, step.plan, step.acknowledged_at) == ("dora", "I call NetCo", NOW)
    assert told(desk, "acknowledged") == {"ben"}
    desk.do(line.dora, "undo", ref, {})
    (step,) = desk.trail.item(me, ref).steps
    assert (step.acknowledged_by, step.plan) == ("", "")
    assert desk.trail.item(me, ref).plan is None


def test_nothing_is_acknowledged_after_the_end(desk: Desk, me: Actor, ref: str) -> None:
    up(desk, me, ref, "hierarchic", to="mia")
    desk.do(me, "cancel", ref, {"reason": "raisedInError"})
    for action, values in (
        ("acknowledge", {"plan": "x"}),
        ("escalate", {"kind": "hierarchic", "reason": "x"}),
        ("deescalate", {"reason": "x"}),
    ):
        with pytest.raises(WrongState, match="cancelled"):
            desk.do(me, action, ref, values)


def test_who_was_called_in_is_needed_no_more_once_it_has_ended(
    desk: Desk, me: Actor, line: Line, ref: str, clock: FixedClock
) -> None:
    up(desk, line.ben, ref, "hierarchic")
    up(desk, line.ben, ref, "functional")
    desk.do(line.cem, "claim", ref, {})
    solved = {"cause": "cut", "code": "fixed", "resolution": "Spliced"}
    desk.do(line.cem, "resolve", ref, solved)
    item = desk.trail.item(me, ref)
    assert [(step.ended_at, step.outcome) for step in item.steps] == [(NOW, "resolved")] * 2
    assert item.fields["escalation_level"] == 2, "how far it had come is told by figures"
    desk.do(line.cem, "undo", ref, {})
    item = desk.trail.item(me, ref)
    assert [step.ended_at for step in item.steps] == [None, None]
    assert misreplayed(desk, [ref]) == []


def test_what_is_reopened_begins_at_the_foot_of_the_ladder(
    desk: Desk, me: Actor, line: Line, ref: str, clock: FixedClock
) -> None:
    up(desk, line.ben, ref, "hierarchic")
    up(desk, line.ben, ref, "hierarchic")
    desk.do(line.ben, "resolve", ref, {"cause": "cut", "code": "fixed", "resolution": "Spliced"})
    desk.do(me, "reopen", ref, {"reason": "dead again"})
    assert desk.trail.item(me, ref).fields["escalation_level"] == 0
    with pytest.raises(NothingToDo, match="is not escalated"):
        desk.do(me, "deescalate", ref, {"reason": "calm"})
    up(desk, line.ben, ref, "hierarchic")
    item = desk.trail.item(me, ref)
    assert (item.steps[-1].goal, item.steps[-1].level) == ("dora", 1)
    desk.do(line.ben, "undo", ref, {})
    desk.do(me, "undo", ref, {})
    assert desk.trail.item(me, ref).fields["escalation_level"] == 2
    assert misreplayed(desk, [ref]) == []
