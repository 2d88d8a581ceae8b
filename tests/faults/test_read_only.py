"""A store that may not be written: it opens, says so, shows everything and changes nothing."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.bootstrap import build
from desk.clock import FixedClock
from desk.errors import StoreFull
from desk.models.barring import unwritable
from desk.models.location import locate
from desk.models.migrations import LATEST
from desk.models.read_only import open_to_read
from tests.e2e.glass import Glass
from tests.faults.conftest import Command, Ended, run
from tests.stores import NOW, settings_for

SITUATIONS = {"file": (0o444, 0o755), "folder": (0o644, 0o555), "both": (0o444, 0o555)}


@pytest.fixture(params=SITUATIONS)
def shut(request: pytest.FixtureRequest, file: Path, tmp_path: Path) -> Iterator[Path]:
    """A store with one item, whose file or folder may not be written by who is bound by rights."""
    desk = build(settings_for(str(file)), FixedClock(NOW))
    values = {"direction": "inbound", "channel": "web", "subject": "No signal"}
    desk.do(desk.directory.actor(), "log", "interaction", values)
    desk.close()
    folder = tmp_path / "shut"
    folder.mkdir()
    path = folder / "desk.db"
    shutil.copyfile(file, path)
    of_file, of_folder = SITUATIONS[request.param]
    path.chmod(of_file)
    folder.chmod(of_folder)
    yield path
    folder.chmod(0o755)


def beside(path: Path) -> dict[str, bytes]:
    """Every file in the folder with its bytes."""
    return {each.name: each.read_bytes() for each in path.parent.iterdir()}


def test_reading_goes_on_and_writing_says_why(shut: Path, bound_user: Command) -> None:
    def on_it(*words: str) -> Ended:
        return run("desk", "--db", shut, *words, before=bound_user)

    before = beside(shut)
    listed = on_it("list")
    assert (listed.returncode, "No signal" in listed.stdout) == (0, True), listed.stderr
    assert on_it("show", "I-1").returncode == 0
    refused = on_it("do", "I-1", "note", "text=Called back")
    assert refused.returncode == 1
    assert "is read only" in refused.stderr
    assert "Traceback" not in refused.stderr
    looked = on_it("doctor")
    assert "pages of the file are whole" in looked.stdout, looked.stdout + looked.stderr
    assert beside(shut) == before


@pytest.mark.parametrize("shut", ["both"], indirect=True)
def test_the_screen_says_read_only_and_every_key_why(shut: Path, bound_user: Command) -> None:
    line = [*bound_user, sys.executable, "-m", "desk", "--db", str(shut)]
    with Glass(line, size=(100, 30)) as desk:
        desk.wait_for("Queue", "No signal", "read only")
        for key in ("c", "p", "r", "n"):
            desk.type(key)
            desk.wait_for("Reading goes on")
            desk.type("\x1b")
            desk.wait_gone("Reading goes on")
        desk.type("\r")
        desk.wait_for("No signal")
        desk.type("\x11")
        assert desk.ended() == 0


def test_what_others_write_is_seen(file: Path) -> None:
    """The reader follows a file that changes under it, with and without a log beside it."""
    writer = build(settings_for(str(file)), FixedClock(NOW))
    me = writer.directory.actor()
    reader = open_to_read(locate(str(file)), LATEST, "a test")

    def people() -> int:
        with reader.reading() as session:
            return len(session.sql("SELECT id FROM person"))

    assert people() == 1
    writer.people.add(me, "Ana", "agent", "")
    assert people() == 2
    writer.close()
    assert people() == 2
    again = build(settings_for(str(file)), FixedClock(NOW))
    again.people.add(me, "Ben", "agent", "")
    again.close()
    assert people() == 3
    with pytest.raises(StoreFull, match="read only"), reader.writing():
        pass
    reader.close()


def test_an_older_store_that_cannot_be_updated_is_refused_untouched(
    shut: Path, bound_user: Command
) -> None:
    import sqlite3

    writable = shut.parent.parent / "older.db"
    shutil.copyfile(shut, writable)
    held = sqlite3.connect(writable)
    held.execute(f"PRAGMA user_version = {LATEST - 1}")
    held.close()
    shut.parent.chmod(0o755)
    shut.unlink()
    shutil.copyfile(writable, shut)
    shut.chmod(0o444)
    shut.parent.chmod(0o555)
    before = beside(shut)
    refused = run("desk", "--db", shut, "list", before=bound_user)
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert beside(shut) == before


def test_a_server_that_takes_no_changes_is_read(server_url: str) -> None:
    build(settings_for(server_url), FixedClock(NOW)).close()
    sign = "&" if "?" in server_url else "?"
    url = f"{server_url}{sign}options=-c%20default_transaction_read_only%3Don"
    desk = build(settings_for(url), FixedClock(NOW))
    assert desk.barred is not None
    assert "read only" in desk.barred.message
    assert len(desk.directory.people()) == 1
    with pytest.raises(type(desk.barred)):
        desk.people.add(desk.directory.actor(), "Ana", "agent", "")
    desk.close()


def test_a_place_that_can_be_written_is_no_read_only_one(file: Path) -> None:
    assert unwritable(file) == ""


def test_a_file_nobody_may_read_is_told(file: Path, bound_user: Command) -> None:
    file.chmod(0)
    ended: subprocess.CompletedProcess[str] = run("desk", "--db", file, "list", before=bound_user)
    assert ended.returncode == 1
    assert "Permission denied" in ended.stderr
