"""Calendars: saved with their holidays, and the clocks that count on them."""

import json

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, NotAllowed
from desk.models.policies import calendars
from desk.rules.instants import parse_rfc3339
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.ticks import HOUR, crossings, told
from tests.stores import NOW, Hire

OFFICE = {
    "tz": "Europe/Berlin",
    "hours": {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
}
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//desk//tests
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261127
DTEND;VALUE=DATE:20261128
SUMMARY:Inventory
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_national_holidays_are_kept_as_dates_with_names(desk: Desk, me: Actor) -> None:
    made = desk.do(
        me, "save", "calendar", {"name": "depot", "spec": json.dumps(OFFICE), "country": "DE"}
    )
    assert (made.ref, made.version) == ("depot", 1)
    with desk._store.reading() as session:
        depot = calendars(session)["depot"]
    assert dict(depot.spec.holidays)[parse_day("2026-12-25")] == "Christmas Day"
    assert not depot.is_open(parse_rfc3339("2026-12-25T11:00:00+01:00"))


def test_holidays_of_a_file_close_the_day(desk: Desk, me: Actor) -> None:
    desk.calendars.save(me, "depot", OFFICE, ics=ICS)
    with desk._store.reading() as session:
        depot = calendars(session)["depot"]
    assert not depot.is_open(parse_rfc3339("2026-11-27T11:00:00+01:00"))
    assert depot.is_open(parse_rfc3339("2026-11-26T11:00:00+01:00"))


def test_running_clocks_follow_the_calendar_they_count_on(desk: Desk, me: Actor) -> None:
    log = {"direction": "inbound", "channel": "email", "subject": "Bill", "from": "a@b.example"}
    ref = desk.do(me, "log", "interaction", log).ref
    before = desk.work.find(me, ref)
    half_days = {"tz": "UTC", "hours": {day: [["09:00", "13:00"]] for day in OFFICE["hours"]}}
    saved = desk.calendars.save(me, "office", half_days)
    after = desk.work.find(me, ref)
    assert saved.version == 2
    assert saved.effects == ("Clocks of 1 items were counted anew.",)
    assert before.due == parse_rfc3339("2026-11-23T14:00:00Z")
    assert after.due == parse_rfc3339("2026-11-24T10:00:00Z")
    assert [row.ok for row in desk.health.checks()] == [True] * len(list(desk.health.checks()))


def test_what_clocks_reached_by_the_old_hours_is_not_lost(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill", sender="a@b.example")
    desk.interactions.claim(me, "I-1")
    clock.advance(2 * HOUR + 60)  # watch was reached, and nobody looked
    half_days = {"tz": "UTC", "hours": {day: [["13:00", "17:00"]] for day in OFFICE["hours"]}}
    desk.calendars.save(me, "office", half_days)
    assert [(each.threshold, each.at - NOW) for each in crossings(desk)] == [(50, 2 * HOUR)]
    assert [why for why, _ in told(desk, me.name)] == ["watch"]
    assert broken(desk) == []


def test_what_clocks_reach_by_new_hours_alone_they_reach_now(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    desk.interactions.log(me, "inbound", "email", "Bill", sender="a@b.example")
    desk.interactions.claim(me, "I-1")
    afternoons = {day: [["13:00", "17:00"]] for day in OFFICE["hours"]}
    desk.calendars.save(me, "office", {"tz": "UTC", "hours": afternoons})
    clock.advance(3 * HOUR)
    assert desk.tick.run() == ()
    desk.calendars.save(me, "office", {"tz": "UTC", "hours": OFFICE["hours"]})
    reached = [(each.threshold, each.at - NOW) for each in desk.tick.run()]
    assert reached == [(50, 3 * HOUR), (75, 3 * HOUR)]
    assert broken(desk) == []


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"spec": "{"}, "not JSON"),
        ({"spec": '{"tz": "UTC", "hours": {}}'}, "never opens"),
        ({"spec": '{"tz": "Europe/Berlinn", "hours": {}}'}, "no time zone"),
        ({"spec": json.dumps(OFFICE), "country": "XX"}, "country 'XX'"),
        ({"spec": json.dumps(OFFICE), "subdivision": "BY"}, "needs its country"),
        ({"spec": json.dumps(OFFICE), "ics": "no calendar"}, "cannot be read"),
    ],
)
def test_a_calendar_that_cannot_work_is_refused(
    desk: Desk, me: Actor, values: dict[str, str], message: str
) -> None:
    with pytest.raises(BadValue, match=message):
        desk.do(me, "save", "calendar", {"name": "depot", **values})


def test_an_agent_saves_no_calendar(desk: Desk, hire: Hire) -> None:
    with pytest.raises(NotAllowed, match="save calendars"):
        desk.calendars.save(hire("Ben"), "depot", OFFICE)


def parse_day(text: str) -> int:
    """The number of a day."""
    from datetime import date

    return date.fromisoformat(text).toordinal()
