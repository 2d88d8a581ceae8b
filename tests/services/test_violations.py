"""Missed targets: written down once, by whoever sees it first, and followed up until settled."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import MissingValue, NothingToDo
from desk.rows.work import Listing, WorkRow
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from desk.services.missed import Missed, write_violations
from tests.sink import Sink
from tests.stores import NOW

HOUR = 3600


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A problem that has to be answered in half an hour."""
    values = {"subject": "Line dead", "channel": "email", "contact": "a@b.example"}
    values |= {"impact": "medium", "urgency": "high"}
    return desk.do(me, "report", "problem", values).ref


def answer_late(desk: Desk, me: Actor, ref: str, clock: FixedClock) -> None:
    clock.advance(2 * HOUR)
    desk.do(me, "note", ref, {"text": "Nobody answered"})
    desk.do(me, "reply", ref, {"text": "We are on it"})


def violations(desk: Desk, me: Actor, ref: str) -> list[dict[str, object]]:
    found = desk.trail.item(me, ref).fields["violations"]
    assert isinstance(found, list)
    return found


def test_a_target_that_ends_missed_is_written_down_without_a_tick(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    assert desk.trail.item(me, ref).fields["told_before_breach"] is None
    answer_late(desk, me, ref, clock)
    assert violations(desk, me, ref) == [
        {
            "clock": "response",
            "generation": 1,
            "due": "2026-11-23T10:30:00Z",
            "missed_by_seconds": 90 * 60,
            "told_before": False,
            "told_at": None,
            "telling": None,
            "notice": None,
            "sent_at": None,
            "handed_at": None,
            "action": None,
            "satisfied_at": None,
        }
    ]
    assert desk.trail.item(me, ref).fields["told_before_breach"] is False
    desk.tick.run()
    assert len(violations(desk, me, ref)) == 1


def test_it_is_followed_up_until_it_is_settled(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    answer_late(desk, me, ref, clock)
    (followed,) = desk.violation_list.open(me)
    assert (followed.ref, followed.subject) == (ref, "Line dead")
    assert [row.ref for row in rows(desk, me, "is:violated")] == [ref]
    done = desk.do(me, "remedy", ref, {"text": "Called them"})
    assert done.effects == ("First answer: followed up until it is settled.",)
    assert violations(desk, me, ref)[0]["action"] == "Called them"
    done = desk.do(me, "remedy", ref, {"text": "A month for free", "satisfied": "yes"})
    assert done.effects == ("First answer: settled.",)
    assert desk.violation_list.open(me) == ()
    assert rows(desk, me, "is:violated") == []
    with pytest.raises(NothingToDo, match="is settled already"):
        desk.do(me, "remedy", ref, {"text": "More"})
    desk.do(me, "undo", ref, {})
    (again,) = violations(desk, me, ref)
    assert (again["action"], again["satisfied_at"]) == ("Called them", None)
    assert desk.trail.item(me, ref).trail[-1].text == (
        "Taken back: Missed target settled: A month for free"
    )


def rows(desk: Desk, me: Actor, typed: str) -> list[WorkRow]:
    return [*desk.work.stream(me, Listing(parse(typed, "UTC", NOW), "due"))]


def test_the_end_of_a_problem_says_what_is_left_of_it(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    answer_late(desk, me, ref, clock)
    values = {"cause": "cable", "code": "fixed", "resolution": "Spliced"}
    said = desk.do(me, "resolve", ref, values).effects
    assert "First answer was missed, its customer was not told of it." in said
    assert "That is followed up until it is settled (remedy)." in said
    desk.do(me, "remedy", ref, {"text": "Apologised", "satisfied": "yes"})


def test_a_late_end_that_is_taken_back_was_a_miss_all_the_same(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    answer_late(desk, me, ref, clock)
    desk.do(me, "undo", ref, {})
    assert [each["clock"] for each in violations(desk, me, ref)] == ["response"]


def test_nothing_is_settled_where_nothing_was_missed(desk: Desk, me: Actor, ref: str) -> None:
    with pytest.raises(NothingToDo, match=f"{ref} has missed no target"):
        desk.do(me, "remedy", ref, {"text": "x"})
    with pytest.raises(MissingValue):
        desk.do(me, "remedy", ref, {})


def test_each_is_written_once_whoever_comes(desk: Desk, me: Actor, ref: str) -> None:
    item = desk.work.find(me, ref).id
    missed = Missed(item, "response", 1, NOW)
    with desk._store.writing() as session:
        first, second = write_violations(session, [missed, missed])
        assert first.after == {
            "violations": {"response/1": {"due": NOW, "action": "", "satisfied_at": None}}
        }
        assert second.after == {}
        assert write_violations(session, [missed])[0].after == {}
    assert len(violations(desk, me, ref)) == 1


def test_a_late_notice_that_left_before_counts_as_told(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, open_way: Sink
) -> None:
    desk.do(me, "reply", ref, {"text": "We are on it"})
    desk.do(me, "inform", ref, {"purpose": "late", "text": "Not today", "promised": "+4d"})
    clock.advance(60)
    assert desk.sending.run() == 2
    clock.advance(72 * HOUR)
    desk.tick.run()
    (found,) = violations(desk, me, ref)
    assert (found["clock"], found["told_at"]) == ("resolution", "2026-11-23T10:01:00Z")
    assert found["told_before"] is True
    assert desk.trail.item(me, ref).fields["told_before_breach"] is True
