"""Killed at any write, and disks that fail: what was confirmed is there, nothing is half."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import StoreDamaged
from tests.faults.conftest import Command, assert_sound, run
from tests.faults.session import state
from tests.stores import NOW, settings_for

SESSION = "tests.faults.session"
SAMPLES = 10**6 if os.environ.get("DESK_TEST_FAULTS") == "all" else 12
"""At how many of all writes the session is killed; DESK_TEST_FAULTS=all kills it at each."""


def writes(tracer: Command, store: Path, into: Path) -> int:
    """How often the undisturbed session writes to its files."""
    line = [*tracer[:-1], str(into), "-e", "trace=pwrite64"]
    assert run(SESSION, store, before=line).returncode == 0
    return into.read_text(encoding="utf-8", errors="replace").count("pwrite64(")


def sampled(count: int) -> list[int]:
    """Numbers from 1 to count: all of them, or as many as the samples allow, spread evenly."""
    step = max(1, count // SAMPLES)
    return [*range(1, count + 1, step)]


def assert_known(store: Path, acknowledged: int, known_states: list[object]) -> None:
    """What was confirmed is there, what was not is there whole or not at all."""
    assert_sound(store)
    desk = build(settings_for(str(store)), FixedClock(NOW))
    found = known_states.index(state(desk))
    desk.close()
    assert acknowledged <= found <= acknowledged + 1


def test_the_session_says_what_it_did(file: Path, known_states: list[object]) -> None:
    ended = run(SESSION, file)
    assert ended.stdout.split() == [str(number) for number in range(1, len(known_states))]
    assert_known(file, len(known_states) - 1, known_states)


def test_killed_at_a_write_it_keeps_what_it_confirmed(
    tracer: Command, founded: Path, tmp_path: Path, known_states: list[object]
) -> None:
    whole = tmp_path / "whole.db"
    shutil.copyfile(founded, whole)
    count = writes(tracer, whole, tmp_path / "trace")
    assert count > 100
    for number in sampled(count):
        store = tmp_path / f"killed-{number}.db"
        shutil.copyfile(founded, store)
        broken = [*tracer, "-e", "trace=pwrite64"]
        broken += ["-e", f"inject=pwrite64:signal=KILL:when={number}"]
        ended = run(SESSION, store, before=broken)
        assert ended.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL), (number, ended)
        assert_known(store, len(ended.stdout.split()), known_states)


def test_killed_while_the_store_is_made_the_next_desk_makes_it(
    tracer: Command, file: Path, tmp_path: Path, known_states: list[object]
) -> None:
    count = writes(tracer, tmp_path / "whole.db", tmp_path / "trace")
    made = count - writes(tracer, file, tmp_path / "trace")
    assert made > 50
    for number in sampled(made)[::3] if made > SAMPLES else range(1, made):
        store = tmp_path / f"killed-{number}.db"
        broken = [*tracer, "-e", "trace=pwrite64"]
        broken += ["-e", f"inject=pwrite64:signal=KILL:when={number}"]
        assert run(SESSION, store, before=broken).returncode != 0
        assert_known(store, 0, known_states)


@pytest.mark.parametrize("call", ["fdatasync,fsync", "pwrite64"])
@pytest.mark.parametrize("when", [1, 2, 30])
def test_a_disk_that_fails_is_told_and_what_was_confirmed_stays(
    tracer: Command, file: Path, known_states: list[object], call: str, when: int
) -> None:
    broken = [*tracer, "-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when={when}+"]
    ended = run(SESSION, file, before=broken)
    acknowledged = len(ended.stdout.split())
    assert "Traceback" not in ended.stderr
    if ended.returncode:
        assert re.search(r"disk i/o|damaged|or it fails", ended.stderr.lower())
    assert_known(file, acknowledged, known_states)


def test_a_desk_that_met_a_failing_disk_writes_no_more(file: Path) -> None:
    """After a failed write the engine's memory is not to be trusted: only a fresh start is."""
    desk = build(settings_for(str(file)), FixedClock(NOW))
    me = desk.directory.actor()
    with pytest.raises(StoreDamaged, match="disk I/O error"):
        _fail(desk)
    with pytest.raises(StoreDamaged, match="nothing more is written"):
        desk.people.add(me, "Ana", "agent", "")
    assert len(desk.directory.people()) == 1
    desk.close()


def _fail(desk: Desk) -> None:
    with desk._store.writing():
        raise sqlite3.OperationalError("disk I/O error")


def test_killed_processes_leave_no_lock(file: Path) -> None:
    """Locks are the kernel's: they end with the process, however it ended."""
    line = (
        "import sys, time, sqlite3; held = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "held.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(60)"
    )

    holder = subprocess.Popen(
        [sys.executable, "-c", line, str(file)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    assert run(SESSION, file).returncode == 0
