"""A disk that is full: told, nothing lost, reading goes on, and well again with room."""

import os
import re
import shutil
import sys
from pathlib import Path

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import StoreFull
from tests.e2e.glass import Glass
from tests.faults.conftest import Command, assert_sound, run
from tests.stores import NOW, settings_for

LONG = "Looked up the contract. " * 2000


def fill(disk: Path) -> Path:
    """Take the rest of a disk."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"\0" * 4096):
                pass
        except OSError:
            pass
    return ballast


def log(desk: Desk, subject: str) -> str:
    """Log a contact with a text that needs room."""
    values = {"direction": "inbound", "channel": "web", "subject": subject, "text": LONG}
    values["from"] = "nadia@brandt.example"
    return desk.do(desk.directory.actor(), "log", "interaction", values).ref


def test_a_full_disk_is_told_and_the_same_desk_is_well_again(
    small_disk: Path, founded: Path
) -> None:
    store = small_disk / "desk.db"
    shutil.copyfile(founded, store)
    desk = build(settings_for(str(store)), FixedClock(NOW))
    confirmed = [log(desk, "Before")]
    ballast = fill(small_disk)
    refused: StoreFull | None = None
    for _ in range(50):
        try:
            confirmed.append(log(desk, "While"))
        except StoreFull as error:
            refused = error
            break
    assert refused is not None
    assert "no space left" in refused.message
    assert "\n" not in refused.message + refused.next_step
    assert desk.barred is None
    me = desk.directory.actor()
    assert [desk.work.find(me, ref).ref for ref in confirmed] == confirmed
    ballast.unlink()
    confirmed.append(log(desk, "After"))
    assert len(confirmed) == int(confirmed[-1].removeprefix("I-"))
    desk.close()
    assert_sound(store)


def test_a_store_cannot_begin_on_a_full_disk_and_says_so(small_disk: Path) -> None:
    fill(small_disk)
    ended = run("desk", "--db", small_disk / "desk.db", "list")
    assert ended.returncode == 1
    assert re.search("no space left|disk is full", ended.stderr), ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_write_that_finds_no_room_is_told_wherever_it_happens(
    tracer: Command, founded: Path, tmp_path: Path
) -> None:
    for number in (1, 3, 20, 90, 200):
        store = tmp_path / f"full-{number}.db"
        shutil.copyfile(founded, store)
        broken = [*tracer, "-e", "trace=pwrite64"]
        broken += ["-e", f"inject=pwrite64:error=ENOSPC:when={number}+"]
        ended = run("tests.faults.session", store, before=broken)
        assert (ended.returncode, "StoreFull" in ended.stderr) == (1, True), ended.stderr
        assert "Traceback" not in ended.stderr
        assert_sound(store)


def test_on_screen_the_text_stays_and_goes_in_once_there_is_room(
    small_disk: Path, founded: Path
) -> None:
    store = small_disk / "desk.db"
    shutil.copyfile(founded, store)
    filled = build(settings_for(str(store)), FixedClock(NOW))
    log(filled, "No signal")
    filled.close()
    line = [sys.executable, "-m", "desk", "--db", str(store)]
    with Glass(line, size=(100, 30)) as desk:
        desk.wait_for("Queue", "No signal")
        desk.type("\r")
        desk.wait_for("No signal", "Looked up")
        ballast = fill(small_disk)
        desk.type("r")
        desk.wait_for("Reply to nadia")
        desk.type("The line was cut and comes back tomorrow.")
        desk.wait_for("tomorrow.")
        desk.type("\x13")
        desk.wait_for("Make room")
        desk.wait_for("tomorrow.")
        ballast.unlink()
        desk.type("\x13")
        desk.wait_for("Answered")
        desk.type("\x11")
        assert desk.ended() == 0
    assert_sound(store)


def test_the_same_full_disk_is_told_by_commands(small_disk: Path, founded: Path) -> None:
    store = small_disk / "desk.db"
    shutil.copyfile(founded, store)
    words = ("log", "--direction", "inbound", "--channel", "web", "--subject", "No signal")
    assert run("desk", "--db", store, *words).returncode == 0
    fill(small_disk)
    text = "text=" + LONG
    ended = run("desk", "--db", store, "do", "I-1", "note", text)
    assert ended.returncode == 1
    assert re.search("no space left|disk is full", ended.stderr), ended.stderr
    assert run("desk", "--db", store, "list").returncode in (0, 1)
    os.remove(small_disk / "ballast")
    assert run("desk", "--db", store, "do", "I-1", "note", text).returncode == 0
