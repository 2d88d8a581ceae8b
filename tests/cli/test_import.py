"""`desk import`: what it prints, where it writes, how it ends."""

import csv
import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.house.source import ROOT

MAP = 'source = "t"\nkey = "No"\n[fields]\nsubject = "About"\ncreated = "Opened"\n'


@pytest.fixture
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a map."""
    place = home / "work"
    place.mkdir()
    (place / "map.toml").write_text(MAP)
    monkeypatch.chdir(place)
    return place


def cases(folder: Path, *rows: tuple[str, str, str], name: str = "cases.csv") -> str:
    """A file of records in the working folder."""
    with (folder / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("No", "About", "Opened"), *rows])
    return name


def test_an_import_counts(folder: Path, call: Call) -> None:
    file = cases(folder, ("1", "a", "2026-11-18"), ("2", "b", "soon"))
    done = call("import", file, "--map", "map.toml")
    assert done.code == 0
    assert done.out.startswith("2 read: 1 new, 0 updated, 0 unchanged, 1 rejected, in ")
    assert "1 rejected; they are in cases.rejects.csv" in done.err
    assert "line 3: created 'soon' fits no date form" in done.err
    assert (folder / "cases.rejects.csv").read_text().splitlines() == [
        "line,reason,No,About,Opened",
        "3,created 'soon' fits no date form of the map,2,b,soon",
    ]


def test_json_ends_with_one_line(folder: Path, call: Call) -> None:
    file = cases(folder, ("1", "a", "2026-11-18"))
    first = call("import", file, "--map", "map.toml", "--json")
    again = call("import", file, "--map", "map.toml", "--json")
    assert list(first.record) == ["read", "new", "updated", "unchanged", "rejected", "seconds"]
    assert [done.record["new"] for done in (first, again)] == [1, 0]
    assert again.record["unchanged"] == 1
    assert isinstance(first.record["seconds"], float)
    assert not (folder / "cases.rejects.csv").exists()


def test_rejects_go_where_they_are_sent(folder: Path, call: Call) -> None:
    file = cases(folder, ("1", "a", "soon"))
    assert call("import", file, "--map", "map.toml", "--rejects", "no.csv").code == 0
    assert (folder / "no.csv").exists()
    assert not (folder / "cases.rejects.csv").exists()
    refused = call("import", file, "--map", "map.toml", "--rejects", "none/no.csv")
    assert refused.code == 1
    assert "--rejects" in refused.err


def test_a_dry_run_keeps_nothing(folder: Path, call: Call) -> None:
    file = cases(folder, ("1", "a", "2026-11-18"), ("2", "b", "soon"))
    done = call("import", file, "--map", "map.toml", "--dry-run")
    assert done.code == 0
    assert "1 new" in done.out
    assert "dry run" in done.err
    assert call("list", "--json").out == ""
    assert not (folder / "cases.rejects.csv").exists()


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("none.csv", "--map", "map.toml"), 1, "not_found"),
        (("cases.csv", "--map", "comcst"), 1, "not_found"),
        (("cases.csv", "--map", "none.toml"), 1, "not_found"),
        (("cases.csv",), 1, "bad_value"),
        (("cases.csv", "--map", "comcast"), 1, "bad_value"),
        (("cases.csv", "-o", "x.toml"), 2, "bad_value"),
        ((), 2, "missing_value"),
    ],
)
def test_refusals(folder: Path, call: Call, words: tuple[str, ...], code: int, error: str) -> None:
    """Each with its code, and nothing is written."""
    cases(folder, ("1", "a", "2026-11-18"))
    refused = call("import", *words, "--json")
    assert refused.code == code
    assert refused.record["error"]["code"] == error
    assert call("list", "--json").out == ""


def test_a_file_that_fits_a_built_in_map_says_so(folder: Path, call: Call) -> None:
    header = "Ticket #,Customer Complaint,Date,Time,Received Via,City,State,Zip code,Status"
    row = '5,Slow,22-04-15,9:59:40 PM,Internet,"Acworth",Georgia,2134,Open'
    (folder / "some.csv").write_text(f"{header}\n{row}\n")
    done = call("import", "some.csv")
    assert "built-in map comcast" in done.err
    assert call("list", "--json").record["created"] == "2015-04-22T21:59:40Z"


def test_a_first_map_is_guessed(folder: Path, call: Call) -> None:
    file = cases(folder, ("1", "No dial tone", "2026-11-18"), ("2", "Slow line", "2026-11-19"))
    shown = call("import", "--guess", file)
    assert tomllib.loads(shown.out)["fields"] == {"created": "Opened", "subject": "About"}
    assert call("import", "--guess", file, "-o", "-").out == shown.out
    assert call("import", "--guess", file, "-o", "own.toml").code == 0
    assert (folder / "own.toml").read_text() == shown.out
    assert not (folder.parent / "desk.db").exists()
    refused = call("import", "--guess", file, "-o", "own.toml")
    assert refused.code == 1
    assert "--yes" in refused.err
    assert call("import", "--guess", file, "-o", "own.toml", "--yes").code == 0
    assert "2 new" in call("import", file, "--map", "own.toml").out


def test_ctrl_c_stops_after_the_batch(folder: Path, call: Call) -> None:
    """What was kept is said, and the next run goes on from there."""
    total = 60_000
    file = cases(folder, *[(str(n), f"Trouble {n}", "2026-11-18") for n in range(total)])
    running = subprocess.Popen(
        [sys.executable, "-m", "desk", "import", folder / file, "--map", "map.toml", "--json"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while running.poll() is None and not call("list", "--limit", "1", "--json").out:
        continue
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    stopped = json.loads(out.splitlines()[-1])
    assert 0 < stopped["new"] == stopped["read"] < total
    assert stopped["read"] % 1000 == 0
    assert "Stopped" in err
    assert "Traceback" not in err
    kept = len(call("list", "--json").out.splitlines())
    assert kept == stopped["new"]


def test_a_renamed_column_is_named_with_the_nearest(folder: Path, call: Call) -> None:
    header = "Ticket No,Customer Complaint,Date,Time,Received Via,City,State,Zip code,Status"
    (folder / "some.csv").write_text(f"{header}\n5,Slow,22-04-15,9:59:40 PM,Internet,A,B,1,Open\n")
    refused = call("import", "some.csv")
    assert refused.code == 1
    assert "nearly the columns of the built-in map comcast" in refused.err
    assert "'Ticket #' (now 'Ticket No'?)" in refused.err
    own = (folder / "map.toml").read_text().replace("About", "Customer complaints")
    (folder / "own.toml").write_text(own)
    refused = call("import", "some.csv", "--map", "own.toml")
    assert "'Customer complaints' (now 'Customer Complaint'?)" in refused.err


def test_lines_that_are_no_utf8_are_named(folder: Path, call: Call) -> None:
    (folder / "odd.csv").write_bytes(b"No,About,Opened\n1,caf\xe9,2026-11-18\n2,ok,2026-11-18\n")
    done = call("import", "odd.csv", "--map", "map.toml")
    assert "Line 2 is no UTF-8; what is odd was taken as Windows-1252." in done.err
    assert [row["subject"] for row in call("list", "--json").records] == ["café", "ok"]
    assert (
        "# ? lines that are no UTF-8 and are taken as Windows-1252: 1"
        in call("import", "--guess", "odd.csv").out
    )


def test_json_lines_of_any_shape(folder: Path, call: Call) -> None:
    lines = (
        '{"No": 1, "About": {"a": [1, "x"]}, "Opened": "2026-11-18"}',
        '{"No": 2, "About": "y", "Opened": "2026-11-18", "More": null}',
        "no json",
        "[1]",
    )
    (folder / "some.jsonl").write_text("\n".join(lines))
    guessed = call("import", "--guess", "some.jsonl").out
    assert "# ? lines that will be rejected: 2; the first, line 3: is no JSON" in guessed
    done = call("import", "some.jsonl", "--map", "map.toml", "--json").record
    assert (done["new"], done["rejected"]) == (2, 2)
    assert call("list", "--json", "--filter", "x").record["subject"] == '{"a": [1, "x"]}'


def test_a_line_of_ten_megabytes(folder: Path, call: Call) -> None:
    (folder / "huge.csv").write_text(
        f"No,About,Opened\n1,{'x' * 10_000_000},2026-11-18\n2,b,2026-11-18\n"
    )
    done = call("import", "huge.csv", "--map", "map.toml", "--json").record
    assert (done["new"], done["rejected"]) == (2, 0)


def test_an_export_needs_no_map(folder: Path, call: Call) -> None:
    call("export", "-o", "out.jsonl")
    file = cases(folder, ("1", "a", "2026-11-18"))
    call("import", file, "--map", "map.toml")
    call("export", "-o", "out.csv")
    assert "needs no map" in call("import", "--guess", "out.csv").err


LOG = """
as = "problems"
key = "No"
[fields]
at = "Opened"
state = "About"
subject = "About"
[values.state]
new = "acknowledged"
work = "inProgress"
wait = "pending customer"
done = "resolved"
over = "closed"
"""


def log(folder: Path) -> str:
    """An event log with a case that contradicts the table and one that is open and late."""
    (folder / "log.toml").write_text(LOG)
    return cases(
        folder,
        *(("1", state, f"2025-11-18T1{hour}:00:00Z") for hour, state in enumerate(_WAY)),
        ("2", "new", "2025-11-18T10:00:00Z"),
        name="log.csv",
    )


_WAY = ("new", "work", "done", "over", "work", "over")


def test_an_event_log_tells_what_contradicts_and_what_is_late(folder: Path, call: Call) -> None:
    done = call("import", log(folder), "--as", "problems", "--map", "log.toml")
    assert done.code == 0
    assert done.out.startswith("7 read: 2 new, 0 updated, 0 unchanged, 0 rejected, in ")
    assert (
        "2 rows contradict the state table, kept as they are. "
        "The first, line 6: 1: closed -> in progress\n1 case is open, 1 of them late.\n"
    ) in done.err
    again = call("import", log(folder), "--map", "log.toml", "--json")
    assert again.record["unchanged"] == 2
    shown = call("show", "P-1").out
    assert "Reopened: against the table of states, kept as it came" in shown


def test_as_says_who_acts_or_what_is_imported(folder: Path, call: Call) -> None:
    file = log(folder)
    call("people", "add", "mia", "--role", "teamLead")
    done = call("--as", "mia", "import", file, "--as", "problems", "--map", "log.toml")
    assert done.code == 0
    assert "mia" in call("show", "P-1").out
    refused = call("import", file, "--as", "customers", "--map", "log.toml")
    assert (refused.code, refused.err.splitlines()[0]) == (
        *(1, "desk: The map log is of problems, not of customers"),
    )
    assert call("import", file, "--as", "nobody", "--map", "log.toml").code == 1


def test_a_first_map_for_an_event_log_can_be_imported(folder: Path, call: Call) -> None:
    rows = [("Case", "Status", "Changed")]
    rows += [
        (str(case), state, f"2025-11-{10 + case}T1{hour}:00:00Z")
        for case in range(5)
        for hour, state in enumerate(("New", "Active", "Resolved", "Closed"))
    ]
    with (folder / "events.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    assert call("import", "events.csv", "--guess", "-o", "events.toml").code == 0
    done = call("import", "events.csv", "--map", "events.toml")
    assert done.out.startswith("20 read: 5 new, 0 updated, 0 unchanged, 0 rejected")
    assert "state table" not in done.err
