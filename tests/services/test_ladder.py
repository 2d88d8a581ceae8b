"""What time does on the ladder by itself: steps are written once, levels rise, clocks stay."""

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.services.ladder import Climb, Climbed, climb
from tests.services.lines import Line, clocks, up
from tests.stores import NOW, Hire


@pytest.fixture
def ref(line: Line) -> str:
    """A problem of ben's, in the first line."""
    return line.ref


def climbed(desk: Desk, *wanted: Climb) -> list[Climbed]:
    with desk._store.writing() as session:
        return climb(session, wanted, NOW + 60)


def item_of(desk: Desk, me: Actor, ref: str) -> int:
    return desk.work.find(me, ref).id


def test_each_step_calls_in_the_next_above(desk: Desk, me: Actor, line: Line, ref: str) -> None:
    before, item = clocks(desk, me, ref), item_of(desk, me, ref)
    version = desk.work.find(me, ref).version
    done = climbed(desk, *(Climb(item, step, "resolution", NOW + step) for step in (1, 2)))
    assert [each.told for each in done] == [(line.dora.id,), (line.mia.id,)]
    assert [each.level for each in done] == [1, 2]
    found = desk.trail.item(me, ref)
    assert found.fields["escalation_level"] == 2
    assert [(step.goal, step.trigger, step.at) for step in found.steps] == [
        ("dora", "auto", NOW + 1),
        ("mia", "auto", NOW + 2),
    ]
    assert (found.work.owner, found.work.team) == ("ben", "First")
    assert found.work.version == version + 2, "each step is a change of its own"
    assert clocks(desk, me, ref) == before


def test_who_was_called_in_by_hand_is_told_again_and_no_step_is_written(
    desk: Desk, me: Actor, line: Line, ref: str
) -> None:
    up(desk, line.ben, ref, "hierarchic")
    (done,) = climbed(desk, Climb(item_of(desk, me, ref), 1, "resolution", NOW))
    assert (done.told, done.level, done.after) == ((line.dora.id,), 1, {})
    assert len(desk.trail.item(me, ref).steps) == 1


def test_a_level_never_sinks_by_a_step(desk: Desk, me: Actor, line: Line, ref: str) -> None:
    for name in ("cem", "ben"):
        up(desk, me, ref, "functional", to=name)
    (done,) = climbed(desk, Climb(item_of(desk, me, ref), 1, "resolution", NOW))
    assert (done.level, "escalation_level" in done.after) == (2, False)
    assert desk.trail.item(me, ref).fields["escalation_level"] == 2


def test_past_the_end_of_the_line_are_those_of_the_next_rank(
    desk: Desk, me: Actor, line: Line, ref: str
) -> None:
    (done,) = climbed(desk, Climb(item_of(desk, me, ref), 3, "resolution", NOW))
    assert done.told == (me.id,)


def test_a_desk_without_leads_tells_whoever_leads_anything(
    desk: Desk, me: Actor, hire: Hire
) -> None:
    ben = hire("ben")
    found = desk.do(me, "report", "problem", {"subject": "Line dead"}).ref
    desk.do(me, "assign", found, {"to": "ben"})
    item = item_of(desk, ben, found)
    assert climbed(desk, Climb(item, 1, "resolution", NOW))[0].told == (me.id,)
    lead = hire("lea", "teamLead")
    found = desk.do(me, "report", "problem", {"subject": "Line dead"}).ref
    assert climbed(desk, Climb(item_of(desk, ben, found), 1, "x", NOW))[0].told == (lead.id,)


def test_what_has_no_level_calls_in_all_the_same(desk: Desk, me: Actor, line: Line) -> None:
    found = desk.do(me, "log", "interaction", _CONTACT).ref
    desk.do(me, "hand", found, {"team": "First"})
    (done,) = climbed(desk, Climb(item_of(desk, me, found), 1, "firstAnswer", NOW))
    assert (done.told, done.level, done.after) == ((line.dora.id,), 1, {})
    assert desk.trail.item(me, found).steps == ()


_CONTACT = {"direction": "inbound", "channel": "phone", "subject": "x", "from": "a@b.example"}
