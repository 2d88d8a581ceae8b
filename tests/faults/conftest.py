"""What makes faults: a tracer that breaks system calls, a small disk, a user with few rights."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from tests.certificates import Authority, make_authority
from tests.faults.letters import LETTERS, settle
from tests.faults.session import state, steps
from tests.house.source import ROOT
from tests.stores import NOW, Fill, settings_for

Command = list[str]
Ended = subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def tracer() -> Command:
    """`strace`, ready to break calls of what follows it."""
    line = ["strace", "-f", "-qq", "-o", os.devnull]
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed, so no system call can be broken")
    ended = subprocess.run([*line, "true"], capture_output=True, text=True, check=False)
    if ended.returncode:
        pytest.skip(f"this machine lets nobody trace a process: {ended.stderr.strip()}")
    return line


@pytest.fixture(scope="session")
def bound_user() -> Command:
    """What makes a command run as somebody whom the rights of files bind: root they do not."""
    if os.geteuid():
        return []
    line = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    if shutil.which(line[0]) is None or subprocess.run([*line, "true"], check=False).returncode:
        pytest.skip("rights of files do not bind root, and setpriv cannot take its powers away")
    return line


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    line = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    ended = subprocess.run(line, capture_output=True, text=True, check=False)
    if ended.returncode:
        pytest.skip(f"a small disk can only be mounted by root: {ended.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its first person and nothing else; not to be written to."""
    path = tmp_path_factory.mktemp("founded") / "desk.db"
    build(settings_for(str(path)), FixedClock(NOW)).close()
    return path


@pytest.fixture(scope="session")
def known_states(founded: Path) -> list[object]:
    """The states of the scripted session: before it, and after each of its steps."""
    path = founded.with_name("known.db")
    shutil.copyfile(founded, path)
    desk = build(settings_for(str(path)), FixedClock(NOW))
    found: list[object] = [state(desk)]
    for step in steps(desk):
        step()
        found.append(state(desk))
    desk.close()
    return found


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for the servers here."""
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def laid(authority: Authority) -> Fill:
    """Lays answers in the outbox of a store, which leave by a server that is not there yet."""
    os.environ["DESK_TEST_PASSWORD"] = "s3cret"

    def fill(desk: Desk) -> None:
        me = desk.directory.actor()
        settle(desk, 1, authority.ca)
        ref = desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref
        for number in range(LETTERS):
            desk.interactions.reply(me, ref, f"Answer {number}")

    return fill


@pytest.fixture
def file(founded: Path, tmp_path: Path) -> Path:
    """A founded store of the test's own."""
    path = tmp_path / "desk.db"
    shutil.copyfile(founded, path)
    return path


def run(*words: str | Path, before: Command | None = None, patience: float = 120) -> Ended:
    """Run a Python module with words, perhaps behind something that breaks it."""
    return subprocess.run(
        [*(before or []), sys.executable, "-m", *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=patience,
    )  # fmt: skip


Check = Callable[[Path], None]


def assert_sound(path: Path) -> None:
    """The store opens, and everything that has to hold in it holds."""
    desk = build(settings_for(str(path)), FixedClock(NOW))
    try:
        wrong = {row.check: row.message for row in desk.health.checks() if not row.ok}
        wrong.pop("space", None)  # of the disk, not of the store
        assert wrong == {}
    finally:
        desk.close()
