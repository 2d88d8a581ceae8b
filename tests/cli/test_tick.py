"""`desk tick` and `desk work`: time without a screen."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.house.source import ROOT

KEYS = ["ref", "clock", "threshold", "at", "level", "action"]


@pytest.fixture
def problem(call: Call) -> str:
    """A problem of the highest priority: its answer is due in a quarter of an hour."""
    values = ("impact=high", "urgency=high", "subject=Fibre [/] down")
    return call("new", "problem", *values).out.strip()


def test_a_pass_prints_what_it_wrote_down_once(call: Call, problem: str) -> None:
    ended = call("tick", "--at", "+8m", "--json")
    assert ended.code == 0
    assert list(ended.record) == KEYS
    assert ended.record["ref"] == problem
    assert (ended.record["clock"], ended.record["threshold"]) == ("response", 50)
    assert (ended.record["at"], ended.record["level"]) == ("2026-11-19T14:31:30Z", "watch")
    again = call("tick", "--at", "+8m", "--json")
    assert (again.code, again.out, again.err) == (0, "", "")


def test_a_pass_in_words(call: Call, problem: str) -> None:
    ended = call("tick", "--at", "2026-11-19T14:40:00Z", "--ascii")
    assert ended.code == 0
    first, *_, last = ended.out.splitlines()
    assert first.split()[:5] == [".", problem, "response", "50", "%"]
    assert last.split()[:5] == ["X", problem, "response", "100", "%"]
    again = call("tick", "--at", "2026-11-19T14:40:00Z")
    assert (again.code, again.out, again.err) == (0, "", "Nothing was due.\n")


@pytest.mark.parametrize("at", ["", "someday", "0", "2026-02-30", "+99999999999999h", "a\x1b[31mb"])
def test_a_time_that_is_none_is_wrong_use(call: Call, problem: str, at: str) -> None:
    ended = call("tick", "--at", at)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("desk: --at: '")
    assert "\x1b" not in ended.err
    refused = call("tick", "--at", at, "--json")
    assert (refused.code, refused.record["error"]["code"]) == (2, "bad_value")


def test_a_pass_is_for_who_may(call: Call) -> None:
    call("people", "add", "ana")
    for words in (("tick",), ("work", "--once")):
        ended = call("--as", "ana", "--json", *words)
        assert ended.code == 1
        assert ended.record["error"]["code"] == "not_allowed"


def test_each_job_once(call: Call, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_CLOCK", "2026-11-19T14:32:00Z")
    ended = call("work", "--once", "--verbose")
    assert (ended.code, ended.out) == (0, "")
    assert problem in ended.err
    assert "response 50 %" in ended.err
    quiet = call("work", "--once")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 130)]
)
def test_it_keeps_time_until_a_signal_comes(
    call: Call, problem: str, home: Path, number: signal.Signals, code: int
) -> None:
    line = [sys.executable, "-m", "desk", "work", "--verbose"]
    environ = {**os.environ, "DESK_CLOCK": "2026-11-19T14:32:00Z", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, env=environ) as keeper:
        assert keeper.stderr is not None
        assert keeper.stderr.readline().startswith("Keeping time for ")
        assert problem in keeper.stderr.readline()
        keeper.send_signal(number)
        rest = keeper.stderr.read()
        assert (keeper.wait(20), rest) == (code, "")
    checks = {each["check"]: each for each in call("doctor", "--json").records}
    assert checks["jobs"]["ok"], checks["jobs"]


def test_a_store_that_takes_nothing_is_told(call: Call, home: Path) -> None:
    call("list")
    store = home / "desk.db"
    newer = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('PRAGMA user_version=99')"
    subprocess.run([sys.executable, "-c", newer, str(store)], check=True)
    ended = call("work", "--json")
    assert ended.code == 1
    assert ended.record["error"]["code"] == "store_newer"
