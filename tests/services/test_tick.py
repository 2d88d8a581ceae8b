"""The tick: each threshold written down once, at its true time, told to whom it concerns."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rows.ticks import Ticked
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed
from tests.services.ticks import HOUR, crossings, told, version
from tests.stores import NOW, Hire


@pytest.fixture
def ben(desk: Desk, me: Actor, hire: Hire) -> Actor:
    """An agent of a team that dora leads, who answers to mia; with a mail of his."""
    hire("mia", role="manager")
    hire("dora", role="teamLead", team="Field")
    ben = hire("ben", team="Field")
    desk.teams.save(me, "Field", lead="dora")
    desk.people.change(me, "dora", manager="mia")
    desk.interactions.log(me, "inbound", "email", "Bill", sender="ines@example.net")
    desk.interactions.hand(me, "I-1", "Field")
    desk.interactions.assign(me, "I-1", "ben")
    return ben


def levels(ticked: tuple[Ticked, ...]) -> list[tuple[str, str, int]]:
    return [(each.clock, each.level, each.at - NOW) for each in ticked]


def test_each_level_comes_once_at_its_time(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    assert desk.tick.run() == ()
    assert desk.tick.next_at() == NOW + 2 * HOUR
    clock.advance(2 * HOUR - 1)
    assert desk.tick.run() == ()
    clock.advance(1)
    assert levels(desk.tick.run()) == [("firstAnswer", "watch", 2 * HOUR)]
    assert desk.tick.run() == ()
    assert told(desk, "ben")[-1] == (
        "watch",
        "First answer: 50 % of the time is gone",
    )
    assert told(desk, "dora") == []
    clock.advance(HOUR)
    assert levels(desk.tick.run()) == [("firstAnswer", "warning", 3 * HOUR)]
    assert told(desk, "dora")[-1][0] == "warning"
    last = desk.trail.item(ben, "I-1").trail[-1]
    assert (last.actor, last.action, last.at) == ("desk", "cross", NOW + 3 * HOUR)
    assert last.text == "First answer: 75 % of the time is gone"
    assert broken(desk) == []


def test_a_desk_closed_for_long_writes_all_and_tells_once(
    desk: Desk, ben: Actor, clock: FixedClock
) -> None:
    seen = version(desk, "I-1")
    clock.advance(62 * HOUR)
    ticked = desk.tick.run()
    assert [each.at for each in ticked] == sorted(each.at for each in ticked)
    assert levels(ticked) == [
        ("firstAnswer", "watch", 2 * HOUR),
        ("firstAnswer", "warning", 3 * HOUR),
        ("firstAnswer", "jeopardy", 3 * HOUR + 36 * 60),
        ("firstAnswer", "breached", 4 * HOUR),
        ("firstAnswer", "overdue2", 5 * HOUR),
        ("firstAnswer", "overdue3", 6 * HOUR),
        ("completion", "watch", 23 * HOUR + HOUR),
        ("completion", "warning", 28 * HOUR),
        ("completion", "jeopardy", 30 * HOUR + 24 * 60),
        ("completion", "breached", 47 * HOUR + HOUR),
        ("completion", "overdue2", 52 * HOUR),
    ]
    assert [why for why, _ in told(desk, "ben") if why != "late"] == ["assigned", "overdue3"]
    assert [why for why, _ in told(desk, "mia")] == ["overdue3"]
    assert version(desk, "I-1") == seen
    assert broken(desk) == []
    assert misreplayed(desk, ["I-1"]) == []


def test_a_mistake_in_time_fires_nothing_twice(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    clock.advance(3 * HOUR)
    assert len(desk.tick.run()) == 2
    assert desk.tick.run(at=NOW) == ()
    clock.advance(-2 * HOUR)
    assert desk.tick.run() == ()
    clock.advance(2 * HOUR)
    assert desk.tick.run() == ()


def test_what_waits_does_not_rise(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    desk.interactions.reply(ben, "I-1", "We look")
    desk.do(ben, "await", "I-1", {"question": "Which number?", "due": "+100h", "remind": "+99h"})
    clock.advance(90 * HOUR)
    assert desk.tick.run() == ()
    desk.interactions.answer(ben, "I-1", "0721")
    assert desk.tick.run() == ()
    clock.advance(24 * HOUR)
    assert [level for _, level, _ in levels(desk.tick.run())] == ["watch"]
    assert broken(desk) == []


def test_what_has_ended_is_quiet(desk: Desk, ben: Actor, me: Actor, clock: FixedClock) -> None:
    desk.interactions.complete(ben, "I-1", "answered")
    desk.interactions.log(me, "inbound", "email", "Again", sender="ines@example.net")
    desk.interactions.log(me, "inbound", "email", "Same", sender="ines@example.net")
    desk.do(me, "merge", "I-3", {"into": "I-2"})
    clock.advance(60 * HOUR)
    assert {each.ref for each in desk.tick.run()} == {"I-2"}
    desk.interactions.complete(ben, "I-2", "answered")
    assert desk.tick.next_at() is None


def test_a_new_target_tells_only_what_is_higher(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    clock.advance(3 * HOUR)
    desk.tick.run()
    desk.interactions.prioritise(ben, "I-1", 2, "Called again")
    ticked = desk.tick.run()
    assert levels(ticked) == [
        ("firstAnswer", "jeopardy", 3 * HOUR),
        ("firstAnswer", "breached", 3 * HOUR),
        ("firstAnswer", "overdue2", 3 * HOUR),
        ("firstAnswer", "overdue3", 3 * HOUR),
    ]
    assert {each.generation for each in crossings(desk)} == {1, 2}
    assert broken(desk) == []


def test_what_a_clock_had_reached_is_written_before_it_is_changed(
    desk: Desk, ben: Actor, clock: FixedClock
) -> None:
    clock.advance(5 * HOUR)  # and nobody looked
    desk.interactions.reply(ben, "I-1", "Sorry for the wait")
    written = [(each.threshold, each.at - NOW) for each in crossings(desk)]
    assert written == [
        (50, 2 * HOUR),
        (75, 3 * HOUR),
        (90, 3 * HOUR + 36 * 60),
        (100, 4 * HOUR),
        (125, 5 * HOUR),
    ]
    assert [why for why, _ in told(desk, "ben")] == ["assigned"]
    trail = desk.trail.item(ben, "I-1").trail
    assert [entry.action for entry in trail[-2:]] == ["cross", "reply"]
    assert desk.tick.run() == ()
    assert broken(desk) == []


def test_what_is_taken_back_and_done_again_is_written_once(
    desk: Desk, ben: Actor, clock: FixedClock
) -> None:
    clock.advance(HOUR)
    for _ in range(2):
        desk.interactions.prioritise(ben, "I-1", 1, "Urgent")
        desk.tick.run()
        desk.do(ben, "undo", "I-1", {})
    keys = [each[:4] for each in crossings(desk)]
    assert len(keys) == len(set(keys)) > 4
    assert broken(desk) == []


def test_clocks_that_came_along_are_told_nobody(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    with desk._store.writing() as session:
        session.sql("UPDATE clock SET told = NULL, next_at = 0")
    clock.advance(3 * HOUR + 60)
    assert desk.tick.next_at() == 0
    assert desk.tick.run() == ()
    assert desk.tick.next_at() == NOW + 3 * HOUR + 36 * 60
    clock.advance(HOUR)
    assert [level for _, level, _ in levels(desk.tick.run())] == ["jeopardy", "breached"]


def test_a_limit_leaves_the_rest_for_the_next_pass(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    for number in range(5):
        desk.interactions.log(me, "inbound", "email", f"Mail {number}", sender="a@example.net")
    clock.advance(2 * HOUR)
    refs = []
    while ticked := desk.tick.run(limit=2):
        refs.append({each.ref for each in ticked if each.clock == "firstAnswer"})
    assert set().union(*refs) == {f"I-{number}" for number in range(1, 6)}
    assert max(map(len, refs)) == 2


def test_a_problem_is_raised_with_the_crossing(desk: Desk, ben: Actor, clock: FixedClock) -> None:
    values = {"subject": "Dark", "impact": "high", "urgency": "high", "contact": "b@example.net"}
    ref = desk.do(ben, "report", "problem", values).ref
    desk.do(ben, "claim", ref, {})
    desk.do(ben, "hand", ref, {"team": "Field"})
    desk.do(ben, "claim", ref, {})
    clock.advance(15 * 60)
    by_action = {each.level: each.action for each in desk.tick.run() if each.ref == ref}
    assert by_action["breached"].startswith("told ben, dora, noted as missed")
    assert by_action["breached"].endswith("level 1: dora")
    assert by_action["watch"] == ""
    item = desk.trail.item(ben, ref)
    assert item.fields["escalation_level"] == 1
    assert [entry.action for entry in item.trail][-1] == "escalate"
    assert len(item.violations) == 1
    assert broken(desk) == []
    assert misreplayed(desk, [ref]) == []


def test_what_follows_can_be_settled(desk: Desk, me: Actor, ben: Actor, clock: FixedClock) -> None:
    settled = {"escalation": {"watch": [], "warning": ["manager"], "breached": ["owner"]}}
    desk.store_settings.save_terms(me, settled)
    before = told(desk, "ben")
    clock.advance(3 * HOUR)
    first, second = desk.tick.run()
    assert (first.action, second.action) == ("", "told mia")
    assert told(desk, "ben") == before


def test_a_clock_that_goes_on_is_left_to_the_tick(
    desk: Desk, ben: Actor, clock: FixedClock
) -> None:
    """Whoever answers after the solution is due stops the other clock; this one is still told."""
    values = {"subject": "Dark", "impact": "high", "urgency": "high", "contact": "b@example.net"}
    ref = desk.do(ben, "report", "problem", values).ref
    desk.do(ben, "claim", ref, {})
    desk.do(ben, "hand", ref, {"team": "Field"})
    desk.do(ben, "claim", ref, {})
    clock.advance(4 * HOUR)
    desk.do(ben, "reply", ref, {"text": "We look into it."})
    assert [each.clock for each in desk.trail.item(ben, ref).violations] == ["response"]
    raised = [each for each in desk.tick.run() if each.ref == ref and each.level == "breached"]
    assert [(each.clock, each.action.rpartition(", ")[2]) for each in raised] == [
        ("resolution", "level 1: dora")
    ]
    assert desk.trail.item(ben, ref).fields["escalation_level"] == 1
    assert broken(desk) == []
    assert misreplayed(desk, [ref]) == []
