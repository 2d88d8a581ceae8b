"""Event logs: many rows become one problem, once, and nobody is told of it."""

import csv
from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.errors import BadValue
from desk.models.outbox import Outbox
from desk.models.told import Told
from desk.rules.instants import rfc3339
from desk.rules.permissions import Actor
from desk.services.import_changes import KEPT
from desk.services.import_log_changes import RETOLD
from desk.services.import_log_reach import Reach
from desk.services.import_parties import NO_OWNER
from desk.services.records import RecordFile
from tests.rules.event_logs import told
from tests.services.import_files import counts
from tests.services.log_files import MAP, Logs
from tests.stores import NOW, Hire


@pytest.fixture
def logs(desk: Desk, me: Actor, tmp_path: Path) -> Logs:
    """Event logs to import into the desk of the test."""
    return Logs(desk, me, tmp_path)


WAY = ("New ? One", "Work Ana One", "User Ana One", "Work Ben Two", "Done Ben Two", "Over Ben Two")


def of(case: str, *states: str, **columns: str) -> list[dict[str, str]]:
    """Rows of a case of that number."""
    return told(*states, case=case, **columns)


def test_many_rows_are_one_problem(logs: Logs) -> None:
    done = logs.take(of("K1", *WAY, note="No dial tone", impact="High"))
    assert counts(done) == (6, 1, 0, 0, 0)
    assert (done.still_open, done.contradicting, done.unit) == (0, 0, "case")
    item = logs.item("P-1")
    assert (item.work.subject, item.work.state, item.work.priority) == ("No dial tone", "closed", 2)
    assert (item.work.owner, item.work.team) == ("Ben", "Two")
    assert rfc3339(item.work.created) == "2026-11-23T00:00:00Z"
    assert [(rfc3339(entry.at)[11:16], entry.action) for entry in item.trail] == [
        ("00:00", "report"),
        ("01:00", "assign"),
        ("01:00", "start"),
        ("02:00", "pend"),
        ("03:00", "hand"),
        ("03:00", "resume"),
        ("04:00", "resolve"),
        ("05:00", "close"),
        (rfc3339(NOW)[11:16], "import"),
    ]
    assert item.trail[4].text == "Handed to Two, Ben"
    assert item.trail[-1].text == "Imported: 6 rows of cases"
    assert {entry.noted_by for entry in item.trail[:-1]} == {"desk"}
    fields = item.fields
    assert (fields["assign_count"], fields["reopen_count"], fields["impact"]) == (2, 0, "high")
    assert logs.refs("x.case:K1") == ["P-1"]
    assert [row.check for row in logs.desk.health.checks() if not row.ok] == []


def test_again_adds_nothing(logs: Logs) -> None:
    rows = [row for number in range(20) for row in of(f"K{number}", *WAY)]
    assert counts(logs.take(rows)) == (120, 20, 0, 0, 0)
    assert counts(logs.take(rows)) == (120, 0, 0, 20, 0)
    assert counts(logs.take(rows[::-1])) == (120, 0, 0, 20, 0)
    assert len(logs.item("P-1").trail) == 9
    assert logs.item("P-1").work.version == 1


def test_rows_of_a_case_may_stand_anywhere(logs: Logs) -> None:
    cases = [of(f"K{number}", *WAY) for number in range(7)]
    mixed = [row for rows in zip(*cases, strict=True) for row in rows]
    done = logs.take(mixed)
    assert counts(done) == (42, 7, 0, 0, 0)
    assert [len(logs.item(ref).trail) for ref in logs.refs()] == [9] * 7
    assert counts(logs.take([row for rows in cases for row in rows])) == (42, 0, 0, 7, 0)


def test_a_longer_log_goes_on(logs: Logs) -> None:
    logs.take(of("K1", *WAY[:3]))
    before = logs.item("P-1")
    assert (before.work.state, before.fields["pending_on"]) == ("pending", "customer")
    assert counts(logs.take([*of("K1", *WAY), *of("K2", "New")])) == (7, 1, 1, 0, 0)
    item = logs.item("P-1")
    assert (item.work.state, item.work.version) == ("closed", 2)
    assert [entry.action for entry in item.trail][4:] == [
        *("import", "hand", "resume", "resolve", "close", "import"),
    ]
    assert [clock.state for clock in item.clocks] == ["met", "met"]
    assert [row.check for row in logs.desk.health.checks() if not row.ok] == []
    assert counts(logs.take([*of("K1", *WAY), *of("K2", "New")])) == (7, 0, 0, 2, 0)


def test_a_log_that_reads_otherwise_is_said(logs: Logs) -> None:
    logs.take(of("K1", *WAY[:3]))
    done = logs.take(of("K1", "New", "Wait", "User", "Work Ana"))
    assert (counts(done), list(done.remarks)) == ((4, 0, 1, 0, 0), [RETOLD])
    item = logs.item("P-1")
    assert item.work.state == "inProgress"
    assert item.trail[-2].action == "import"
    assert [row.check for row in logs.desk.health.checks() if not row.ok] == []


def test_what_was_done_here_stays(logs: Logs, me: Actor) -> None:
    logs.take(of("K1", *WAY[:2]))
    logs.desk.problems.assign(me, "P-1", "me")
    before = logs.item("P-1")
    done = logs.take(of("K1", *WAY))
    assert (counts(done), list(done.remarks)) == ((6, 0, 0, 1, 0), [KEPT])
    assert logs.item("P-1").work == before.work


def test_nobody_is_told(logs: Logs) -> None:
    late = [of(f"K{number}", "New ? One", "Work Ana One") for number in range(3)]
    rows = [row | {"at": row["at"].replace("2026", "2025")} for case in late for row in case]
    done = logs.take([*rows, *of("K9", "New"), *of("K8", *WAY)])
    assert (done.still_open, done.late) == (4, 3)
    with logs.desk._store.reading() as session:
        assert session.rows(Outbox.select(Outbox.id)) == []
        assert session.rows(Told.select(Told.id)) == []
    assert logs.refs("is:overdue") == ["P-1", "P-2", "P-3"]
    assert {clock.state for clock in logs.item("P-1").clocks if clock.name == "resolution"} == {
        "running"
    }


def test_what_the_log_resolved_does_not_close_by_itself(logs: Logs) -> None:
    logs.take(of("K1", *WAY[:-1]))
    fields = logs.item("P-1").fields
    assert (fields["resolved_at"] is not None, fields["close_at"]) == (True, None)
    assert logs.refs("is:open") == []


def test_contradictions_are_counted_and_kept(logs: Logs) -> None:
    rows = [*of("K1", *WAY, "Work Ben Two"), *of("K2", "User", "Over")]
    done = logs.take(rows)
    assert (done.contradicting, done.first_contradicting) == (3, (8, "K1: closed -> in progress"))
    item = logs.item("P-1")
    assert (item.work.state, item.fields["reopen_count"]) == ("inProgress", 1)
    assert item.trail[-2].text == "Reopened: against the table of states, kept as it came"
    assert logs.refs("x.contradictions>0") == ["P-1", "P-2"]
    assert [row.check for row in logs.desk.health.checks() if not row.ok] == []


def test_owners_come_along_only_with_the_right_to_add_people(logs: Logs, hire: Hire) -> None:
    logs.actor = hire("Lea", "teamLead")
    done = logs.take(of("K1", "New Ana One", "Work Ben One"))
    assert list(done.remarks) == [NO_OWNER]
    item = logs.item("P-1")
    assert (item.work.owner, item.work.team) == (None, "One")
    extra = item.fields["extra"]
    assert isinstance(extra, dict)
    assert extra["owner"] == "Ben"
    assert item.trail[1].text == "Assigned: to Ben, who is not at this desk"
    assert item.fields["assign_count"] == 1


def test_people_who_are_here_are_found(logs: Logs, hire: Hire) -> None:
    hire("ANA")
    done = logs.take(of("K1", "Work Ána One", "Work me One", "Work Ana One"))
    assert list(done.remarks) == [NO_OWNER]
    assert logs.item("P-1").work.owner == "ANA"


def test_bad_rows_are_turned_away_and_lose_no_case(logs: Logs) -> None:
    rows = of("K1", *WAY)
    path = logs.write(rows)
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write("K1,2026-11-23T06:00:00Z,Done\n")
        file.write("K2,soon,New,,,,,,,\n")
        file.write("K1,2026-11-23T07:00:00Z,Lost,,,,,,,\n")
        file.write(",2026-11-23T07:00:00Z,New,,,,,,,\n")
        file.write("K3,99999-11-23T07:00:00Z,New,,,,,,,\n")
        file.write(f"{'K' * 600},2026-11-23T07:00:00Z,New,,,,,,,\n")
        file.write("K4,,New,,,,,,,\n")
        file.write("K\x005,2026-11-23T07:00:00Z,New,\x1b[31m,,,,,,a\x00b\n")
    done = logs.desk.imports.run(logs.actor, str(path), str(logs.map))
    assert counts(done) == (14, 2, 0, 0, 7)
    assert logs.item("P-1").work.state == "closed"
    assert done.first_reject == (8, "has 3 cells where the header has 10")


def test_rejects_are_written_with_their_lines(logs: Logs) -> None:
    logs.take([*of("K1", "New"), *of("K2", "Lost")])
    assert list(csv.reader(logs.rejects.read_text().splitlines()))[1][:2] == [
        "3",
        "state 'Lost' is not in the map's [values.state]",
    ]


def test_a_case_of_thousands_of_rows_at_one_instant(logs: Logs) -> None:
    states = ("Work Ana", "User Ana", "Work Ben", "Done Ben")
    rows = [
        row | {"at": "2026-11-23T00:00:00Z", "case": "K1"}
        for _ in range(500)
        for row in told(*states)
    ]
    done = logs.take(rows)
    assert counts(done) == (2000, 1, 0, 0, 0)
    assert logs.item("P-1").fields["reopen_count"] == 499


def test_a_stop_leaves_no_half_case(logs: Logs) -> None:
    cases = [of(f"K{number}", *WAY) for number in range(700)]
    mixed = [*cases[0][:3], *(row for case in cases[1:] for row in case), *cases[0][3:]]
    done = logs.take(mixed, watch=lambda _: False)
    assert done.is_stopped
    assert (done.new, logs.refs("x.case:K0")) == (666, [])
    again = logs.take(mixed)
    assert (again.new, again.unchanged) == (34, 666)
    assert len(logs.refs()) == 700


def test_a_dry_run_keeps_nothing(logs: Logs) -> None:
    rows = [row for number in range(700) for row in of(f"K{number}", *WAY)]
    assert counts(logs.take(rows, dry_run=True)) == (4200, 700, 0, 0, 0)
    assert logs.refs() == []
    assert [person.name for person in logs.desk.directory.people()] == [logs.actor.name]


def test_a_log_of_many_open_cases_is_read_in_parts(logs: Logs) -> None:
    cases = [of(f"K{number}", *WAY) for number in range(50)]
    path = logs.write(row for rows in zip(*cases, strict=True) for row in rows)
    file = RecordFile(path)
    reach = Reach(lambda cells: cells[0], most=100)
    reach.learn(file)
    assert reach.parts > 2
    lines = list(reach.lines(file))
    assert sorted(line.number for line in lines) == [line.number for line in file]
    held: dict[str, int] = {}
    most = 0
    for line in lines:
        held[line.cells[0]] = held.get(line.cells[0], 0) + 1
        most = max(most, sum(held.values()))
        if reach.is_last(line.number, line.cells[0]):
            del held[line.cells[0]]
    assert (held, most < 300) == ({}, True)


def test_a_file_with_a_problem_in_each_row(logs: Logs) -> None:
    plain = MAP.replace('at = "at"\n', "").replace('created = "opened"', 'created = "at"')
    logs.map.write_text(plain)
    rows = [*of("K1", "Work Ana One"), *of("K2", "Done", done="2026-11-23T03:00:00Z")]
    assert counts(logs.take(rows)) == (2, 2, 0, 0, 0)
    assert [logs.item(ref).work.state for ref in ("P-1", "P-2")] == ["inProgress", "resolved"]
    rows[0] |= {"state": "Done", "done": "2026-11-23T04:00:00Z"}
    assert counts(logs.take(rows)) == (2, 0, 1, 1, 0)
    assert rfc3339(int(str(_resolved(logs)))) == "2026-11-23T04:00:00Z"


def _resolved(logs: Logs) -> object:
    (clock,) = [clock for clock in logs.item("P-1").clocks if clock.name == "resolution"]
    return clock.stop


def test_a_map_of_something_else_is_refused(logs: Logs) -> None:
    path = logs.write(of("K1", "New"))
    with pytest.raises(BadValue, match="is of problems, not of interactions"):
        logs.take(of("K1", "New"), kind="interactions")
    logs.map.write_text(MAP.replace('as = "problems"', 'as = "orders"'))
    with pytest.raises(BadValue, match="is of 'orders'"):
        logs.desk.imports.run(logs.actor, str(path), str(logs.map))
    logs.map.write_text(MAP.replace('key = "case"\n', ""))
    with pytest.raises(BadValue, match="which rows are one case"):
        logs.desk.imports.run(logs.actor, str(path), str(logs.map))
    logs.map.write_text(MAP.replace('as = "problems"\n', ""))
    with pytest.raises(BadValue, match="none of its fields"):
        logs.take(of("K1", "New"))
    assert counts(logs.take(of("K1", "New"), kind="problems")) == (1, 1, 0, 0, 0)
