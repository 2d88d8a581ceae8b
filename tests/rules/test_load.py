"""Who has the most room: time left, work taken off, and what decides between equals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.rules.load import (
    Burden,
    Worker,
    absent_until,
    burden,
    capacity,
    least_loaded,
    room,
    weight,
)
from desk.rules.policies import OFFICE, default_calendars
from desk.rules.untouched import untouched_since
from desk.rules.working_time import Calendar, parse_calendar
from tests.rules.calendars import calendars
from tests.stores import NOW

HOUR, DAY = 3600, 86_400
HOURS = parse_calendar(default_calendars("UTC")[OFFICE])
ENDS = NOW + 7 * HOUR
"""At ten on a Monday seven hours are left: until five o'clock."""


def worker(number: int, name: str, work: float = 0, **more: object) -> Worker:
    load = Burden(items=1, seconds=int(work * HOUR)) if work else Burden()
    made = Worker(number, name, "UTC", HOURS, burden=load)
    return made._replace(**more)  # type: ignore[arg-type]


def test_the_room_is_what_is_left_of_today_and_of_seven_days() -> None:
    left = room(worker(1, "ana", 2), NOW)
    assert (left.today, left.week, left.load) == (7 * HOUR, 5 * 8 * HOUR, 2 * HOUR)


def test_days_are_those_of_the_persons_zone() -> None:
    # In Auckland Monday is nearly over when it is ten in the morning in UTC.
    round_the_clock = parse_calendar(
        {"tz": "Pacific/Auckland", "hours": {"mon": [["00:00", "24:00"]]}}
    )
    kiri = worker(1, "kiri", zone="Pacific/Auckland", hours=round_the_clock)
    assert room(kiri, NOW).today == HOUR


@pytest.mark.parametrize(
    ("absences", "seconds"),
    [
        ([], 7 * HOUR),
        ([(NOW, NOW + 2 * HOUR)], 5 * HOUR),
        ([(NOW, NOW + 2 * HOUR), (NOW + HOUR, NOW + 3 * HOUR)], 4 * HOUR),
        ([(NOW - DAY, NOW + DAY)], 0),
        ([(NOW + DAY, NOW + 2 * DAY)], 7 * HOUR),
    ],
)
def test_absences_come_off_once(absences: list[tuple[int, int]], seconds: int) -> None:
    assert capacity(HOURS, absences, NOW, ENDS) == seconds


@pytest.mark.parametrize(
    ("absences", "back"),
    [
        ([], None),
        ([(NOW + 1, NOW + 9)], None),
        ([(NOW - 9, NOW)], None),
        ([(NOW - 9, NOW + 9)], NOW + 9),
        ([(NOW + 5, NOW + 20), (NOW, NOW + 9)], NOW + 20),
        ([(NOW, NOW + 9), (NOW + 9, NOW + 12)], NOW + 12),
    ],
)
def test_who_is_absent_is_back_when_all_of_it_is_over(
    absences: list[tuple[int, int]], back: int | None
) -> None:
    assert absent_until(absences, NOW) == back


def test_what_waits_counts_for_nothing_and_what_is_urgent_twice() -> None:
    counted = [("interaction", 3, False, 2), ("problem", 1, False, 1), ("problem", 1, True, 5)]
    assert burden(counted, (3, 5400)) == Burden(3, 5, 3, 2 * 900 + 3600 + 5400)
    assert weight("problem", 2) == 2 * weight("problem", 3) == 4 * weight("interaction", 5)


@pytest.mark.parametrize(
    ("team", "name", "why"),
    [
        (
            [worker(1, "ana", 5), worker(2, "ben", 1)],
            "ben",
            "ben has the most room: 6 h of 7 h today",
        ),
        (
            [worker(1, "ana"), worker(2, "ben", absences=((NOW - 1, NOW + 1),))],
            "ana",
            "ana is the only one there",
        ),
        (
            [worker(1, "ana", 9), worker(2, "ben", 8)],
            "ben",
            "ben has the least too much: 8 h of work for 7 h today",
        ),
        (  # as much room: who got work longer ago
            [worker(1, "ana", 1, given_at=5), worker(2, "ben", 1, given_at=4)],
            "ben",
            "ben has the most room: 6 h of 7 h today",
        ),
        (  # that too is the same: by name
            [worker(2, "Ben", 1), worker(1, "ána", 1)],
            "ána",
            "ána has the most room: 6 h of 7 h today",
        ),
        (  # half the day off leaves less room
            [worker(1, "ana", absences=((NOW + HOUR, ENDS),)), worker(2, "ben", 3)],
            "ben",
            "ben has the most room: 4 h of 7 h today",
        ),
    ],
)
def test_who_has_the_most_room_gets_it(team: list[Worker], name: str, why: str) -> None:
    found = least_loaded(team, NOW)
    assert found is not None
    assert (found.worker.name, found.why) == (name, why)
    assert least_loaded(reversed(team), NOW) == found


def test_nobody_there_gets_nothing() -> None:
    away = ((NOW, NOW + 1),)
    assert least_loaded([], NOW) is None
    assert least_loaded([worker(1, "ana", absences=away)], NOW) is None


def test_who_has_gone_home_comes_after_who_is_busy() -> None:
    mornings = parse_calendar({"tz": "UTC", "hours": {"mon": [["06:00", "09:00"]]}})
    team = [worker(1, "ana", hours=mornings), worker(2, "ben", 20)]
    found = least_loaded(team, NOW)
    assert found is not None
    assert found.worker.name == "ben"


def test_after_hours_the_next_seven_days_count() -> None:
    evening = NOW + 9 * HOUR
    found = least_loaded([worker(1, "ana", 5), worker(2, "ben", 4)], evening)
    assert found is not None
    assert found.why == "ben has the most room: 36 h of 40 h in 7 days"


LOADS = st.lists(st.integers(0, 40), min_size=1, max_size=6)


@given(LOADS, st.integers(1, 30))
def test_given_one_by_one_nobody_gets_ahead_of_the_others(loads: list[int], many: int) -> None:
    """Each piece goes where the loads after the ones before it leave the most room."""
    team = {n: worker(n, f"p{n}", load / 4) for n, load in enumerate(loads)}
    highest = max(each.burden.seconds for each in team.values())
    for number in range(many):
        found = least_loaded(team.values(), NOW)
        assert found is not None
        got = found.worker
        assert got.burden.seconds == min(each.burden.seconds for each in team.values())
        more = got.burden._replace(seconds=got.burden.seconds + 900)
        team[got.id] = got._replace(burden=more, given_at=NOW + number)
    spread = [each.burden.seconds for each in team.values()]
    assert max(spread) <= max(highest, min(spread) + 900)


@given(calendars(), st.integers(1, 40 * HOUR), st.integers(0, 20 * DAY))
def test_untouched_since_is_the_last_instant_that_leaves_enough_time(
    made: tuple[dict[str, object], date], seconds: int, after: int
) -> None:
    spec, anchor = made
    try:
        hours: Calendar = parse_calendar(spec)
    except Exception:  # noqa: BLE001 - not every calendar that is made up opens
        return
    now = (anchor.toordinal() - date(1970, 1, 1).toordinal()) * DAY + after
    since = untouched_since(hours, now, seconds)
    if since is not None:
        assert hours.between(since, now) >= seconds
        assert hours.between(since + 1, now) < seconds


@pytest.mark.parametrize("seconds", [0, -5])
def test_never_is_no_time_at_all(seconds: int) -> None:
    assert untouched_since(HOURS, NOW, seconds) is None
