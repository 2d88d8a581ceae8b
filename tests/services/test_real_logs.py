"""The two public incident logs: counted once by the desk and once from the raw rows, by hand."""

import csv
import gzip
import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.models.clocks import COLUMNS as CLOCK_COLUMNS
from desk.models.clocks import Clock, KeptClock, kept_clock
from desk.models.details import Detail
from desk.models.tickets import Ticket
from desk.models.work import Work
from desk.rules.clocks import Ticking
from desk.rules.permissions import Actor
from desk.rules.policies import default_calendars
from desk.rules.working_time import parse_calendar

BPI = "bpi2013_volvo_vinst_incidents.dev.csv.gz"
SERVICENOW = "servicenow_incident_event_log.dev.csv.gz"
OPENS, CLOSES = 9, 17
MINUTE = timedelta(minutes=1)
TARGETS = {1: 4 * 60, 2: 8 * 60, 3: 16 * 60, 4: 40 * 60, 5: 80 * 60}
"""Minutes to the resolution, as the desk comes; the first round the clock, the others 9 to 17."""

OFFICE = parse_calendar(default_calendars("UTC")["office"])

Raw = dict[str, str]


@pytest.fixture
def data() -> Path:
    """The folder of real records, where there is one."""
    named = os.environ.get("DESK_TEST_DATA")
    if not named:
        pytest.skip("DESK_TEST_DATA names no folder of real records")
    return Path(named)


def _at(text: str) -> datetime:
    """An instant of either file; one of them names no zone."""
    if "T" in text:
        return datetime.fromisoformat(text)
    return datetime.strptime(text, "%d-%m-%Y %H:%M").replace(tzinfo=UTC)


def _cases(path: Path, key: str, at: str) -> dict[str, list[tuple[datetime, Raw]]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [(_at(row[at]), row) for row in csv.DictReader(file)]
    ordered = sorted(rows, key=lambda row: row[1][key])
    return {
        case: sorted(found, key=lambda row: row[0])
        for case, found in groupby(ordered, key=lambda row: row[1][key])
    }


def _kept(desk: Desk, *fields: object) -> dict[str, tuple[object, ...]]:
    """Fields of every problem, by its key in the log."""
    with desk._store.reading() as session:
        query = (
            Work.select(Work.source_key, *fields)
            .join(Ticket, on=(Ticket.id == Work.id))
            .join(Detail, on=(Detail.id == Work.id))
        )
        return {key: tuple(rest) for key, *rest in session.rows(query)}


def _changes(rows: list[tuple[datetime, Raw]], *columns: str) -> int:
    """Rows in which one of the columns differs from the row before, after any said something."""
    said = [tuple(row[column].replace("?", "") for column in columns) for _, row in rows]
    first = next((place for place, each in enumerate(said) if any(each)), len(said))
    return sum(before != after for before, after in pairwise(said[first:]))


def test_the_volvo_log(desk: Desk, me: Actor, data: Path) -> None:
    done = desk.imports.run(me, str(data / BPI))
    assert (done.map, done.read, done.new, done.rejected) == ("bpi2013", 12_915, 1_493, 0)
    cases = _cases(data / BPI, "SR Number", "Change Date+Time")
    kept = _kept(desk, Detail.reopen_count, Ticket.assign_count, Work.state)
    for key, rows in cases.items():
        over = [row["Status"] for _, row in rows if row["Status"] != "Unmatched"]
        again = sum(a == "Completed" != b for a, b in pairwise(over))
        assert kept[key][:2] == (again, _changes(rows, "Resource", "Involved ST")), key
    assert sum(int(str(reopened)) for reopened, *_ in kept.values()) > 100
    last = Counter(state for *_, state in kept.values())
    assert last == {"closed": 1108, "resolved": 383, "inProgress": 2}
    assert [row.check for row in desk.health.checks() if not row.ok] == []
    again_ = desk.imports.run(me, str(data / BPI))
    assert (again_.new, again_.updated, again_.unchanged) == (0, 0, 1_493)


def test_the_servicenow_log(desk: Desk, me: Actor, data: Path) -> None:
    done = desk.imports.run(me, str(data / SERVICENOW))
    assert (done.map, done.read, done.new, done.rejected) == ("servicenow", 2_476, 374, 0)
    cases = _cases(data / SERVICENOW, "number", "sys_updated_at")
    kept = _kept(desk, Detail.reopen_count, Ticket.assign_count, Work.created, Ticket.resolved_at)
    unlike: Counter[str] = Counter()
    for key, rows in cases.items():
        states = [row["incident_state"] for _, row in rows]
        again = sum(a in _OVER and b not in _OVER for a, b in pairwise(states))
        assert kept[key][:2] == (again, _changes(rows, "assigned_to", "assignment_group")), key
        last = rows[-1][1]
        unlike["reopen_count"] += again != int(last["reopen_count"])
        handed = _changes(rows, "assignment_group")
        unlike["reassignment_count"] += handed != int(last["reassignment_count"])
        opened = _at(last["opened_at"])
        created = min(opened, rows[0][0])
        assert kept[key][2] == int(created.timestamp()), key
        if last["resolved_at"] != "?":
            unlike["resolved_at"] += kept[key][3] != int(_at(last["resolved_at"]).timestamp())
    # The file does not call it a reopening that INC0000137 goes back to New; and where a case is
    # resolved twice without work between it has the second time, the desk the first.
    assert (unlike["reopen_count"], unlike["resolved_at"]) == (1, 8)
    assert unlike["reassignment_count"] < 20
    assert [row.check for row in desk.health.checks() if not row.ok] == []
    assert desk.imports.run(me, str(data / SERVICENOW)).unchanged == 374


_OVER = ("Resolved", "Closed")


def _open_minutes(begin: datetime, end: datetime) -> Iterator[datetime]:
    """Every minute of the office from one instant to another, walked one by one."""
    at = begin
    while at < end:
        if at.weekday() > 4 or at.hour >= CLOSES:
            at = (at + timedelta(days=1)).replace(hour=OPENS, minute=0, second=0)
        elif at.hour < OPENS:
            at = at.replace(hour=OPENS, minute=0, second=0)
        else:
            yield at
            at += MINUTE


def test_resolution_clocks_of_the_servicenow_log(desk: Desk, me: Actor, data: Path) -> None:
    """Its times are whole minutes, so a walk through them is exact."""
    desk.imports.run(me, str(data / SERVICENOW))
    cases = _cases(data / SERVICENOW, "number", "sys_updated_at")
    clocks = _latest_clocks(desk)
    looked_at = 0
    for key, rows in cases.items():
        priority = {row["priority"][0] for _, row in rows}
        if priority == {"1"} or len(priority) > 1:
            continue
        clock = clocks[key]
        opened = _at(rows[0][1]["opened_at"])
        used = 0
        stands = [(min(opened, rows[0][0]), "New"), *((at, r["incident_state"]) for at, r in rows)]
        for (begin, state), (end, _) in pairwise(stands):
            if state not in (*_OVER, "Awaiting User Info"):
                used += sum(1 for _ in _open_minutes(begin, end))
        target = TARGETS[int(priority.pop())]
        _is_as_walked(clock, 60 * used, target)
        looked_at += 1
    assert looked_at > 300


def _is_as_walked(clock: KeptClock, used: int, target: int) -> None:
    is_met = used < 60 * target or clock.stop == clock.start
    assert (clock.target, clock.state) == (60 * target, "met" if is_met else "missed")
    counted = Ticking(OFFICE, clock.start, clock.target, clock.pauses, clock.stop)
    assert clock.stop is not None
    assert counted.elapsed(clock.stop) == used


def test_resolution_clocks_of_the_volvo_log(desk: Desk, me: Actor, data: Path) -> None:
    """Its times have seconds: of every day the open ones are taken, one day after the other."""
    desk.imports.run(me, str(data / BPI))
    cases = _cases(data / BPI, "SR Number", "Change Date+Time")
    clocks = _latest_clocks(desk)
    waits = ("Wait - User", "Wait - Customer", "Wait - Implementation")
    looked_at = 0
    for key, rows in cases.items():
        stands = [(at, row["Status"], row["Sub Status"]) for at, row in rows]
        if stands[-1][1] != "Completed" or "Unmatched" in {status for _, status, _ in stands}:
            continue
        used = sum(
            _open_seconds(begin, end)
            for (begin, status, sub), (end, *_) in pairwise(stands)
            if status != "Completed" and sub not in waits
        )
        target = TARGETS[{"High": 2, "Medium": 3, "Low": 4}[rows[0][1]["SR Latest Impact"]]]
        _is_as_walked(clocks[key], used, target)
        looked_at += 1
    assert looked_at == 1490


def _open_seconds(begin: datetime, end: datetime) -> int:
    """The seconds of the office between two instants, day by day."""
    begin, end = begin.astimezone(UTC), end.astimezone(UTC)
    day = begin.replace(hour=0, minute=0, second=0)
    seconds = 0.0
    while day < end:
        opens, closes = day.replace(hour=OPENS), day.replace(hour=CLOSES)
        if day.weekday() < 5:
            seconds += max(0.0, (min(end, closes) - max(begin, opens)).total_seconds())
        day += timedelta(days=1)
    return int(seconds)


def _latest_clocks(desk: Desk) -> dict[str, KeptClock]:
    """The resolution clock of each problem in its latest generation."""
    with desk._store.reading() as session:
        columns = [getattr(Clock, name) for name in CLOCK_COLUMNS]
        query = Clock.select(Work.source_key, *columns).join(Work, on=(Work.id == Clock.item))
        found = session.rows(query.where(Clock.name == "resolution").order_by(Clock.generation))
        return {key: kept_clock(tuple(rest)) for key, *rest in found}
