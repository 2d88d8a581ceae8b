"""Instants and durations as they are typed and printed."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.errors import BadValue
from desk.rules.instants import (
    DAY,
    FIRST,
    LAST,
    at_wall,
    local,
    parse_date,
    parse_duration,
    parse_instant,
    parse_moment,
    parse_rfc3339,
    rfc3339,
    zone_named,
)

NOW = parse_rfc3339("2026-11-23T10:00:00Z")
"""A Monday; 11:00 in Berlin."""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-23T14:30:00Z", "2026-11-23T14:30:00Z"),
        ("2026-11-23t14:30:00z", "2026-11-23T14:30:00Z"),
        ("2026-11-23T14:30:00+05:30", "2026-11-23T09:00:00Z"),
        ("2026-11-23T14:30:00-00:00", "2026-11-23T14:30:00Z"),
        ("2026-11-23T14:30Z", "2026-11-23T14:30:00Z"),
        ("2026-11-23T14:30:59.999Z", "2026-11-23T14:30:59Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("2026-11-23", "2026-11-22T23:00:00Z"),
        ("2026-11-23 14:30", "2026-11-23T13:30:00Z"),
        ("2026-11-23T14:30", "2026-11-23T13:30:00Z"),
        ("2026-11-23 14:30:15", "2026-11-23T13:30:15Z"),
        (" 2026-11-23 ", "2026-11-22T23:00:00Z"),
        ("+2h", "2026-11-23T12:00:00Z"),
        ("-3d", "2026-11-20T10:00:00Z"),
        ("1h30m", "2026-11-23T11:30:00Z"),
        ("1W", "2026-11-30T10:00:00Z"),
        ("now", "2026-11-23T10:00:00Z"),
        ("16:00", "2026-11-23T15:00:00Z"),
        ("today", "2026-11-22T23:00:00Z"),
        ("Today 16:00", "2026-11-23T15:00:00Z"),
        ("tomorrow 9:00", "2026-11-24T08:00:00Z"),
        ("yesterday", "2026-11-21T23:00:00Z"),
        ("Mon 09:00", "2026-11-30T08:00:00Z"),
        ("mon 12:00", "2026-11-23T11:00:00Z"),
        ("Thursday", "2026-11-25T23:00:00Z"),
        ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
        ("2026-10-25 02:30", "2026-10-25T00:30:00Z"),
    ],
)
def test_what_people_type(typed: str, meant: str) -> None:
    assert rfc3339(parse_instant(typed, "Europe/Berlin", NOW)) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "soon",
        "mo",
        "2h 30m x",
        "2026-02-30",
        "2026-11-23t",
        "25:00",
        "14:60",
        "20261123T143000Z",
        "2026-W48-1",
        "2026-11-23T24:00:00Z",
        "2026-11-23T14:30:00+25:00",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00",
        "999999999w",
        "\u0662\u0660\u0662\u0666-11-23",
        "today16:00",
        "2026-11-23 14:30 CET",
        "\x00",
    ],
)
def test_what_is_no_instant_is_refused_with_a_hint(typed: str) -> None:
    with pytest.raises(BadValue) as refused:
        parse_instant(typed, "Europe/Berlin", NOW)
    assert refused.value.next_step


@pytest.mark.parametrize(
    "typed", ["2026-11-23", "2026-11-23T14:30:00", "+2h", "now", "", "2026-11-23T14:30:00 Z"]
)
def test_a_program_writes_rfc3339_with_an_offset_and_nothing_else(typed: str) -> None:
    with pytest.raises(BadValue):
        parse_rfc3339(typed)


@given(st.integers(FIRST, LAST))
def test_what_is_printed_reads_back(instant: int) -> None:
    assert parse_rfc3339(rfc3339(instant)) == instant


@given(st.text(max_size=30))
def test_any_text_is_an_instant_or_refused(text: str) -> None:
    with contextlib.suppress(BadValue):
        assert FIRST <= parse_instant(text, "UTC", NOW) <= LAST


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("45m", 2700), ("2h", 7200), ("1h30m", 5400), ("-3d", -3 * DAY), ("+1w2d", 9 * DAY)],
)
def test_durations(typed: str, seconds: int) -> None:
    assert parse_duration(typed) == seconds


@pytest.mark.parametrize("typed", ["", "2", "h", "2 h", "1.5h", "2y", "--2h", "9999999999h"])
def test_what_is_no_duration_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        parse_duration(typed)


@pytest.mark.parametrize("text", ["2026-2-3", "20260203", "2026-02-30", "", "2026-02-03T00:00"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_date(text)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Europe/Berlim", "Europe/Berlin"),
        ("", "Write one"),
        ("../../etc/passwd", "Write one"),
        ("/etc/localtime", ""),
        ("posix/UTC", ""),
        ("America", ""),
        ("a\x00b", ""),
        ("\ud800", ""),
        ("x" * 100_000, ""),
    ],
)
def test_an_unknown_zone_is_refused_with_the_nearest(name: str, hint: str) -> None:
    with pytest.raises(BadValue) as refused:
        zone_named(name)
    assert hint in refused.value.next_step
    assert len(refused.value.message) < 100


def test_the_ends_of_time_have_a_wall_time_everywhere() -> None:
    for name in ("Etc/GMT-14", "Etc/GMT+12", "Asia/Manila"):
        zone = zone_named(name)
        assert local(FIRST, zone).year == 1
        assert local(LAST, zone).year == 9999
        assert abs(at_wall(zone, 1, 0) - FIRST) < DAY
        assert abs(at_wall(zone, 3_652_059, DAY) - LAST) < DAY


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tomorrow", "2026-11-24T08:00:00Z"),
        (" Tomorrow ", "2026-11-24T08:00:00Z"),
        ("thu", "2026-11-26T08:00:00Z"),
        ("Monday", "2026-11-30T08:00:00Z"),
        ("tomorrow 16:00", "2026-11-24T15:00:00Z"),
        ("today", "2026-11-22T23:00:00Z"),
        ("2026-11-24", "2026-11-23T23:00:00Z"),
        ("+2h", "2026-11-23T12:00:00Z"),
        ("now", "2026-11-23T10:00:00Z"),
    ],
)
def test_a_day_on_which_somebody_acts_begins_in_the_morning(typed: str, meant: str) -> None:
    assert rfc3339(parse_moment(typed, "Europe/Berlin", NOW)) == meant


def test_what_is_no_day_is_named_as_it_was_typed() -> None:
    with pytest.raises(BadValue, match="'soon'"):
        parse_moment("soon", "UTC", NOW)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("2026-11-23 2:30pm", "2026-11-23 14:30"),
        ("2026-11-23 12:00 am", "2026-11-23 00:00"),
        ("2026-11-23 12:05PM", "2026-11-23 12:05"),
        ("2026-11-23 9:00am", "2026-11-23 09:00"),
    ],
)
def test_a_time_may_be_one_of_twice_twelve_hours(typed: str, same: str) -> None:
    assert parse_instant(typed, "UTC", 0) == parse_instant(same, "UTC", 0)


@pytest.mark.parametrize("typed", ["13:00pm", "0:30am", "2026-11-23T14:30:00Zpm", "pm"])
def test_a_time_that_no_such_clock_shows_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        parse_instant(typed, "UTC", 0)
