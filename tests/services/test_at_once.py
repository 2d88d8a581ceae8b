"""Problems of the highest priority: those above are called in at once, once for each."""

from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue
from desk.rules.escalation import read, written
from desk.rules.permissions import Actor
from tests.rules.event_logs import told as told_log
from tests.services.invariants import broken
from tests.services.lines import Line, clocks
from tests.services.log_files import Logs
from tests.services.replay import misreplayed
from tests.services.reports import report, solve
from tests.services.ticks import crossings, told
from tests.stores import NOW

GRAVE = {"impact": "high", "urgency": "high"}
SLIGHT = {"impact": "low", "urgency": "low"}


def _raise(desk: Desk, actor: Actor, ref: str) -> None:
    desk.do(actor, "prioritise", ref, {**GRAVE, "note": "The whole street"})


def _urgent(desk: Desk) -> list[tuple[int, int]]:
    return [(each.item, each.at) for each in crossings(desk) if each.clock == "urgent"]


@pytest.mark.parametrize("way", ["reported", "raised"])
def test_those_above_are_called_in_at_once(
    desk: Desk, me: Actor, line: Line, clock: FixedClock, way: str
) -> None:
    clock.advance(60)
    ref = report(desk, me, team="First", **(GRAVE if way == "reported" else SLIGHT))
    desk.do(me, "assign", ref, {"to": "ben"})
    if way == "raised":
        assert desk.tick.run() == ()
        _raise(desk, line.ben, ref)
    before = clocks(desk, me, ref)
    assert desk.tick.next_at() == NOW + 60
    (ticked,) = desk.tick.run()
    assert (ticked.clock, ticked.at, ticked.action) == (
        "urgent",
        NOW + 60,
        "told dora, mia, level 1: dora",
    )
    (step,) = desk.trail.item(me, ref).steps
    assert (step.type, step.level, step.trigger, step.goal) == ("hierarchic", 1, "auto", "dora")
    assert step.reason == "Priority 1"
    assert step.at == NOW + 60
    for name in ("dora", "mia"):
        assert told(desk, name)[-1] == ("escalated", "Urgent: those above are called in at once")
    assert told(desk, "ben")[-1][0] == "assigned"
    assert clocks(desk, me, ref) == before
    assert desk.tick.run() == ()
    assert broken(desk) == []
    assert misreplayed(desk, [ref]) == []


def test_it_happens_once_whatever_becomes_of_the_priority(
    desk: Desk, me: Actor, line: Line, clock: FixedClock
) -> None:
    for _ in range(2):
        _raise(desk, line.ben, line.ref)
        desk.tick.run()
        desk.do(line.ben, "prioritise", line.ref, {**SLIGHT, "note": "One house"})
        desk.tick.run()
        clock.advance(30)
    assert len(_urgent(desk)) == 1
    assert [why for why, _ in told(desk, "dora")].count("escalated") == 1


def test_a_mistake_that_is_taken_back_in_time_calls_nobody(desk: Desk, line: Line) -> None:
    _raise(desk, line.ben, line.ref)
    desk.do(line.ben, "undo", line.ref, {})
    assert desk.tick.run() == ()
    assert desk.trail.item(line.ben, line.ref).fields["escalation_level"] == 0
    assert broken(desk) == []


def test_what_was_called_in_stays_when_the_change_is_taken_back(desk: Desk, line: Line) -> None:
    _raise(desk, line.ben, line.ref)
    desk.tick.run()
    effects = desk.do(line.ben, "undo", line.ref, {}).effects
    assert f"It stays at level 1; to take that back: desk do {line.ref} deescalate" in effects
    assert desk.trail.item(line.ben, line.ref).fields["escalation_level"] == 1
    desk.do(line.ben, "deescalate", line.ref, {"reason": "A mistake"})
    assert broken(desk) == []


def test_what_is_solved_before_anybody_looks_calls_nobody(desk: Desk, line: Line) -> None:
    _raise(desk, line.ben, line.ref)
    solve(desk, line.ben, line.ref)
    assert [each for each in desk.tick.run() if each.clock == "urgent"] == []
    assert broken(desk) == []


def test_a_missed_target_does_not_call_the_same_step_again(
    desk: Desk, line: Line, clock: FixedClock
) -> None:
    _raise(desk, line.ben, line.ref)
    desk.tick.run()
    clock.advance(15 * 60)
    desk.tick.run()
    assert [step.level for step in desk.trail.item(line.ben, line.ref).steps] == [1]


def test_parts_of_a_major_problem_call_nobody(desk: Desk, me: Actor, line: Line) -> None:
    major = report(desk, me, team="First", **GRAVE)
    desk.do(me, "prioritise", major, {"major": "yes", "note": "A ring"})
    desk.do(me, "join", line.ref, {"major": major})
    assert desk.trail.item(me, line.ref).fields["priority"] == 1
    assert [each.ref for each in desk.tick.run()] == [major]


def test_in_a_desk_of_one_there_is_nobody_to_call(desk: Desk, me: Actor) -> None:
    ref = report(desk, me, **GRAVE)
    assert desk.tick.run() == ()
    assert desk.tick.next_at() != NOW
    assert desk.trail.item(me, ref).fields["escalation_level"] == 0
    assert told(desk, me.name) == []


def test_which_priorities_is_settled(desk: Desk, me: Actor, line: Line) -> None:
    desk.store_settings.save_terms(me, {"escalation": {"at_once": []}})
    _raise(desk, line.ben, line.ref)
    assert desk.tick.run() == ()
    desk.store_settings.save_terms(me, {"escalation": {"at_once": [4, 5]}})
    desk.do(line.ben, "prioritise", line.ref, {**SLIGHT, "note": "One house"})
    assert [each.clock for each in desk.tick.run()] == ["urgent"]


def test_what_an_import_brings_calls_nobody(
    desk: Desk, me: Actor, line: Line, tmp_path: Path
) -> None:
    logs = Logs(desk, me, tmp_path)
    for number, level in enumerate(("low", "high")):
        rows = told_log("New", *(("Work Ana One",) * number), case="K1")
        logs.take([{**row, "impact": level, "urgency": level} for row in rows])
        desk.tick.run()
    assert logs.item("P-2").fields["priority"] == 1
    assert _urgent(desk) == []


@pytest.mark.parametrize("value", [[1, 2], ["2", 1], "1, 2"])
def test_priorities_are_read_as_they_are_typed(value: object) -> None:
    settled = read({"at_once": value})
    assert settled.at_once == (1, 2)
    assert read(written(settled)) == settled


@pytest.mark.parametrize("value", [[0], [6], ["high"], [True], [1.5], "1 x", 7, {"a": 1}])
def test_what_is_no_priority_is_refused(value: object) -> None:
    with pytest.raises(BadValue):
        read({"at_once": value})
