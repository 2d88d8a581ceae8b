"""A desk that runs while clocks are put on or back: targets count time that really passes, and
whoever looks, however often, finds the same crossings at the same instants."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rows.ticks import Ticked
from desk.rules.instants import parse_rfc3339
from desk.rules.permissions import Actor
from tests.rules.minutes import DAYS
from tests.services.invariants import broken
from tests.services.ticks import HOUR, crossings

BERLIN = ZoneInfo("Europe/Berlin")
HALF = 1800
PERCENTS = (50, 75, 90, 100, 125, 150)
TARGET = 4 * HOUR
"""Of a problem of the highest priority by day and night, and of one in opening hours here."""
NIGHTS = {"tz": "Europe/Berlin", "hours": {day: [["01:00", "06:00"]] for day in ("sat", "sun")}}
"""Open by the clocks on the wall: four hours the night they are put on, six when put back."""
ALWAYS = {"tz": "Europe/Berlin", "hours": {day: [["00:00", "24:00"]] for day in DAYS}}
POLICIES = [
    {"name": "by night", "kind": "interaction", "calendar": "nights", "completion": "4h"},
    {"name": "always", "calendar": "always", "completion": "4h"},
]


def minutes(start: int) -> list[int]:
    """The instants from then on at which a minute of opening hours begins, by the wall's clock."""
    found = []
    for number in range(3 * 24 * 60):
        at = start + number * 60
        wall = datetime.fromtimestamp(at, UTC).astimezone(BERLIN)
        if wall.weekday() >= 5 and 1 <= wall.hour < 6:
            found.append(at)
    return found


@pytest.mark.parametrize(
    "began",
    ["2026-10-24T22:10:00Z", "2027-03-27T23:10:00Z"],
    ids=["put back", "put on"],
)
def test_crossings_are_right_across_a_change_of_clocks(
    desk: Desk, me: Actor, clock: FixedClock, began: str
) -> None:
    """Ten past midnight in Berlin, Sunday; the desk looks each half hour until Monday noon."""
    clock.at = start = parse_rfc3339(began)
    assert datetime.fromtimestamp(start, UTC).astimezone(BERLIN).strftime("%a %H:%M") == "Sun 00:10"
    desk.calendars.save(me, "nights", NIGHTS)
    desk.calendars.save(me, "always", ALWAYS)
    desk.store_settings.save_policies(me, json.dumps(POLICIES))
    problem = desk.do(me, "report", "problem", {"subject": "Dark"}).ref
    log = {"direction": "inbound", "channel": "email", "subject": "Bill", "from": "a@b.example"}
    contact = desk.do(me, "log", "interaction", log).ref
    seen: list[Ticked] = []
    while clock.at < start + 36 * HOUR:
        clock.advance(HALF)
        seen += desk.tick.run()
    assert desk.tick.run() == ()
    open_minutes = minutes(start)
    wanted = {(problem, percent): start + TARGET * percent // 100 for percent in PERCENTS}
    for percent in PERCENTS:
        passed = TARGET * percent // 100 // 60
        if passed <= len(open_minutes):
            wanted[contact, percent] = open_minutes[passed - 1] + 60
    found = {(row.ref, row.threshold): row.at for row in seen if row.level != "reminder"}
    within = {key: at for key, at in wanted.items() if at <= clock.at}
    assert found == within
    assert len(crossings(desk)) == len(seen)
    assert broken(desk) == []
    assert timedelta(seconds=found[contact, 100] - start) > timedelta(hours=4)
