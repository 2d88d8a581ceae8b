"""Terminals that are missing, mute, cut off, asleep or torn about."""

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk.bootstrap import build
from desk.clock import FixedClock
from tests.e2e.glass import Glass, plain_environ
from tests.faults.conftest import assert_sound
from tests.house.source import ROOT
from tests.stores import NOW, settings_for

SIZES = ((80, 24), (20, 5), (140, 40), (1, 1), (100, 30), (400, 100), (61, 16), (3, 50))
STORM = 1000 if os.environ.get("DESK_TEST_FAULTS") == "all" else 200
DESK = (sys.executable, "-m", "desk")


@pytest.fixture
def worked(file: Path) -> Path:
    """A store with an item to work on."""
    desk = build(settings_for(str(file)), FixedClock(NOW))
    values = {"direction": "inbound", "channel": "web", "subject": "No signal"}
    values["from"] = "nadia@brandt.example"
    for _ in range(40):
        desk.do(desk.directory.actor(), "log", "interaction", values)
    desk.close()
    return file


@pytest.mark.parametrize(
    "environ",
    [{}, {"TERM": "dumb"}, {"LANG": "C", "LC_ALL": "C"}, {"NO_COLOR": "1"}],
    ids=["nothing at all", "a dumb terminal", "no UTF-8", "no colour"],
)
def test_commands_work_where_nothing_can_be_painted(worked: Path, environ: dict[str, str]) -> None:
    ended = subprocess.run(
        [*DESK, "--db", str(worked), "list"], cwd=ROOT, env=environ, stdin=subprocess.DEVNULL,
        capture_output=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout.count(b"No signal") == 40
    assert b"\x1b" not in ended.stdout
    if "LC_ALL" in environ:
        assert ended.stdout.isascii()


@pytest.mark.parametrize("environ", [{}, {"TERM": "dumb"}, {"TERM": "xterm"}])
def test_without_a_terminal_the_desk_says_what_works(worked: Path, environ: dict[str, str]) -> None:
    ended = subprocess.run(
        [*DESK, "--db", str(worked)], cwd=ROOT, env=environ, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "desk list" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_pipe_that_ends_early_is_no_fault(worked: Path) -> None:
    line = f"{sys.executable} -m desk --db {worked} list --json | head -n 1"
    ended = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], cwd=ROOT, env=plain_environ(),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.count("\n") == 1


def test_a_storm_of_sizes_while_somebody_writes(worked: Path) -> None:
    with Glass([*DESK, "--db", str(worked)]) as desk:
        desk.wait_for("Queue", "No signal")
        desk.type("\r")
        desk.wait_for("nadia@brandt.example")
        desk.type("r")
        desk.wait_for("Reply to nadia")
        typed = "the line comes back tomorrow at noon"
        letters = iter(typed)
        for count, size in enumerate(itertools.islice(itertools.cycle(SIZES), STORM)):
            desk.resize(*size)
            if count % 5 == 0:
                desk.type(next(letters, ""))
            desk.read(0.01)
        desk.type("".join(letters))
        desk.resize(100, 30)
        desk.wait_for(typed)
        assert desk.process.poll() is None
        assert "Traceback" not in desk.text


def test_a_desk_that_slept_catches_up(worked: Path) -> None:
    other = build(settings_for(str(worked)), FixedClock(NOW))
    me = other.directory.actor()
    with Glass([*DESK, "--db", str(worked)], size=(100, 30)) as desk:
        desk.wait_for("Queue", "I-10")
        desk.process.send_signal(signal.SIGSTOP)
        time.sleep(2)
        values = {"direction": "inbound", "channel": "web", "subject": "While it slept"}
        other.do(me, "log", "interaction", {**values, "priority": "1"})
        desk.process.send_signal(signal.SIGCONT)
        desk.wait_until(lambda: desk.lines[1].rstrip().endswith("41"), "the one it slept through")
    other.close()


@pytest.mark.parametrize("how", ["hung up", "killed", "terminated"])
def test_a_text_that_was_typed_is_there_after_a_lost_line(worked: Path, how: str) -> None:
    """At most what was typed in the last two seconds is lost."""
    with Glass([*DESK, "--db", str(worked)], size=(100, 30)) as desk:
        _begin_reply(desk)
        desk.type("The line comes back tomorrow")
        desk.wait_for("tomorrow")
        desk.settle(2.5)
        if how == "hung up":
            desk.hang_up()
        else:
            desk.process.send_signal(signal.SIGKILL if how == "killed" else signal.SIGTERM)
        desk.process.wait(30)
    assert_sound(worked)
    with Glass([*DESK, "--db", str(worked)], size=(100, 30)) as desk:
        _begin_reply(desk)
        desk.wait_for("The line comes back tomorrow")


def _begin_reply(desk: Glass) -> None:
    desk.wait_for("Queue", "No signal")
    desk.type("\r")
    desk.wait_for("nadia@brandt.example")
    desk.type("r")
    desk.wait_for("Reply to nadia")
