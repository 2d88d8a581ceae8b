"""`desk export`, `backup`, `restore`, `reset-terminal`: what they print and how they end."""

import csv
import io
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Call, Ended
from tests.house.source import ROOT

HOSTILE = "=1+1\x1b[2J\x1b]0;owned\x07"


@pytest.fixture
def filled(home: Path, call: Call) -> Path:
    """A store with two contacts; its folder."""
    for subject in ("Bill", "Line"):
        call(
            *("log", "--direction", "inbound", "--channel", "email", "--subject", subject),
            *("--text", HOSTILE, "--from", "+49 30 901820", "--tag", "billing"),
        )
    return home


def test_each_record_is_a_line_of_ascii(filled: Path, call: Call) -> None:
    done = call("export", "--format", "jsonl")
    assert done.code == 0
    assert done.out.isascii()
    assert "\x1b" not in done.out
    assert [record["ref"] for record in done.records] == ["I-1", "I-2"]
    assert done.records[0]["messages"][0]["text"] == HOSTILE


def test_csv_keeps_the_letter_behind_a_guard(filled: Path, call: Call) -> None:
    done = call("export", "--filter", "ref:I-2", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.out, newline=""))
    assert (row["ref"], row["subject"], row["contact"]) == ("I-2", "Line", "+49 30 901820")
    assert json.loads(row["messages"])[0]["text"] == HOSTILE


def test_a_wrong_filter_and_a_wrong_format(filled: Path, call: Call) -> None:
    assert call("export", "--filter", "nope:1", "--json").record["error"]["code"] == "bad_filter"
    assert call("export", "--format", "xml").code == 2


@pytest.mark.parametrize("name", ["out.csv", "out.jsonl"])
def test_a_file_is_written_whole_and_not_over_another(filled: Path, call: Call, name: str) -> None:
    path = filled / name
    assert "2 records are in" in call("export", "-o", str(path)).err
    assert path.stat().st_mode & 0o777 == 0o600
    assert call("import", str(path), "--json").record["unchanged"] == 2
    again = call("export", "-o", str(path), "--json")
    assert again.record["error"]["code"] == "duplicate"
    assert call("export", "-o", str(path), "--yes").code == 0
    assert call("export", "-o", str(filled / "none" / name), "--json").code == 1
    assert sorted(path.name for path in filled.glob("out*")) == [name]


def test_a_dash_is_stdout_and_a_folder_no_file(filled: Path, call: Call) -> None:
    assert call("export", "-o", "-").out == call("export").out
    assert not Path("-").exists()
    (filled / "folder").mkdir()
    for more in ((), ("--yes",)):
        ended = call("export", "-o", str(filled / "folder"), *more)
        assert (ended.code, "is a folder" in ended.err) == (1, True)


def test_a_pipe_is_written_through_and_stays(filled: Path, call: Call) -> None:
    pipe = filled / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert call("export", "-o", str(pipe), "--format", "jsonl").code == 0
        assert reader.communicate(timeout=10)[0].decode() == call("export", "--format", "jsonl").out
    assert pipe.is_fifo()


def test_another_store_gets_the_same(filled: Path, call: Call) -> None:
    path = filled / "out.csv"
    call("export", "-o", str(path))
    other = str(filled / "other.db")
    done = call("import", str(path), "--db", other)
    assert "keep their references" in done.err
    assert done.out.startswith("2 read: 2 new, 0 updated, 0 unchanged, 0 rejected")
    assert call("list", "--json", "--db", other).out == call("list", "--json").out
    assert call("export", "--db", other).out == call("export").out


def test_a_broken_pipe_ends_quietly(filled: Path, spawn: Call) -> None:
    done = subprocess.run(
        f"{sys.executable} -m desk export --format jsonl | head -c 10",
        shell=True, capture_output=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.stderr == b""


def test_a_terminal_is_not_obeyed(filled: Path) -> None:
    for form in ("csv", "jsonl"):
        shown = _on_terminal("export", "--format", form)
        assert b"\x1b" not in shown
        assert b"owned" in shown


def _on_terminal(*words: str) -> bytes:
    """What a command prints on a terminal."""
    leader, follower = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "desk", *words], cwd=ROOT, stdin=follower, stdout=follower,
        stderr=follower,
    )  # fmt: skip
    os.close(follower)
    found = b""
    try:
        while part := os.read(leader, 65536):
            found += part
    except OSError:
        pass
    running.wait(timeout=60)
    os.close(leader)
    return found


def test_a_backup_comes_back(filled: Path, call: Call) -> None:
    path = str(filled / "all.db")
    kept = call("backup", path, "--json").record
    assert list(kept) == ["file", "engine", "bytes", "sha256", "seconds", "counts", "aside"]
    assert (kept["engine"], kept["counts"]["work"]) == ("sqlite", 2)
    assert call("backup", path, "--json").record["error"]["code"] == "duplicate"
    other = str(filled / "other.db")
    assert "2 records" in call("restore", path, "--db", other).out
    assert call("export", "--db", other).out == call("export").out
    assert call("restore", path, "--db", other, "--json").record["error"]["code"] == "duplicate"
    done = call("restore", path, "--db", other, "--force", "--json").record
    assert done["aside"] == str(filled / "other.before-restore.db")
    first = Path(done["aside"]).read_bytes()
    again = call("restore", path, "--db", other, "--force", "--json").record
    assert again["aside"] == str(filled / "other.before-restore-2.db")
    assert Path(done["aside"]).read_bytes() == first
    assert call("doctor", "--db", other).code == 0


def test_a_folder_or_a_pipe_makes_no_room_for_a_backup(filled: Path, call: Call) -> None:
    os.mkfifo(filled / "pipe")
    for path in (filled, filled / "pipe"):
        done = call("backup", str(path), "--force", "--json")
        assert (done.code, done.record["error"]["code"]) == (1, "bad_value")
    assert (filled / "pipe").is_fifo()


def test_a_damaged_store_is_replaced_by_force(filled: Path, call: Call) -> None:
    path = str(filled / "all.db")
    call("backup", path)
    store = filled / "desk.db"
    store.write_bytes(b"\0" * store.stat().st_size)
    for rest in filled.glob("desk.db-*"):
        rest.unlink()
    assert call("restore", path, "--json").record["error"]["code"] == "store_damaged"
    assert call("restore", path, "--force").code == 0
    assert len(call("list", "--json").records) == 2
    assert (filled / "desk.before-restore.db").read_bytes().strip(b"\0") == b""


def test_a_terminal_is_reset_and_nothing_else(filled: Path, spawn: Call) -> None:
    refused: Ended = spawn("reset-terminal")
    assert (refused.code, refused.out) == (1, "")
    shown = _on_terminal("reset-terminal")
    for order in (b"[?1049l", b"[?1003l", b"[?2004l", b"[?25h", b"[0m", b"[?2026l", b"[r"):
        assert b"\x1b" + order in shown
    assert b"\x1bc" not in shown


def test_an_import_that_is_killed_goes_on_where_it_was(
    filled: Path, call: Call, count_rows: Callable[[], int]
) -> None:
    """At whatever point: nothing comes twice, nothing is missing, and the store is sound."""
    total = 8000
    path = filled / "many.csv"
    with path.open("w", newline="") as file:
        rows = [(str(n), f"Trouble {n}", "2026-11-18") for n in range(total)]
        csv.writer(file).writerows([("No", "About", "Opened"), *rows])
    (filled / "map.toml").write_text(
        'source = "t"\nkey = "No"\n[fields]\nsubject = "About"\ncreated = "Opened"\n'
    )
    words = ("import", str(path), "--map", str(filled / "map.toml"), "--json")
    killed = 0
    for wait in (0.0, 0.05, 0.15, 0.3):
        before = count_rows()
        running = subprocess.Popen(
            [sys.executable, "-m", "desk", *words], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        while running.poll() is None and count_rows() <= before:
            pass
        try:
            running.wait(timeout=wait)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            killed += 1
        assert (count_rows() - 2) % 1000 == 0
    assert killed
    done = call(*words).record
    assert done["new"] + done["unchanged"] == total
    assert done["unchanged"] >= 1000
    assert count_rows() == total + 2
    assert call("doctor").code == 0


@pytest.fixture
def count_rows(home: Path) -> Callable[[], int]:
    """Counts the work in the store."""
    import sqlite3

    def count() -> int:
        connection = sqlite3.connect(f"file:{home / 'desk.db'}?mode=ro", uri=True, timeout=30)
        try:
            return int(connection.execute("SELECT count(*) FROM work").fetchone()[0])
        finally:
            connection.close()

    return count
