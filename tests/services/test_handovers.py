"""Sign-off: open work goes to its team or to somebody, oldest first, and comes back as one."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, NotAllowed, NotFound, WrongState
from desk.models.journal import facts_of
from desk.rows.work import Listing
from desk.rules.filters import Filter
from desk.rules.permissions import Actor
from tests.stores import NOW, Hire


@pytest.fixture
def ana(desk: Desk, me: Actor, hire: Hire, clock: FixedClock) -> Actor:
    """Somebody with two contacts of a team, one of none, a problem and a task."""
    ana = hire("ana", team="Field")
    hire("ben", team="Field")
    for number in range(3):
        desk.interactions.log(ana, "inbound", "email", f"Item {number + 1}")
        clock.advance(60)
    for ref in ("I-3", "I-1"):
        desk.interactions.hand(me, ref, "Field")
    desk.do(me, "report", "problem", {"subject": "No line", "team": "Field"})
    desk.do(me, "add-task", "P-1", {"name": "Look", "owner": "ana"})
    for ref in ("I-2", "I-3", "I-1", "P-1"):
        desk.do(me, "assign", ref, {"to": "ana"})
    return ana


def held(desk: Desk, me: Actor, name: str) -> list[str]:
    rows = desk.work.page(me, Listing(Filter()), limit=100).rows
    return sorted(row.ref for row in rows if row.owner == name)


def tasks(desk: Desk) -> list[tuple[int, str]]:
    with desk._store.reading() as session:
        return [tuple(row) for row in session.sql("SELECT owner, state FROM task ORDER BY number")]


def test_work_goes_back_to_its_team_what_waits_longest_first(
    desk: Desk, me: Actor, ana: Actor
) -> None:
    done = desk.handovers.hand_over(ana, "team")
    assert [each.ref for each in done.done] == ["I-1", "I-2", "I-3", "P-1", "T-1"]
    assert [each.error for each in done.done] == [None] * 5
    lines = {each.ref: each.outcome.effects[0] for each in done.done if each.outcome}
    assert lines["I-1"] == "Field has it now, nobody in person."
    assert lines["I-2"] == "Nobody has it now."
    assert lines["T-1"] == "Field has it now, nobody in person."
    assert held(desk, me, "ana") == []
    assert tasks(desk) == [(0, "ready")]
    assert desk.trail.item(me, "I-1").trail[-1].text == "Given back: ana signed off"
    assert [check.message for check in desk.health.checks() if not check.ok] == []


def test_all_of_it_is_taken_back_as_one(desk: Desk, me: Actor, ana: Actor) -> None:
    before, had = held(desk, me, "ana"), tasks(desk)
    desk.do(ana, "sign-off", "person", {"to": "ben"})
    assert held(desk, me, "ben") == ["I-1", "I-2", "I-3", "P-1"]
    undone = desk.undo(ana)
    assert all(each.error is None for each in undone.done)
    assert (held(desk, me, "ana"), tasks(desk)) == (before, had)
    assert [check.message for check in desk.health.checks() if not check.ok] == []


def test_a_dry_run_says_what_goes_where_and_changes_nothing(
    desk: Desk, me: Actor, ana: Actor
) -> None:
    before = held(desk, me, "ana"), tasks(desk)
    done = desk.do(ana, "sign-off", "person", {"to": "BEN"}, dry_run=True)
    assert done.effects[0] == "I-1: ben has it now."
    assert done.effects[4] == "T-1: ben has it now."
    assert desk.handovers.hand_over(ana, "team", dry_run=True).done[0].error is None
    assert (held(desk, me, "ana"), tasks(desk)) == before
    with desk._store.reading() as session:
        assert [fact.action for fact in facts_of(session, "person", ana.id or 0)] == ["add"]


def test_what_is_kept_is_said(desk: Desk, me: Actor, ana: Actor, hire: Hire) -> None:
    before = held(desk, me, "ana")
    done = desk.do(ana, "sign-off", "person", {"to": "keep"})
    assert done.effects == ("5 open items stay with ana.",)
    assert held(desk, me, "ana") == before
    cem = hire("cem")
    with desk._store.reading() as session:
        (last,) = session.sql("SELECT max(seq) FROM journal")
    for to in ("team", "ana", "keep"):
        assert desk.handovers.sign_off(cem, to).effects == ("cem has nothing open.",)
    with desk._store.reading() as session:
        assert session.sql("SELECT max(seq) FROM journal") == [last]


def test_in_a_team_by_load_it_goes_to_the_others_at_once(
    desk: Desk, me: Actor, ana: Actor, hire: Hire
) -> None:
    hire("cem", team="Field")
    desk.teams.save(me, "Field", by_load="yes")
    desk.handovers.sign_off(ana, "team")
    assert held(desk, me, "ana") == []
    assert len(held(desk, me, "ben")) + len(held(desk, me, "cem")) == 3


def test_a_lead_hands_over_for_somebody_who_is_away(
    desk: Desk, me: Actor, ana: Actor, hire: Hire
) -> None:
    dora = hire("dora", "teamLead")
    desk.absences.absent(dora, "ana", NOW + 86_400)
    done = desk.handovers.hand_over(dora, "ben", "ana")
    assert [each.error for each in done.done] == [None] * 5
    assert desk.trail.item(me, "I-1").trail[-1].text == "Assigned to ben: handed over by dora"


def test_what_cannot_go_stays_and_says_why(desk: Desk, me: Actor, ana: Actor) -> None:
    ben = desk.directory.actor("ben")
    with pytest.raises(NotAllowed, match="work of others"):
        desk.handovers.sign_off(ben, "team", "ana")
    with pytest.raises(BadValue, match="has it already"):
        desk.handovers.sign_off(ana, "ana")
    with pytest.raises(NotFound, match="'nora'"):
        desk.handovers.sign_off(ana, "nora")
    desk.people.add(me, "ada", "auditor")
    done = desk.handovers.hand_over(ana, "ada")
    assert {each.ref for each in done.done if each.error} == {each.ref for each in done.done}
    assert "works on no items" in str(done.done[0].error)


def test_what_cannot_be_taken_back_says_so(desk: Desk, me: Actor, ana: Actor) -> None:
    desk.handovers.sign_off(ana, "keep")
    with pytest.raises(WrongState, match="Signed off: this cannot be taken back"):
        desk.undo(ana)
    desk.absences.absent(ana, "ana", NOW + 86_400)
    with pytest.raises(WrongState, match="Noted an absence: this cannot be taken back"):
        desk.undo(ana)
