"""Imports: what comes in, with its own dates, and what is turned away."""

import csv
import json
import os
from pathlib import Path

import pytest

from desk.errors import BadValue, NotAllowed, NotFound
from desk.models.outbox import Outbox
from desk.rows.imports import ImportOptions
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.instants import rfc3339
from desk.rules.permissions import Actor
from tests.services.import_files import HEADER, MAP, Files, case, counts
from tests.stores import NOW, Hire


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
    came, imported = item.trail
    assert (came.action, came.at, came.actor, came.text) == (
        *("log", item.work.created),
        *("Ana", "Please help"),
    )
    assert (imported.action, imported.at, imported.actor) == ("import", NOW, files.actor.name)
    assert files.refs("x.zip:02134") == ["I-1"]
    assert files.refs("state:inProgress dial") == ["I-2"]
    assert files.refs("ana") == ["I-1"]


def test_again_adds_nothing(files: Files) -> None:
    rows = [case(number, Who="Ana", Said="x", Team="Field") for number in range(30)]
    files.take(*rows)
    before = _rows(files)
    assert counts(files.take(*rows)) == (30, 0, 0, 30, 0)
    assert _rows(files) == before
    assert len(files.item("I-1").trail) == 2
    assert len(files.desk.cards.search(files.actor, "Ana")) == 1


def _rows(files: Files) -> list[object]:
    listing = Listing(parse("", "UTC", NOW), "due")
    return list(files.desk.work.stream(files.actor, listing))


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
        ("log", "2026-11-20T14:00:00Z"),
        ("complete", "2026-11-20T15:00:00Z"),
        ("import", rfc3339(NOW)),
    ]
    assert [entry.noted_by for entry in trail] == ["desk", "desk", files.actor.name]


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


def test_a_trail_tells_every_instant_as_one(files: Files) -> None:
    files.map.write_text(MAP.replace('closed = "Closed"', 'due = "Closed"'))
    files.take(case(Closed="24.11.2026 12:30"))
    *_, imported = files.item("I-1").trail
    assert imported.changes["due"] == (None, "2026-11-24T11:30:00Z")
