"""Whoever changes a clock just after it has run out: what follows follows all the same."""

from collections.abc import Callable, Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import Collision
from desk.models.terms import put_table
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.lines import Line
from tests.services.replay import misreplayed
from tests.services.reports import report, solve
from tests.services.ticks import HOUR, crossings, told, version
from tests.stores import NOW

DAY = 24 * HOUR
AT = NOW + 50 * HOUR
"""When the solution of a moderate problem from Monday ten is missed by two hours."""

Act = Callable[[Desk, Actor, str], object]


@pytest.fixture
def ref(desk: Desk, me: Actor, line: Line, clock: FixedClock) -> Iterator[str]:
    """A problem of ben's whose customer was answered, and whose solution is missed by two hours."""
    desk.do(me, "cancel", line.ref, {"reason": "notOurs"})
    made = report(desk, me, team="First")
    desk.do(me, "assign", made, {"to": "ben"})
    desk.do(line.ben, "start", made, {})
    desk.do(line.ben, "reply", made, {"text": "We look into it."})
    clock.advance(AT - NOW)
    yield made
    assert broken(desk) == []


def _higher(desk: Desk, actor: Actor, ref: str) -> object:
    values = {"impact": "high", "urgency": "high", "note": "The whole street"}
    return desk.do(actor, "prioritise", ref, values)


def _lower(desk: Desk, actor: Actor, ref: str) -> object:
    values = {"impact": "low", "urgency": "low", "note": "One house"}
    return desk.do(actor, "prioritise", ref, values)


def _asks(desk: Desk, actor: Actor, ref: str) -> object:
    return desk.do(
        actor, "pend", ref, {"party": "customer", "question": "Which socket?", "due": "+2d"}
    )


def _whys(desk: Desk, name: str) -> list[str]:
    return [why for why, _ in told(desk, name) if why not in ("assigned", "late", "escalated")]


@pytest.mark.parametrize("act", [_higher, _lower, _asks])
def test_a_change_of_what_is_missed_calls_in_who_is_above(
    desk: Desk, line: Line, ref: str, act: Act
) -> None:
    act(desk, line.ben, ref)
    assert _whys(desk, "dora") == ["breached"]
    assert _whys(desk, "ben") == []
    found = desk.trail.item(line.ben, ref)
    assert found.fields["escalation_level"] == 1
    assert [(step.goal, step.trigger, step.at) for step in found.steps] == [
        ("dora", "auto", AT - 2 * HOUR)
    ]
    assert [row.clock for row in found.violations] == ["resolution"]
    (draft,) = [row for row in desk.outbox_list.of_item(line.ben, ref) if row.state == "draft"]
    assert (draft.purpose, draft.clock) == ("late", "resolution")
    before = len(told(desk, "dora"))
    desk.tick.run()
    if act is not _higher:
        assert len(told(desk, "dora")) == before
    missed = [each for each in crossings(desk) if each[1:4:2] == ("resolution", 100)]
    assert len(missed) == 1
    assert misreplayed(desk, [ref]) == []


def test_who_acts_is_told_what_came_of_it(desk: Desk, line: Line, ref: str) -> None:
    effects = desk.do(
        line.ben, "pend", ref, {"party": "customer", "question": "Which?", "due": "+2d"}
    ).effects
    assert "Resolution missed; dora is told." in effects
    assert "It is at level 1 now." in effects


def test_the_lead_who_acts_is_not_told_but_called_in(desk: Desk, line: Line, ref: str) -> None:
    _asks(desk, line.dora, ref)
    assert _whys(desk, "dora") == []
    assert _whys(desk, "ben") == ["breached"]
    assert [step.goal for step in desk.trail.item(line.ben, ref).steps] == ["dora"]


def test_what_ends_too_late_is_told_and_nobody_is_called_in(
    desk: Desk, line: Line, ref: str
) -> None:
    solve(desk, line.ben, ref)
    assert told(desk, "dora")[-1] == ("breached", "Resolution missed")
    found = desk.trail.item(line.ben, ref)
    assert (found.fields["escalation_level"], found.steps) == (0, ())
    assert [row.state for row in desk.outbox_list.of_item(line.ben, ref)].count("draft") == 0
    assert [row.clock for row in found.violations] == ["resolution"]
    desk.tick.run()
    assert _whys(desk, "dora") == ["breached"]


def test_a_mistake_that_is_taken_back_tells_nobody(
    desk: Desk, me: Actor, line: Line, clock: FixedClock
) -> None:
    clock.advance(HOUR)
    _higher(desk, line.ben, line.ref)
    before = told(desk, "dora")
    desk.do(line.ben, "undo", line.ref, {})
    assert told(desk, "dora") == before
    assert desk.trail.item(me, line.ref).fields["escalation_level"] == 0
    assert broken(desk) == []


def test_who_looked_before_it_was_raised_still_acts(desk: Desk, line: Line, ref: str) -> None:
    """The steps of the same transaction are nobody else's change."""
    seen = version(desk, ref)
    values = {"party": "customer", "question": "Which socket?", "due": "+2d"}
    outcome = desk.do(line.ben, "pend", ref, values, expect=seen)
    assert outcome.version == version(desk, ref) == seen + 2
    done = desk.do(line.ben, "answer", ref, {"text": "The left"}, base=outcome.version)
    assert done.version == version(desk, ref)


def test_what_others_changed_meanwhile_still_collides(
    desk: Desk, me: Actor, line: Line, ref: str
) -> None:
    seen = version(desk, ref)
    desk.do(me, "assign", ref, {"to": "cem"})
    _lower(desk, line.ben, ref)
    values = {"impact": "high", "urgency": "high", "note": "No"}
    with pytest.raises(Collision):
        desk.do(line.cem, "prioritise", ref, values, base=seen)


def test_a_trial_keeps_nothing(desk: Desk, line: Line, ref: str) -> None:
    before = told(desk, "dora"), version(desk, ref), crossings(desk)
    values = {"party": "customer", "question": "Which?", "due": "+2d"}
    outcome = desk.do(line.ben, "pend", ref, values, dry_run=True)
    assert "Resolution missed; dora is told." in outcome.effects
    assert (told(desk, "dora"), version(desk, ref), crossings(desk)) == before
    assert any("level 1: dora" in each.action for each in desk.tick.run())


def test_it_goes_down_with_its_steps_when_it_is_solved_later(
    desk: Desk, line: Line, ref: str
) -> None:
    _higher(desk, line.ben, ref)
    solve(desk, line.ben, ref)
    assert all(step.ended_at is not None for step in desk.trail.item(line.ben, ref).steps)


def test_what_goes_by_itself_at_breach_goes_with_the_next_look(
    desk: Desk, line: Line, ref: str, clock: FixedClock
) -> None:
    with desk._store.writing() as session:
        put_table(session, "notices", {"late": "send"})
    outcome = _asks(desk, line.ben, ref)
    assert desk.tick.next_at() is not None
    assert desk.tick.next_at() <= clock.now()  # type: ignore[operator]
    (ticked,) = desk.tick.run()
    assert ticked.action.startswith("late notice N-")
    assert desk.tick.run() == ()
    late = [row for row in desk.outbox_list.of_item(line.ben, ref) if row.purpose == "late"]
    assert [row.state for row in late] != ["draft"]
    assert len(late) == 1
    assert outcome is not None


def test_what_was_solved_before_the_next_look_is_told_no_more(
    desk: Desk, line: Line, ref: str
) -> None:
    with desk._store.writing() as session:
        put_table(session, "notices", {"late": "send"})
    _higher(desk, line.ben, ref)
    solve(desk, line.ben, ref)
    assert desk.tick.run() == ()
    late = [row for row in desk.outbox_list.of_item(line.ben, ref) if row.purpose == "late"]
    assert [row.state for row in late] == ["cancelled"]


def test_a_contact_that_has_no_ladder_is_told_all_the_same(
    desk: Desk, me: Actor, line: Line, clock: FixedClock
) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill", sender="ines@example.net")
    desk.interactions.hand(me, "I-1", "First")
    desk.interactions.assign(me, "I-1", "ben")
    clock.advance(5 * HOUR)
    desk.interactions.reply(line.ben, "I-1", "Sorry for the wait")
    assert told(desk, "dora")[-1] == ("overdue2", "First answer missed, 125 % of the time is gone")
    assert told(desk, "mia")[-1][0] == "overdue2"
    assert _whys(desk, "ben") == []
    assert broken(desk) == []
