"""Imports: what comes in, what stays as it is, what changes and what people keep."""

import csv
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.errors import BadValue, NotAllowed, NotFound
from desk.models.outbox import Outbox
from desk.rows.imports import ImportDone, ImportOptions
from desk.rows.items import ItemRow
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.instants import rfc3339
from desk.rules.permissions import Actor
from tests.stores import NOW, Hire

HEADER = ("No", "About", "Opened", "Closed", "State", "Prio", "Who", "Team", "Owner", "Said", "Zip")
MAP = """
source = "cases"
key = "No"
dates = ["%d.%m.%Y %H:%M", "iso"]
zone = "Europe/Berlin"
[fields]
subject = "About"
created = "Opened"
closed = "Closed"
state = "State"
priority = "Prio"
customer = "Who"
team = "Team"
owner = "Owner"
text = "Said"
[defaults]
channel = "email"
[values.state]
new = "open"
work = "inProgress"
done = "completed"
waits = "awaitingCustomer"
"""


class Files:
    """Writes files of records and imports them."""

    def __init__(self, desk: Desk, actor: Actor, folder: Path) -> None:
        self.desk = desk
        self.actor = actor
        self.folder = folder
        self.map = folder / "map.toml"
        self.map.write_text(MAP)
        self.rejects = folder / "rejects.csv"

    def take(self, *rows: Mapping[str, str], **options: object) -> ImportDone:
        """Import these rows."""
        path = self.folder / "cases.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, HEADER, restval="")
            writer.writeheader()
            writer.writerows(rows)
        told = ImportOptions(rejects=str(self.rejects), **options)  # type: ignore[arg-type]
        return self.desk.imports.run(self.actor, str(path), str(self.map), told)

    def item(self, ref: str) -> ItemRow:
        """An item in full."""
        return self.desk.trail.item(self.actor, ref)

    def refs(self, text: str = "") -> list[str]:
        """The references a filter finds."""
        listing = Listing(parse(text, "UTC", NOW), "due")
        return sorted(row.ref for row in self.desk.work.stream(self.actor, listing))


@pytest.fixture
def files(desk: Desk, me: Actor, tmp_path: Path) -> Files:
    """Files to import into the desk of the test."""
    return Files(desk, me, tmp_path)


def case(number: int = 1, **cells: str) -> dict[str, str]:
    """A row of the made-up file."""
    said = {"No": f"K{number}", "About": f"No dial tone {number}", "Opened": "20.11.2026 15:00"}
    return said | cells


def counts(done: ImportDone) -> tuple[int, int, int, int, int]:
    """Read, new, updated, unchanged, rejected."""
    return done[1:6]


def test_rows_become_items_with_their_own_dates(files: Files) -> None:
    done = files.take(case(Said="Please help", Zip="02134", Who="Ana"), case(2, State="work"))
    assert counts(done) == (2, 2, 0, 0, 0)
    item = files.item("I-1")
    assert (item.work.subject, item.work.state, item.work.channel) == (
        "No dial tone 1",
        "open",
        "email",
    )
    assert rfc3339(item.work.created) == "2026-11-20T14:00:00Z"
    assert item.work.updated == item.work.created
    assert item.work.customer == "Ana"
    assert item.fields["extra"] == {"Zip": "02134"}
    assert [(message.text, message.at) for message in item.messages] == [
        ("Please help", item.work.created)
    ]
    assert item.trail[0].action == "import"
    assert files.refs("x.zip:02134") == ["I-1"]
    assert files.refs("state:inProgress dial") == ["I-2"]
    assert files.refs("ana") == ["I-1"]


def test_again_adds_nothing(files: Files) -> None:
    rows = [case(number, Who="Ana", Said="x", Team="Field") for number in range(30)]
    files.take(*rows)
    before = _rows(files)
    assert counts(files.take(*rows)) == (30, 0, 0, 30, 0)
    assert _rows(files) == before
    assert len(files.item("I-1").trail) == 1
    assert len(files.desk.cards.search(files.actor, "Ana")) == 1


def _rows(files: Files) -> list[object]:
    listing = Listing(parse("", "UTC", NOW), "due")
    return list(files.desk.work.stream(files.actor, listing))


def test_a_changed_row_updates_with_one_entry(files: Files) -> None:
    files.take(case(Said="a", Zip="1", Who="Ana"), case(2))
    changed = case(About="No tone at all", Said="b", Zip="2", Prio="1", Who="Ben", Team="Field")
    done = files.take(changed, case(2))
    assert counts(done) == (2, 0, 1, 1, 0)
    item = files.item("I-1")
    assert (item.work.subject, item.work.priority, item.work.team) == ("No tone at all", 1, "Field")
    assert item.work.customer == "Ben"
    assert item.fields["extra"] == {"Zip": "2"}
    assert [message.text for message in item.messages] == ["a", "b"]
    assert [entry.action for entry in item.trail] == ["import", "import"]
    assert item.trail[1].changes["priority"] == (3, 1)
    assert {clock.policy for clock in item.clocks if clock.state == "running"} == {"priority 1"}
    assert files.refs("tone all ben") == ["I-1"]
    assert files.refs("dial") == ["I-2"]
    assert counts(files.take(changed, case(2))) == (2, 0, 0, 2, 0)


def test_what_people_did_is_not_trampled(files: Files, hire: Hire) -> None:
    hire("Mia")
    files.take(case(Zip="1"), case(2), case(3))
    do = files.desk.do
    do(files.actor, "assign", "I-1", {"to": "Mia"})
    do(files.actor, "note", "I-1", {"text": "She called back"})
    do(files.actor, "prioritise", "I-1", {"priority": "2", "note": "VIP"})
    do(files.actor, "complete", "I-2", {"outcome": "spam"})
    do(files.actor, "claim", "I-3", {})
    done = files.take(
        case(Zip="2"), case(2, State="work"), case(3, State="done", Closed="23.11.2026 09:00")
    )
    assert counts(done) == (3, 0, 2, 1, 0)
    assert list(done.remarks.values()) == [1]
    first, second, third = (files.item(ref) for ref in ("I-1", "I-2", "I-3"))
    assert (first.work.owner, first.work.priority) == ("Mia", 2)
    assert first.fields["extra"] == {"Zip": "2"}
    assert [message.text for message in first.messages] == ["She called back"]
    assert (second.work.state, second.fields["outcome"]) == ("completed", "spam")
    assert (third.work.state, third.work.owner) == ("completed", files.actor.name)


def test_what_the_file_closes_is_closed(files: Files) -> None:
    files.take(case(State="new"), case(2, State="waits"))
    waiting = {clock.name: clock.state for clock in files.item("I-2").clocks}
    assert waiting == {"firstAnswer": "running", "completion": "paused"}
    closed = case(State="done", Closed="20.11.2026 16:00")
    assert counts(files.take(closed, case(2, State="work"))) == (2, 0, 2, 0, 0)
    item = files.item("I-1")
    assert (item.work.state, item.work.standing) == ("completed", "closed")
    assert rfc3339(item.work.closed or 0) == "2026-11-20T15:00:00Z"
    assert {clock.name: clock.state for clock in item.clocks} == {
        "firstAnswer": "cancelled",
        "completion": "met",
    }
    assert {clock.state for clock in files.item("I-2").clocks} == {"running"}
    assert counts(files.take(case(State="work"), case(2, State="work"))) == (2, 0, 1, 1, 0)
    again = files.item("I-1")
    assert (again.work.state, again.work.closed, again.work.standing) == (
        "inProgress",
        None,
        "running",
    )


def test_clocks_of_history(files: Files) -> None:
    """Closed ones are closed, met or missed; open ones have run since their creation."""
    files.take(
        case(1, State="done", Closed="20.11.2026 16:00"),
        case(2, State="done", Closed="30.11.2026 16:00"),
        case(3, State="done"),
        case(4),
    )
    states = [
        {clock.name: clock.state for clock in files.item(f"I-{number}").clocks}
        for number in (1, 2, 3, 4)
    ]
    assert [each["completion"] for each in states] == ["met", "missed", "cancelled", "running"]
    assert [each["firstAnswer"] for each in states] == ["cancelled"] * 3 + ["running"]
    assert files.item("I-3").work.closed is None
    assert files.refs("is:closed") == ["I-1", "I-2", "I-3"]
    assert files.refs("is:open") == ["I-4"]
    trail = files.item("I-1").trail
    assert [(entry.action, rfc3339(entry.at)) for entry in trail] == [
        ("import", "2026-11-20T14:00:00Z"),
        ("complete", "2026-11-20T15:00:00Z"),
    ]


def test_a_due_time_of_its_own_is_kept(files: Files) -> None:
    files.map.write_text(MAP.replace('closed = "Closed"', 'due = "Closed"'))
    files.take(case(Closed="24.11.2026 12:30"), case(2, Closed="19.11.2026 12:30"))
    first, second = (files.item(ref) for ref in ("I-1", "I-2"))
    clock = next(clock for clock in first.clocks if clock.name == "completion")
    assert rfc3339(clock.due or 0) == "2026-11-24T11:30:00Z"
    assert all(clock.target_seconds >= 0 for clock in second.clocks)
    files.take(case(Closed="25.11.2026 12:30"))
    (running,) = [
        clock
        for clock in files.item("I-1").clocks
        if clock.name == "completion" and clock.state == "running"
    ]
    assert rfc3339(running.due or 0) == "2026-11-25T11:30:00Z"


def test_customers_teams_and_owners(files: Files, hire: Hire, me: Actor) -> None:
    hire("Mia")
    files.desk.do(me, "create", "customer", {"name": "Ána"})
    files.desk.do(me, "create", "customer", {"name": "Twin"})
    files.desk.do(me, "create", "customer", {"name": "Twin"})
    done = files.take(
        case(1, Who="ana", Owner="MIA", Team="Field"),
        case(2, Who="Twin", Owner="Nobody here"),
        case(3, Who="Ben", Team="field"),
        case(4, Who="ben"),
    )
    first, second, third, fourth = (files.item(f"I-{number}").work for number in (1, 2, 3, 4))
    assert (first.customer, first.owner, first.team) == ("Ána", "Mia", "Field")
    assert (second.customer, second.owner) == (None, None)
    assert files.item("I-2").fields["extra"] == {"owner": "Nobody here"}
    assert third.customer_ref == fourth.customer_ref
    assert third.team == "Field"
    assert sorted(done.remarks.values()) == [1, 1]


def test_rejected_rows_go_to_a_file(files: Files) -> None:
    bad = case(2, Opened="soon", Said='two\nlines, "quoted"')
    done = files.take(case(1), bad, case(3, State="lost"), case(4))
    assert counts(done) == (4, 2, 0, 0, 2)
    assert done.first_reject == (3, "created 'soon' fits no date form of the map")
    with files.rejects.open(newline="", encoding="utf-8") as file:
        header, first, second = csv.reader(file)
    assert header == ["line", "reason", *HEADER]
    assert first[:2] == ["3", "created 'soon' fits no date form of the map"]
    assert first[2:] == [bad.get(name, "") for name in HEADER]
    assert second[0] == "5"


def test_no_file_of_rejects_without_rejects(files: Files) -> None:
    files.take(case())
    assert not files.rejects.exists()


def test_a_dry_run_keeps_nothing(files: Files) -> None:
    rows = [case(number, Who=f"W{number % 7}", Team="Field") for number in range(1500)]
    assert counts(files.take(*rows, dry_run=True)) == (1500, 1500, 0, 0, 0)
    assert files.refs() == []
    assert files.desk.cards.search(files.actor, "W1") == ()
    assert counts(files.take(*rows)) == (1500, 1500, 0, 0, 0)
    assert files.refs()[0] == "I-1"
    changed = [case(7, State="work")]
    assert counts(files.take(*changed, dry_run=True)) == (1, 0, 1, 0, 0)
    assert files.item("I-8").work.state == "open"


def test_a_run_that_stops_goes_on(files: Files) -> None:
    rows = [case(number, Who=f"W{number}") for number in range(2500)]
    done = files.take(*rows, watch=lambda progress: progress.read < 2000)
    assert done.is_stopped
    assert counts(done) == (2000, 2000, 0, 0, 0)
    assert counts(files.take(*rows)) == (2500, 500, 0, 2000, 0)
    assert len(files.refs()) == 2500


def test_a_run_that_breaks_goes_on(files: Files) -> None:
    rows = [case(number) for number in range(1500)]

    def breaks(_: object) -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        files.take(*rows, watch=breaks)
    assert counts(files.take(*rows)) == (1500, 500, 0, 1000, 0)


def test_of_rows_with_one_key_the_last_counts(files: Files) -> None:
    rows = [case(1, State="new"), case(2), case(1, State="work"), case(1, State="done")]
    assert counts(files.take(*rows)) == (4, 2, 0, 2, 0)
    assert files.refs("state:completed") == ["I-2"]
    assert counts(files.take(*rows)) == (4, 0, 0, 4, 0)


def test_a_missing_column_stops_before_anything_is_written(files: Files) -> None:
    files.map.write_text(MAP.replace('"Prio"', '"Priority"'))
    with pytest.raises(BadValue, match="no column 'Priority'"):
        files.take(case())
    assert files.refs() == []
    assert not files.rejects.exists()


def test_maps_that_are_not_there_are_told(files: Files) -> None:
    path = files.folder / "cases.csv"
    files.take()
    for how, error in (("comcst", NotFound), ("none.toml", NotFound), ("", BadValue)):
        with pytest.raises(error):
            files.desk.imports.run(files.actor, str(path), how)
    files.map.write_text("key = ")
    with pytest.raises(BadValue, match="not TOML"):
        files.take()


def test_only_those_who_may_import_do(files: Files, hire: Hire) -> None:
    files.actor = hire("Ben", "agent")
    with pytest.raises(NotAllowed):
        files.take(case())


def test_an_import_sends_nothing_and_leaves_the_store_sound(files: Files) -> None:
    files.take(
        *[case(number, Who=f"W{number % 3}", Said="x", State="waits") for number in range(9)],
        *[case(number, State="done", Closed="21.11.2026 10:00") for number in range(9, 20)],
        *[case(number, State="done") for number in range(20, 30)],
    )
    files.take(*[case(number, State="work", Zip="1") for number in range(30)])
    assert [check for check in files.desk.health.checks() if not check.ok] == []
    with files.desk._store.reading() as session:
        assert session.rows(Outbox.select(Outbox.id)) == []


def test_json_lines_are_records_too(files: Files) -> None:
    path = files.folder / "cases.jsonl"
    lines = [
        {
            "No": 1,
            "About": "請求書 \ud800 \0",
            "Opened": "2026-11-20T10:00:00Z",
            "Deep": {"a": [1]},
        },
        {"No": 2, "About": None, "Opened": "soon"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines) + "nonsense\n")
    files.map.write_text(
        'source = "j"\nkey = "No"\n[fields]\nsubject = "About"\ncreated = "Opened"\n'
    )
    told = ImportOptions(rejects=str(files.rejects))
    done = files.desk.imports.run(files.actor, str(path), str(files.map), told)
    assert counts(done) == (3, 1, 0, 0, 2)
    item = files.item("I-1")
    assert item.work.subject == "請求書 \ufffd \ufffd"
    assert item.fields["extra"] == {"Deep": '{"a": [1]}'}
    assert "nonsense" in files.rejects.read_text()


@pytest.fixture
def data() -> Path:
    """The folder of real records, where there is one."""
    named = os.environ.get("DESK_TEST_DATA")
    if not named:
        pytest.skip("DESK_TEST_DATA names no folder of real records")
    return Path(named)


def test_real_complaints(files: Files, data: Path) -> None:
    source = str(data / "comcast_complaints.dev.csv")
    done = files.desk.imports.run(files.actor, source)
    assert (done.map, counts(done)) == ("comcast", (1064, 1064, 0, 0, 0))
    assert len(files.refs("created>=2015-04-01 created<=2015-06-30")) == 1064
    assert files.refs("x.zip_code:02134") or files.refs("x.zip_code:02136")
    assert len(files.refs("is:open")) == 248
    assert counts(files.desk.imports.run(files.actor, source)) == (1064, 0, 0, 1064, 0)


def test_real_service_requests(files: Files, data: Path) -> None:
    source = str(data / "nyc311_2018.csv")
    done = files.desk.imports.run(files.actor, source)
    assert (done.map, counts(done)) == ("nyc311", (155, 155, 0, 0, 0))
    assert list(done.remarks.values()) == [16]
    listing = Listing(parse("", "UTC", NOW), "due")
    rows = list(files.desk.work.stream(files.actor, listing))
    assert all(row.closed is None or row.closed >= row.created for row in rows)
    assert counts(files.desk.imports.run(files.actor, source)) == (155, 0, 0, 155, 0)
