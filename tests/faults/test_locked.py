"""A store that another process locks, or reads for a long time."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.bootstrap import build
from desk.clock import FixedClock
from tests.e2e.glass import Glass
from tests.faults.conftest import run
from tests.stores import NOW, settings_for

WRITES = 10_000 if os.environ.get("DESK_TEST_FAULTS") == "all" else 300
LEFT_AFTER = 64_000_000
"""How much of a log may stay once nobody reads from before it."""

HOLDING = """
import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute('BEGIN IMMEDIATE')
print('held', flush=True)
sys.stdin.read()
"""


@contextmanager
def held(store: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the write lock inside."""
    line = [sys.executable, "-c", HOLDING, str(store)]
    with subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_who_holds_it_is_named_and_reading_goes_on(file: Path) -> None:
    with held(file) as process:
        began = time.monotonic()
        ended = run("desk", "--db", file, "people", "add", "Ana", "--role", "agent")
        waited = time.monotonic() - began
        assert ended.returncode == 1
        assert "locked by another process" in ended.stderr
        if Path("/proc/locks").exists():
            assert f"number {process.pid}" in ended.stderr
        assert 5 <= waited < 20
        assert run("desk", "--db", file, "list").returncode == 0
    assert run("desk", "--db", file, "people", "add", "Ana", "--role", "agent").returncode == 0


def test_on_screen_it_waits_with_a_sign_gives_up_and_keeps_the_text(file: Path) -> None:
    desk = build(settings_for(str(file)), FixedClock(NOW))
    values = {"direction": "inbound", "channel": "web", "subject": "No signal"}
    values["from"] = "nadia@brandt.example"
    desk.do(desk.directory.actor(), "log", "interaction", values)
    desk.close()
    line = [sys.executable, "-m", "desk", "--db", str(file)]
    with Glass(line, size=(100, 30)) as glass:
        glass.wait_for("Queue", "No signal")
        glass.type("\r")
        glass.wait_for("nadia@brandt.example")
        glass.type("r")
        glass.wait_for("Reply to nadia")
        with held(file):
            glass.type("It comes back tomorrow.")
            glass.wait_for("tomorrow.")
            glass.type("\x13")
            glass.wait_for("The store is busy", patience=30)
            glass.wait_for("Try again when", patience=30)
            glass.wait_for("tomorrow.")
        glass.type("\x13")
        glass.wait_for("Answered", patience=30)


def test_a_long_reader_lets_the_log_grow_and_it_shrinks_after(file: Path) -> None:
    desk = build(settings_for(str(file)), FixedClock(NOW))
    me = desk.directory.actor()
    values = {"direction": "inbound", "channel": "web", "subject": "No signal"}
    log = Path(f"{file}-wal")
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM work").fetchall()
    for _ in range(WRITES):
        desk.do(me, "log", "interaction", values)
    grown = log.stat().st_size
    assert grown <= WRITES * 120_000
    assert reader.execute("SELECT count(*) FROM work").fetchall() == [(0,)]
    reader.close()
    for _ in range(3):
        desk.do(me, "log", "interaction", values)
    assert log.stat().st_size <= max(LEFT_AFTER, min(grown, LEFT_AFTER) + 1_000_000)
    desk.close()
    assert not log.exists()
