"""SLA clocks: the golden cases, and random ones against a count minute by minute."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desk.errors import BadValue
from desk.rules.calendars import DAYS
from desk.rules.clocks import (
    NEVER,
    NO_INSTANTS,
    THRESHOLDS,
    Instants,
    Span,
    Ticking,
    closed,
    level_at,
    share_of,
)
from desk.rules.instants import parse_instant
from desk.rules.vocabulary import LEVELS
from desk.rules.working_time import parse_calendar
from tests.rules.calendars import calendars, instants
from tests.rules.minutes import Minutes

HOUR = 3600
OFFICE = parse_calendar(
    {
        "tz": "Europe/Berlin",
        "hours": {day: [["09:00", "17:00"]] for day in DAYS[:5]},
        "holidays": ["2026-12-25"],
    }
)


def at(text: str) -> int:
    return parse_instant(text, "Europe/Berlin", 0)


def clock(start: str, hours: float | None, *pauses: tuple[str, str | None]) -> Ticking:
    spans = tuple((at(begin), None if end is None else at(end)) for begin, end in pauses)
    return Ticking(OFFICE, at(start), None if hours is None else int(hours * HOUR), spans)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-20 16:00", 4, "2026-11-23 12:00"),
        ("2026-11-21 10:00", 4, "2026-11-23 13:00"),
        ("2026-12-24 15:00", 4, "2026-12-28 11:00"),
        ("2026-11-23 10:00", 8, "2026-11-24 10:00"),
        # At closing time it is due at closing time, not when it opens next.
        ("2026-11-23 10:00", 7, "2026-11-23 17:00"),
        ("2026-11-21 10:00", 8, "2026-11-23 17:00"),
        ("2026-11-23 17:00", 0, "2026-11-24 09:00"),
        ("2026-11-21 10:00", 0, "2026-11-23 09:00"),
        ("2026-11-23 10:00", 0, "2026-11-23 10:00"),
    ],
)
def test_due(start: str, hours: int, due: str) -> None:
    assert clock(start, hours).due() == at(due)


def test_crossings_of_a_day() -> None:
    ticking = clock("2026-11-23 10:00", 8)
    assert ticking.crossing(50) == at("2026-11-23 14:00")
    assert ticking.crossing(75) == at("2026-11-23 16:00")
    assert ticking.crossing(90) == at("2026-11-24 09:12")
    assert ticking.crossing(100) == ticking.due()
    assert ticking.crossing(150) == at("2026-11-24 14:00")


@pytest.mark.parametrize(
    ("begin", "end", "due"),
    [
        ("2026-11-23 12:00", "2026-11-24 11:00", "2026-11-24 17:00"),
        ("2026-11-23 18:00", "2026-11-24 08:00", "2026-11-24 10:00"),
        # Before the start, up to it, and after it was due, a pause moves nothing.
        ("2026-11-23 09:00", "2026-11-23 10:00", "2026-11-24 10:00"),
        ("2026-11-24 10:00", "2026-11-24 15:00", "2026-11-24 10:00"),
        ("2026-11-24 09:59", "2026-11-24 15:00", "2026-11-24 15:01"),
        # It may begin before the clock does.
        ("2026-11-20 10:00", "2026-11-23 11:00", "2026-11-24 11:00"),
    ],
)
def test_a_pause_moves_the_due_time_by_its_open_part(begin: str, end: str, due: str) -> None:
    assert clock("2026-11-23 10:00", 8, (begin, end)).due() == at(due)


def test_a_target_replaced_counts_anew_from_the_start() -> None:
    ticking = clock("2026-11-23 10:00", 16)
    now = at("2026-11-23 15:00")
    assert ticking.level(now) == "green"
    ticking = ticking._replace(target=8 * HOUR)
    assert ticking.elapsed(now) == 5 * HOUR
    assert ticking.consumed(now) == 0.625
    assert ticking.level(now) == "watch"
    assert ticking.due() == at("2026-11-24 10:00")


def test_overlapping_pauses_count_once() -> None:
    one = clock("2026-11-23 10:00", 4, ("2026-11-23 11:00", "2026-11-23 13:00"))
    many = clock(
        "2026-11-23 10:00",
        4,
        ("2026-11-23 12:00", "2026-11-23 13:00"),
        ("2026-11-23 11:00", "2026-11-23 12:30"),
        ("2026-11-23 11:15", "2026-11-23 11:15"),
    )
    assert many.due() == one.due() == at("2026-11-23 16:00")
    assert many.elapsed(at("2026-11-23 14:00")) == 2 * HOUR


def test_an_open_pause_stops_everything_until_it_is_said_to_end() -> None:
    ticking = clock("2026-11-23 10:00", 8, ("2026-11-23 12:00", None))
    assert ticking.is_paused()
    assert ticking.due() is None
    assert ticking.crossing(50) is None
    assert ticking.instants() == NO_INSTANTS
    assert ticking.due(at("2026-11-24 11:00")) == at("2026-11-24 17:00")
    assert ticking.elapsed(at("2026-11-24 11:00")) == 2 * HOUR
    # Said to end before it began, it takes nothing off.
    assert ticking.due(at("2026-11-23 11:00")) == at("2026-11-24 10:00")


def test_a_paused_clock_keeps_its_level() -> None:
    ticking = clock("2026-11-23 10:00", 2, ("2026-11-23 11:30", None))
    assert ticking.level(at("2026-11-23 11:30")) == "warning"
    assert ticking.level(at("2027-11-23 11:30")) == "warning"


def test_a_stopped_clock_counts_no_further() -> None:
    ticking = clock("2026-11-23 10:00", 8)._replace(stop=at("2026-11-23 14:00"))
    assert ticking.elapsed(at("2026-12-23 14:00")) == 4 * HOUR
    assert ticking.level(at("2026-12-23 14:00")) == "watch"
    assert ticking.instants() == NO_INSTANTS
    assert ticking.due() == at("2026-11-24 10:00")


def test_a_target_of_nothing_is_used_up_when_the_clock_begins() -> None:
    ticking = clock("2026-11-21 10:00", 0, ("2026-11-23 08:00", "2026-11-23 12:00"))
    begin = at("2026-11-23 09:00")
    assert ticking.due() == begin
    assert ticking.level(begin - 1) == "green"
    assert ticking.consumed(begin - 1) == 0.0
    assert ticking.level(begin) == "overdue3"
    assert ticking.consumed(begin) == 1.0


def test_without_a_target_it_only_counts() -> None:
    ticking = clock("2026-11-23 10:00", None)
    now = at("2026-11-24 10:00")
    assert ticking.elapsed(now) == 8 * HOUR
    assert ticking.due() is None
    assert ticking.level(now) is None
    assert ticking.instants() == NO_INSTANTS


def test_nothing_has_passed_before_the_start() -> None:
    ticking = clock("2026-11-23 10:00", 8, ("2026-11-23 09:00", "2026-11-23 09:30"))
    assert ticking.elapsed(at("2026-11-23 10:00")) == 0
    assert ticking.elapsed(at("2026-11-20 10:00")) == 0
    assert ticking.level(at("2026-11-20 10:00")) == "green"


@pytest.mark.parametrize(
    ("target", "percent", "divisor", "seconds"),
    [(8 * HOUR, 50, 1, 14_400), (3, 50, 1, 2), (1, 1, 1, 1), (0, 75, 1, 0), (200, 25, 2, 25)],
)
def test_a_share_is_rounded_up(target: int, percent: int, divisor: int, seconds: int) -> None:
    assert share_of(target, percent, divisor) == seconds


def test_levels_by_comparing_stored_instants() -> None:
    stored = clock("2026-11-23 10:00", 8).instants()
    assert stored.breached == at("2026-11-24 10:00")
    assert level_at(stored, stored.watch - 1) == "green"
    for instant, level in zip(stored, LEVELS[1:], strict=True):
        assert level_at(stored, instant) == level
    assert level_at(NO_INSTANTS, NEVER) is None
    assert level_at(Instants(watch=5), 10) == "watch"


def test_instants_beyond_the_last_opening_never_come() -> None:
    fair = parse_calendar(
        {"tz": "UTC", "hours": {}, "date_overrides": {"2026-11-23": [["09:00", "12:00"]]}}
    )
    stored = Ticking(fair, 0, 2 * HOUR).instants()
    assert stored.breached == at("2026-11-23 12:00")
    assert stored.overdue3 == at("2026-11-23 13:00")
    assert Ticking(fair, 0, 4 * HOUR).instants()[2:] == (NEVER, NEVER, NEVER, NEVER)
    with pytest.raises(BadValue):
        Ticking(fair, 0, 4 * HOUR).due()


def test_closed_pauses_are_merged_in_order() -> None:
    spans: tuple[Span, ...] = ((5, 7), (1, 3), (3, 4), (6, None), (9, 9))
    assert closed(spans) == [(1, 4), (5, 7)]
    assert closed(spans, 8) == [(1, 4), (5, 8)]
    assert closed(spans, 6) == [(1, 4), (5, 7)]


def pauses(anchor: date) -> st.SearchStrategy[list[tuple[int, int]]]:
    lengths = st.integers(0, 2000).map(lambda minutes: minutes * 60)
    pause = st.tuples(instants(anchor), lengths).map(lambda pair: (pair[0], pair[0] + pair[1]))
    return st.lists(pause, max_size=4)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(made=calendars(), data=st.data())
def test_agrees_with_a_count_of_minutes(
    made: tuple[dict[str, object], date], data: st.DataObject
) -> None:
    spec, anchor = made
    try:
        calendar = parse_calendar(spec)
    except BadValue:
        assume(False)
    counted = Minutes(spec, anchor)
    spans = data.draw(pauses(anchor))
    start, until = data.draw(instants(anchor)), data.draw(instants(anchor))
    # Every level of a target of so many minutes falls on a whole minute.
    target = data.draw(st.integers(0, 60)) * 20 * 60
    ticking = Ticking(calendar, start, target, tuple(spans))
    minutes = counted.counted(start, spans)
    assert ticking.elapsed(until) == counted.elapsed(start, until, minutes)
    assert ticking.crossing(0) == calendar.next_open(start)
    for percent in THRESHOLDS:
        expected = counted.due(start, target * percent // 100, minutes)
        if expected is not None:
            assert ticking.crossing(percent) == expected
            assert (ticking.level(until) in LEVELS[THRESHOLDS.index(percent) + 1 :]) == (
                until >= expected
            )
    stored = ticking.instants()
    assert list(stored) == sorted(stored)
    if stored != NO_INSTANTS:
        assert level_at(stored, until) == ticking.level(until)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(made=calendars(), data=st.data())
def test_an_open_pause_is_one_that_ends_then(
    made: tuple[dict[str, object], date], data: st.DataObject
) -> None:
    spec, anchor = made
    start, begin, until = (data.draw(instants(anchor)) for _ in range(3))
    target = data.draw(st.integers(1, 100_000))
    try:
        calendar = parse_calendar(spec)
        ended: tuple[Span, ...] = ((begin, max(begin, until)),)
        expected = Ticking(calendar, start, target, ended).due()
    except BadValue:
        assume(False)
    ticking = Ticking(calendar, start, target, ((begin, None),))
    assert ticking.due(until) == expected
    assert ticking.elapsed(until) == Ticking(calendar, start, target, ended).elapsed(until)
