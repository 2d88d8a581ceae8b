"""Whatever happens to a problem, its resolution clock is what a count of every minute says."""

from datetime import date
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.models.clocks import KeptClock, all_clocks_of, latest
from desk.models.work import id_of
from desk.rules.permissions import Actor
from desk.rules.vocabulary import parse_reference
from tests.rules.minutes import DAYS, Minutes
from tests.services.invariants import broken

ANCHOR = date(2026, 11, 27)
HOUR = 3600
OFFICE = Minutes({"tz": "UTC", "hours": {day: [["09:00", "17:00"]] for day in DAYS[:5]}}, ANCHOR)
ALWAYS = Minutes({"tz": "UTC", "hours": {day: [["00:00", "24:00"]] for day in DAYS}}, ANCHOR)
AGREED = {
    1: (ALWAYS, 4 * HOUR),
    2: (OFFICE, 8 * HOUR),
    3: (OFFICE, 16 * HOUR),
    4: (OFFICE, 40 * HOUR),
    5: (OFFICE, 80 * HOUR),
}
"""Minutes that count and how many seconds of them, by priority, as a new desk has it."""

STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("start", {}),
    ("pend", {"party": "customer", "question": "Which one?"}),
    ("pend", {"party": "internal", "question": "Why?"}),
    ("hold", {"cause": "plannedWork"}),
    ("hold", {"cause": "other"}),
    ("resume", {}),
    ("resume", {}),
    ("answer", {"text": "The red one"}),
    ("resolve", {"cause": "cut", "code": "fixed", "resolution": "Spliced"}),
    ("reopen", {"reason": "dead again"}),
    ("reopen", {"reason": "dead again"}),
    ("prioritise", {"impact": "high", "urgency": "high", "note": "many"}),
    ("prioritise", {"impact": "high", "urgency": "medium", "note": "some"}),
    ("prioritise", {"impact": "low", "urgency": "low", "note": "few"}),
)

ACTS = st.tuples(st.sampled_from(STEPS), st.sampled_from([0, 1, 7, 60, 240, 960]))
"""What is done, and how many minutes later the next."""


class Turn(NamedTuple):
    """From when on the clock went or stood still."""

    at: int
    runs: bool


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=1, max_size=12), late=st.integers(0, 600))
def test_the_resolution_clock_is_what_the_minutes_say(
    desk: Desk,
    me: Actor,
    clock: FixedClock,
    acts: list[tuple[tuple[str, dict[str, str]], int]],
    late: int,
) -> None:
    clock.advance(_BEGIN + 60 * late - clock.now())
    given_ = {"subject": "Dead", "customer": "Acme", "contact": "a@acme.test"}
    ref = desk.do(me, "report", "problem", given_).ref
    turns = [Turn(clock.now(), runs=True)]
    stop: int | None = None
    for (name, values), minutes in acts:
        clock.advance(60 * minutes)
        try:
            done = desk.do(me, name, ref, values)
        except DeskError:
            continue
        stop = clock.now() if done.state == "resolved" else None
        fields = desk.trail.item(me, ref).fields
        waits = done.state in ("pending", "held") and _stands(fields)
        turns.append(Turn(clock.now(), runs=not waits and stop is None))
    _is_as_counted(_kept(desk, ref), desk.work.find(me, ref).priority, turns, stop)
    assert broken(desk) == []


_BEGIN = OFFICE.instants[3 * 1440 + 8 * 60]
"""Monday at eight."""


def _stands(fields: object) -> bool:
    assert isinstance(fields, dict)
    return bool(fields["pending_on"] == "customer" or fields["held_cause"] == "plannedWork")


def _kept(desk: Desk, ref: str) -> KeptClock:
    with desk._store.reading() as session:
        item = id_of(session, parse_reference(ref))
        assert item is not None
        return latest(all_clocks_of(session, item))["resolution"]


def _is_as_counted(clock: KeptClock, priority: int, turns: list[Turn], stop: int | None) -> None:
    minutes, target = AGREED[priority]
    assert (clock.start, clock.target, clock.stop) == (turns[0].at, target, stop)
    if stop is None and not turns[-1].runs:
        assert (clock.state, clock.due) == ("paused", None)
        return
    ended = len(turns) - 1 if stop is not None else len(turns)
    counted = [
        instant
        for instant, is_open in zip(minutes.instants, minutes.open, strict=True)
        if is_open and instant >= turns[0].at and _ran(turns, ended, instant, stop)
    ]
    if stop is not None:
        used = 60 * sum(instant < stop for instant in counted)
        assert clock.state == ("met" if used < target or stop == clock.start else "missed")
        return
    due = counted[target // 60 - 1] + 60 if len(counted) >= target // 60 else None
    assert clock.state == "running"
    assert due is None or clock.due == due


def _ran(turns: list[Turn], ended: int, instant: int, stop: int | None) -> bool:
    """Whether the clock ran in a minute; from its stop on as if it went on."""
    if stop is not None and instant >= stop:
        return True
    return [turn.runs for turn in turns[:ended] if turn.at <= instant][-1]
