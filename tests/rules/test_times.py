"""How instants and spans read."""

import pytest

from desk.rules.instants import DAY, parse_instant, zone_named
from desk.rules.times import (
    OwnZone,
    ago,
    day,
    day_of_year,
    due_cell,
    full_moment,
    moment,
    near_moment,
    span,
    time_of_day,
)

BERLIN = "Europe/Berlin"
NOW = parse_instant("2026-11-23 14:24", BERLIN, 0)
HOUR = 3600


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        (1, "0m"),
        (8 * 60, "8m"),
        (HOUR - 1, "59m"),
        (HOUR + 10 * 60, "1h10"),
        (10 * HOUR - 1, "9h59"),
        (20 * HOUR, "20h"),
        (2 * DAY - 1, "47h"),
        (3 * DAY, "3d"),
        (999 * DAY, "999d"),
        (1500 * DAY, "4y"),
        (0, "-1m"),
        (-1, "-1m"),
        (-42 * 60, "-42m"),
        (-(2 * HOUR + 10 * 60), "-2h10"),
        (-47 * HOUR, "-47h"),
        (-4000 * DAY, "-10y"),
    ],
)
def test_the_time_to_go_fits_five_cells(left: int, shown: str) -> None:
    assert due_cell(NOW + left, "running", NOW) == shown
    assert len(shown) <= 5


@pytest.mark.parametrize(
    ("standing", "shown"), [("paused", "wait"), ("none", ""), ("closed", ""), ("running", "")]
)
def test_without_a_running_clock(standing: str, shown: str) -> None:
    assert due_cell(None, standing, NOW) == shown


@pytest.mark.parametrize(
    ("at", "short", "near"),
    [
        ("2026-11-23 09:05", "09:05", "09:05"),
        ("2026-11-24 09:00", "Tue 24 Nov", "Tue 09:00"),
        ("2026-11-19 09:00", "Thu 19 Nov", "Thu 09:00"),
        ("2026-11-16 09:00", "Mon 16 Nov", "Mon 16 Nov 09:00"),
        ("2026-12-01 09:00", "Tue 1 Dec", "Tue 1 Dec 09:00"),
        ("2015-04-09 09:00", "9 Apr 2015", "9 Apr 2015 09:00"),
    ],
)
def test_moments_say_as_much_as_is_needed(at: str, short: str, near: str) -> None:
    instant = parse_instant(at, BERLIN, 0)
    assert moment(instant, BERLIN, NOW) == short
    assert near_moment(instant, BERLIN, NOW) == near


def test_moments_are_those_of_the_zone() -> None:
    late = parse_instant("2026-11-23 23:30", BERLIN, 0)
    assert moment(late, "Asia/Tokyo", NOW) == "Tue 24 Nov"
    assert time_of_day(late, "UTC") == "22:30"


def test_moments_in_full() -> None:
    assert day(NOW, BERLIN) == "Mon 23 Nov 2026"
    assert full_moment(NOW, BERLIN) == "Mon 23 Nov 2026 14:24"
    assert full_moment(NOW + 1, BERLIN) == "Mon 23 Nov 2026 14:24:01"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (45, "45 s"),
        (13 * 60, "13 min"),
        (4 * HOUR, "4 h"),
        (5400, "1 h 30 min"),
        (80 * HOUR, "80 h"),
        (3661, "1 h 1 min 1 s"),
        (5_000_000 * HOUR, "5,000,000 h"),
    ],
)
def test_spans(seconds: int, said: str) -> None:
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (4, "4 s ago"),
        (720, "12 min ago"),
        (3 * HOUR, "3 h ago"),
        (DAY, "1 day ago"),
        (2 * DAY, "2 days ago"),
        (-5, "0 s ago"),
    ],
)
def test_ages(seconds: int, said: str) -> None:
    assert ago(seconds) == said


def test_a_zone_can_carry_the_forms_in_which_its_owner_reads() -> None:
    mine = OwnZone(BERLIN, "iso", "12h")
    assert mine == BERLIN
    assert zone_named(mine).key == BERLIN
    assert type(zone_named(OwnZone("Asia/Tokyo", "iso")).key) is str
    later = NOW + 2 * DAY
    assert moment(NOW, mine, NOW) == "2:24pm"
    assert moment(later, mine, NOW) == "2026-11-25"
    assert near_moment(later, mine, NOW) == "2026-11-25 2:24pm"
    assert (day(NOW, mine), day_of_year(NOW, mine)) == ("2026-11-23", "2026-11-23")
    assert day_of_year(NOW, BERLIN) == "Mon 23 Nov"
    assert full_moment(NOW + 5, mine) == "2026-11-23 2:24:05pm"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("00:00", "12:00am"), ("09:05", "9:05am"), ("12:00", "12:00pm"), ("23:59", "11:59pm")],
)
def test_twelve_hours_go_round_twice(typed: str, shown: str) -> None:
    at = parse_instant(f"2026-11-23 {typed}", BERLIN, 0)
    assert time_of_day(at, OwnZone(BERLIN, "short", "12h")) == shown


def test_one_form_can_be_chosen_without_the_other() -> None:
    assert full_moment(NOW, OwnZone(BERLIN, dates="iso")) == "2026-11-23 14:24"
    assert near_moment(NOW + DAY, OwnZone(BERLIN, times="12h"), NOW) == "Tue 2:24pm"
