"""An open desk keeps time by itself, and is quiet where nothing is due."""

import signal
import sqlite3
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import OpenDesk, command
from tests.e2e.glass import Glass

QUIET = 20.0
"""Seconds without a byte; the minute of these desks changes later."""


@pytest.fixture
def settled(store: Path) -> Path:
    """A store where all that is due was written down, and nothing is for half an hour."""
    command(store, "tick", "--at", "+30m")
    return store


def test_with_nothing_due_no_byte_is_written(open_desk: OpenDesk, settled: Path) -> None:
    desk = _opened(open_desk())
    _until(lambda: _owners(settled) > 0, desk)
    desk.settle(1.0)
    desk.type("\x1b")
    desk.wait_until(lambda: "lists them" not in desk.text, "what lies ahead to leave by esc")
    desk.settle(1.0)
    before = len(desk.raw)
    until = time.monotonic() + QUIET
    while time.monotonic() < until:
        desk.read(0.5)
    assert len(desk.raw) == before


def test_what_came_about_while_it_was_closed_is_written_down(
    open_desk: OpenDesk, store: Path
) -> None:
    before = _count(store, "crossing")
    desk = _opened(open_desk(DESK_CLOCK="2026-11-25T08:00:02Z"))
    _until(lambda: _count(store, "crossing") > before + 20, desk)
    desk.settle(1.0)
    assert "Queue" in desk.text
    desk.type("q")
    assert desk.ended() == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_desk_that_is_ended_leads_no_longer(
    open_desk: OpenDesk, store: Path, number: signal.Signals, code: int
) -> None:
    desk = _opened(open_desk(DESK_CLOCK="2026-11-25T08:00:02Z"))
    _until(lambda: _count(store, "lease WHERE until > 0") == 1, desk)
    desk.process.send_signal(number)
    assert desk.ended() == code
    assert _count(store, "lease WHERE until > 0") == 0


def _opened(desk: Glass) -> Glass:
    desk.wait_for("Queue", "Subject")
    desk.settle(0.5)
    return desk


def _until(holds: object, desk: Glass) -> None:
    assert callable(holds)
    desk.wait_until(holds, "the jobs")


def _owners(store: Path) -> int:
    return _count(store, "job WHERE last_run IS NOT NULL")


def _count(store: Path, what: str) -> int:
    link = sqlite3.connect(store)
    try:
        ((count,),) = link.execute(f"SELECT count(*) FROM {what}")
    finally:
        link.close()
    return int(count)
