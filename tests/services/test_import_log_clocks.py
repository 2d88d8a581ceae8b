"""The clocks an event log leaves behind, against a count of every single minute."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.models.base import CLOSED, PAUSED
from desk.models.clocks import KeptClock
from desk.rules.event_log_replay import Turn
from desk.rules.policies import Policy
from desk.rules.working_time import parse_calendar
from desk.services.clocks import Agreed
from desk.services.import_log_clocks import LogClocks
from tests.rules.minutes import Minutes

ANCHOR = date(2026, 10, 24)
"""The Saturday before the clocks in Berlin go back."""

CALENDARS: dict[str, dict[str, object]] = {
    "office": {
        "tz": "Europe/Berlin",
        "hours": {day: [["09:00", "12:00"], ["13:00", "17:30"]] for day in ("mon", "tue", "wed")}
        | {"sun": [["01:00", "05:00"]]},
        "holidays": ["2026-10-27"],
    },
    "always": {
        "tz": "UTC",
        "hours": {
            day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        },
    },
}
POLICIES = {
    1: ("always", 30 * 60, 4 * 3600),
    2: ("office", 3600, 3 * 3600),
    3: ("office", 2 * 3600, 7 * 3600),
}
"""Calendar, seconds to the first answer and to the end, by priority; 4 has none."""

TERMS = Agreed(
    tuple(
        Policy(
            f"priority {number}",
            {"priority": number},
            {"calendar": calendar, "firstAnswer": answer, "completion": end},
        )
        for number, (calendar, answer, end) in POLICIES.items()
    ),
    {name: parse_calendar(spec) for name, spec in CALENDARS.items()},
)
MINUTES = {name: Minutes(spec, ANCHOR) for name, spec in CALENDARS.items()}
FIRST = MINUTES["office"].instants[2 * 1440]


class Expected(NamedTuple):
    """One generation as the minutes tell it."""

    number: int
    priority: int
    stop: int | None
    how: str
    """ended, dropped, going or still."""


def _generations(turns: Sequence[Turn]) -> list[Expected]:
    """The generations of the resolution clock, by walking the turns."""
    found: list[Expected] = []
    number, since = 0, None
    for turn in turns:
        is_open = turn.going in ("running", "still")
        if since is not None and is_open and turn.priority != since:
            found.append(Expected(number, since, turn.at, "dropped"))
            since = None
        elif since is not None and not is_open:
            # What changes while it ends is told first, and counts from then on.
            if turn.priority != since:
                found.append(Expected(number, since, turn.at, "dropped"))
                number, since = number + 1, turn.priority
            found.append(Expected(number, since, turn.at, turn.going))
            since = None
        if since is None and is_open:
            number, since = number + 1, turn.priority
    if since is not None:
        still = turns[-1].going == "still"
        found.append(Expected(number, since, None, "still" if still else "going"))
    return found


def _runs(turns: Sequence[Turn], instant: int) -> bool:
    going = [turn.going for turn in turns if turn.at <= instant]
    return bool(going) and going[-1] == "running"


def _counted(expected: Expected, turns: Sequence[Turn]) -> list[int]:
    """The minutes that count: open ones in which it ran, and all that are open after its stop."""
    minutes = MINUTES[POLICIES[expected.priority][0]]
    stop = expected.stop
    return [
        instant
        for instant, is_open in zip(minutes.instants, minutes.open, strict=True)
        if is_open
        and instant >= turns[0].at
        and (_runs(turns, instant) if stop is None or instant < stop else True)
    ]


def _is_as_counted(clock: KeptClock, expected: Expected, turns: Sequence[Turn]) -> None:
    calendar, _, target = POLICIES[expected.priority]
    assert (clock.generation, clock.calendar, clock.target) == (expected.number, calendar, target)
    assert (clock.start, clock.stop) == (turns[0].at, expected.stop)
    counted = _counted(expected, turns)
    if expected.how == "still":
        assert (clock.state, clock.due) == ("paused", None)
        return
    if expected.how == "dropped":
        assert (clock.state, clock.due) == ("cancelled", None)
        return
    needed = target // 60
    due = counted[needed - 1] + 60 if needed <= len(counted) else None
    if due is not None:
        assert clock.due == due
    if expected.stop is None:
        assert clock.state == "running"
        return
    used = 60 * sum(instant < expected.stop for instant in counted)
    is_met = used < target or expected.stop <= clock.start
    assert clock.state == ("met" if is_met else "missed")


_TURN = st.tuples(
    st.integers(0, 5 * 1440),
    st.sampled_from(("running", "still", "ended", "dropped")),
    st.booleans(),
    st.sampled_from((1, 2, 3)),
)


def _turns(rows: list[tuple[int, str, bool, int]]) -> list[Turn]:
    ordered = sorted(rows, key=lambda row: row[0])
    turns, is_answered = [], False
    for minute, going, answers, priority in ordered:
        is_answered = is_answered or answers
        turns.append(Turn(FIRST + 60 * minute, going, is_answered, priority, ""))
    first = turns[0]
    # Nothing is dropped as it begins.
    turns[0] = first._replace(going="running") if first.going == "dropped" else first
    return turns


@settings(max_examples=120, deadline=None)
@given(st.lists(_TURN, min_size=1, max_size=7))
def test_resolution_clocks_are_what_the_minutes_say(
    rows: list[tuple[int, str, bool, int]],
) -> None:
    turns = _settled(_turns(rows))
    clocks, head = LogClocks(TERMS).of({"kind": "problem"}, turns)
    found = [clock for clock in clocks if clock.name == "resolution"]
    expected = _generations(turns)
    if turns[0].going == "ended":
        # It was over as it began: met at once, which no minute tells.
        expected = [Expected(1, turns[0].priority, turns[0].at, "ended"), *_later(turns)]
    assert len(found) == len(expected)
    for clock, each in zip(found, expected, strict=True):
        _is_as_counted(clock, each, turns)
    going = turns[-1].going
    assert (head.due_key == CLOSED) == (going in ("ended", "dropped"))
    if going == "still" and turns[-1].is_answered:
        assert head.due_key == PAUSED


def _later(turns: Sequence[Turn]) -> list[Expected]:
    """The generations after the one that ended as it began."""
    opened = next((place for place, turn in enumerate(turns) if turn.going in _OPEN), None)
    if opened is None:
        return []
    return [each._replace(number=each.number + 1) for each in _generations(turns[opened:])]


_OPEN = ("running", "still")


def _settled(turns: list[Turn]) -> list[Turn]:
    """Turns of which one that is over is over in the same way until it goes on."""
    settled = [turns[0]]
    for turn in turns[1:]:
        last = settled[-1]
        is_over = last.going not in _OPEN and turn.going not in _OPEN
        settled.append(turn._replace(going=last.going) if is_over else turn)
    return settled


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 3 * 1440), st.integers(0, 3 * 1440), st.sampled_from((1, 2, 3)))
def test_the_response_clock_stops_when_work_begins(begins: int, takes: int, priority: int) -> None:
    created = FIRST + 60 * begins
    turns = [
        Turn(created, "running", False, priority, ""),
        Turn(created + 60 * takes, "still", True, priority, ""),
    ]
    clocks, _ = LogClocks(TERMS).of({"kind": "problem"}, turns)
    (clock,) = [clock for clock in clocks if clock.name == "response"]
    calendar, target, _ = POLICIES[priority]
    used = MINUTES[calendar].elapsed(created, turns[1].at)
    assert clock.stop == turns[1].at
    assert clock.state == ("met" if used < target or not takes else "missed")


def test_without_a_policy_no_clock_runs() -> None:
    turns = [Turn(FIRST, "running", False, 4, ""), Turn(FIRST + 60, "still", True, 4, "")]
    assert LogClocks(TERMS).of({"kind": "problem"}, turns)[0] == []


def test_what_is_rejected_has_neither_met_nor_missed_anything() -> None:
    turns = [Turn(FIRST, "running", False, 2, ""), Turn(FIRST + 60, "dropped", True, 2, "")]
    clocks, head = LogClocks(TERMS).of({"kind": "problem"}, turns)
    assert {clock.name: clock.state for clock in clocks} == {
        "response": "cancelled",
        "resolution": "cancelled",
    }
    assert head.due_key == CLOSED
