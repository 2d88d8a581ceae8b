"""Opening hours, against a count minute by minute and as tables of hard days."""

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desk.errors import BadValue
from desk.rules.calendars import DAYS
from desk.rules.instants import FIRST, LAST, parse_instant, parse_rfc3339, rfc3339
from desk.rules.working_time import Calendar, parse_calendar
from tests.rules.calendars import calendars, instants
from tests.rules.minutes import Minutes

WEEKDAYS = {day: [["09:00", "17:00"]] for day in DAYS[:5]}
ALWAYS = {day: [["00:00", "24:00"]] for day in DAYS}


def calendar(zone: str = "Europe/Berlin", hours: object = None, **more: object) -> Calendar:
    return parse_calendar({"tz": zone, "hours": WEEKDAYS if hours is None else hours, **more})


def wall(text: str, zone: str = "Europe/Berlin") -> int:
    return parse_instant(text, zone, 0)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(made=calendars(), data=st.data())
def test_agrees_with_a_count_of_minutes(
    made: tuple[dict[str, object], date], data: st.DataObject
) -> None:
    spec, anchor = made
    try:
        compiled = parse_calendar(spec)
    except BadValue:
        assume(False)
    counted = Minutes(spec, anchor)
    start, other = data.draw(instants(anchor)), data.draw(instants(anchor))
    target = data.draw(st.integers(0, 3000)) * 60
    assert compiled.is_open(start) == (counted.next_open(start) == start)
    assert compiled.between(start, other) == counted.elapsed(start, other)
    expected = counted.next_open(start)
    if expected is not None:
        assert compiled.next_open(start) == expected
    expected = counted.due(start, target)
    if expected is not None:
        assert compiled.add(start, target) == expected
    assert list(compiled.spans(start, other)) == _spans(counted, start, other)


def _spans(counted: Minutes, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for instant, is_open in zip(counted.instants, counted.open, strict=True):
        if is_open and start <= instant < end:
            if found and found[-1][1] == instant:
                found[-1] = found[-1][0], instant + 60
            else:
                found.append((instant, instant + 60))
    return found


@settings(max_examples=100, deadline=None, derandomize=True)
@given(made=calendars(), data=st.data())
def test_adding_and_measuring_are_inverse_to_the_second(
    made: tuple[dict[str, object], date], data: st.DataObject
) -> None:
    spec, anchor = made
    try:
        compiled = parse_calendar(spec)
        start = data.draw(instants(anchor)) + data.draw(st.integers(0, 59))
        seconds = data.draw(st.integers(0, 4_000_000))
        end = compiled.add(start, seconds)
        later = compiled.add(start, seconds + data.draw(st.integers(0, 100_000)))
    except BadValue:
        assume(False)
    assert compiled.between(start, end) == seconds
    assert later >= end
    if seconds:
        assert compiled.between(start, end - 1) == seconds - 1
    else:
        assert compiled.is_open(end)


@pytest.mark.parametrize(
    ("zone", "hours", "start", "end", "seconds"),
    [
        # The clock goes forward at 02:00: the night is an hour shorter.
        ("Europe/Berlin", ALWAYS, "2026-03-28", "2026-03-30", 47 * 3600),
        ("Europe/Berlin", ALWAYS, "2026-10-25", "2026-10-26", 25 * 3600),
        ("Europe/Berlin", {"sun": [["01:00", "04:00"]]}, "2026-03-29", "2026-03-30", 2 * 3600),
        ("Europe/Berlin", {"sun": [["01:00", "04:00"]]}, "2026-10-25", "2026-10-26", 4 * 3600),
        # 02:30 is left out and moves forward to 03:30.
        ("Europe/Berlin", {"sun": [["02:30", "04:00"]]}, "2026-03-29", "2026-03-30", 1800),
        ("Europe/Berlin", {"sun": [["01:00", "02:30"]]}, "2026-03-29", "2026-03-30", 5400),
        ("Europe/Berlin", {"sun": [["02:00", "03:00"]]}, "2026-03-29", "2026-03-30", 0),
        # What moves forward over another window counts once.
        (
            "Europe/Berlin",
            {"sun": [["01:30", "02:30"], ["03:00", "04:00"]]},
            "2026-03-29",
            "2026-03-30",
            5400,
        ),
        # 02:30 comes twice; the first one counts.
        ("Europe/Berlin", {"sun": [["02:00", "02:30"]]}, "2026-10-25", "2026-10-26", 1800),
        ("Europe/Berlin", {"sun": [["02:30", "03:00"]]}, "2026-10-25", "2026-10-26", 5400),
        # Midnight itself is left out: Saturday ends, and Sunday begins, at 01:00.
        ("America/Sao_Paulo", {"sat": [["22:00", "24:00"]]}, "2018-11-03", "2018-11-05", 7200),
        ("America/Sao_Paulo", {"sun": [["00:00", "02:00"]]}, "2018-11-03", "2018-11-05", 3600),
        ("America/Sao_Paulo", ALWAYS, "2018-02-17", "2018-02-18", 25 * 3600),
        ("Australia/Lord_Howe", ALWAYS, "2026-04-05", "2026-04-06", 88_200),
        ("Australia/Lord_Howe", ALWAYS, "2026-10-04", "2026-10-05", 84_600),
        # Samoa had no 30 December 2011, a Friday.
        ("Pacific/Apia", {"fri": [["09:00", "17:00"]]}, "2011-12-29", "2012-01-01", 0),
        ("Pacific/Apia", ALWAYS, "2011-12-29", "2012-01-01", 2 * 86_400),
    ],
)
def test_real_time_counts_where_clocks_change(
    zone: str, hours: dict[str, object], start: str, end: str, seconds: int
) -> None:
    assert calendar(zone, hours).between(wall(start, zone), wall(end, zone)) == seconds


def test_opening_time_is_open_and_closing_time_closed() -> None:
    office = calendar()
    assert office.is_open(wall("2026-11-23 09:00"))
    assert not office.is_open(wall("2026-11-23 17:00"))
    assert office.is_open(wall("2026-11-23 17:00") - 1)
    assert office.add(wall("2026-11-23 09:00"), 8 * 3600) == wall("2026-11-23 17:00")
    assert office.next_open(wall("2026-11-23 17:00")) == wall("2026-11-24 09:00")


def test_hours_until_midnight_go_on_in_the_next_day() -> None:
    shifts = calendar(hours={"mon": [["20:00", "24:00"]], "tue": [["00:00", "04:00"]]})
    assert list(shifts.spans(wall("2026-11-23"), wall("2026-11-25"))) == [
        (wall("2026-11-23 20:00"), wall("2026-11-24 04:00"))
    ]


def test_touching_and_unordered_hours_are_one() -> None:
    office = calendar(hours={"mon": [["13:00", "17:00"], ["09:00", "13:00"]]})
    assert office.between(wall("2026-11-23"), wall("2026-11-24")) == 8 * 3600
    assert len(list(office.spans(wall("2026-11-23"), wall("2026-11-24")))) == 1


def test_a_date_with_hours_of_its_own_wins_over_weekday_and_holiday() -> None:
    office = calendar(
        annual_holidays=["12-25"],
        holidays=["2026-12-24"],
        date_overrides={"2026-12-25": [["10:00", "11:00"]], "2026-12-23": []},
    )
    assert office.between(wall("2026-12-23"), wall("2026-12-26")) == 3600
    assert office.between(wall("2027-12-25"), wall("2027-12-26")) == 0


def test_breaks_come_off_whatever_is_open() -> None:
    office = calendar(
        date_overrides={"2026-11-23": [["08:00", "12:00"]]},
        breaks={"2026-11-23": [["11:30", "13:00"], ["11:00", "12:00"]]},
    )
    assert list(office.spans(wall("2026-11-23"), wall("2026-11-24"))) == [
        (wall("2026-11-23 08:00"), wall("2026-11-23 11:00"))
    ]


def test_holidays_keep_their_names_and_only_days_that_would_be_open_have_one() -> None:
    office = calendar(
        holidays=[{"date": "2026-12-25", "name": "Christmas"}, "2026-12-26"],
        annual_holidays=[{"date": "02-29", "name": "Leap"}, "01-01"],
    )
    assert office.holiday(date(2026, 12, 25).toordinal()) == "Christmas"
    assert office.holiday(date(2026, 12, 26).toordinal()) is None  # a Saturday
    assert office.holiday(date(2027, 1, 1).toordinal()) == ""
    assert office.holiday(date(2028, 2, 29).toordinal()) == "Leap"
    assert office.holiday(date(2027, 3, 1).toordinal()) is None


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Africa/Casablanca", "Asia/Manila"])
def test_far_years_that_share_a_shape_are_like_their_own(zone: str) -> None:
    """Each year alone, opened by an exception in it, has the hours of the year that is shared."""
    hours = {**WEEKDAYS, "sun": [["00:30", "02:30"], ["02:45", "24:00"]]}
    shared = calendar(zone, hours, annual_holidays=["12-31", "01-01"])
    for year in (2, 1500, 1799, 1900, 2100, 2101, 2104, 3333, 9998):
        alone = calendar(
            zone,
            hours,
            annual_holidays=["12-31", "01-01"],
            breaks={f"{year:04}-01-01": [["09:00", "10:00"]]},
        )
        span = (
            parse_rfc3339(f"{year:04}-01-01T00:00:00Z"),
            parse_rfc3339(f"{year:04}-12-31T23:59:59Z"),
        )
        assert shared.between(*span) == alone.between(*span)
        half = span[0] + 180 * 86_400
        assert shared.add(half, 400_000) == alone.add(half, 400_000)


def test_the_ends_of_time_are_answered() -> None:
    always = calendar("UTC", ALWAYS)
    assert always.between(FIRST, LAST) == LAST - FIRST
    assert always.add(FIRST, LAST - FIRST) == LAST
    for zone in ("Etc/GMT-14", "Etc/GMT+12"):
        near = calendar(zone, ALWAYS)
        assert near.between(FIRST, LAST) > LAST - FIRST - 2 * 86_400
        assert near.next_open(FIRST) is not None
        assert near.next_open(LAST) is None


def test_what_never_comes_ends_in_a_word() -> None:
    with pytest.raises(BadValue, match="does not open for that long"):
        calendar().add(0, 10**15)


def test_a_calendar_whose_dates_are_over_never_opens_again() -> None:
    fair = calendar(hours={}, date_overrides={"2020-01-01": [["09:00", "12:00"]]})
    assert rfc3339(fair.next_open(0) or 0) == "2020-01-01T08:00:00Z"
    assert fair.add(0, 3 * 3600) == wall("2020-01-01 12:00")
    assert fair.next_open(wall("2020-01-01 12:00")) is None
    for start, seconds in ((0, 3 * 3600 + 1), (wall("2020-01-02"), 0), (wall("2020-01-02"), 1)):
        with pytest.raises(BadValue, match="does not open for that long"):
            fair.add(start, seconds)


def test_leap_day_alone_is_found_over_decades() -> None:
    rare = [f"{day:%m-%d}" for day in map(date.fromordinal, range(738_521, 738_886))]
    leap = calendar(hours={"mon": [["09:00", "17:00"]]}, annual_holidays=rare)
    assert leap.next_open(wall("2026-01-01")) == wall("2044-02-29 09:00")


def test_the_epoch_itself_is_an_instant_like_others() -> None:
    always = calendar("UTC", ALWAYS)
    assert always.add(0, 60) == 60
    assert always.add(-60, 60) == 0


def test_a_calendar_with_every_day_a_holiday_is_refused() -> None:
    year = [f"{date.fromordinal(day):%m-%d}" for day in range(738_886 - 366, 738_886)]
    days = sorted({*year, "02-29"})
    with pytest.raises(BadValue, match="never opens"):
        calendar(annual_holidays=days)


def test_equal_calendars_are_compiled_once() -> None:
    assert calendar() is calendar()
