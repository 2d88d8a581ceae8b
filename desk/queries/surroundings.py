"""What stands around a store's file: its disk, its rights, its last backup, the settings."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from desk.config import Settings
from desk.models.location import Location
from desk.models.settings import settings as values_of
from desk.models.store import Store
from desk.rows.health import CheckRow
from desk.rules.mounts import network_file_system
from desk.rules.times import ago

MOUNTS = Path("/proc/mounts")
"""Where Linux tells what is mounted where."""

_LEAST_SPACE = 64_000_000
_BACKUP_DAYS = 7
_DAY = 86_400

Check = tuple[str, Callable[[], CheckRow]]


def surroundings(store: Store, settings: Settings, now: int) -> Iterator[Check]:
    """Every check by its name, not yet made."""
    if store.is_sqlite:
        path = Path(store.location.target)
        yield "place", lambda: _place(path)
        yield "rights", lambda: _rights(path)
        yield "space", lambda: _space(path)
    yield "backup", lambda: _backup(store, now)
    yield "config", lambda: _config(settings)


def _place(path: Path) -> CheckRow:
    try:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return CheckRow("place", True, 0, "This system does not tell what kind of disk it is", "")
    kind = network_file_system(str(path.resolve()), mounts)
    if kind is None:
        return CheckRow("place", True, 1, "The store lies on a disk of this machine", "")
    return CheckRow(
        "place",
        False,
        1,
        f"The store lies on a network share ({kind}), where locks may not hold",
        "Move it to a disk of this machine, or let several desks share a PostgreSQL store: "
        "desk backup FILE, then desk --db postgresql://… restore FILE",
    )


def _rights(path: Path) -> CheckRow:
    mode = stat.S_IMODE(path.stat().st_mode)
    tell = f"Let only its people in: chmod o-rwx {path}"
    if mode & stat.S_IWOTH:
        message = f"Everybody on this machine may write to the store (mode {mode:04o})"
        return CheckRow("rights", False, 1, message, tell)
    if not os.access(path, os.W_OK):
        message = f"You may read the store and not write to it (mode {mode:04o})"
        return CheckRow("rights", False, 1, message, "Set the rights of the file and its folder.")
    if mode & stat.S_IROTH and path.parent.stat().st_mode & stat.S_IXOTH:
        message = f"Others on this machine may read the store (mode {mode:04o})"
        return CheckRow("rights", True, 1, message, tell)
    return CheckRow("rights", True, 1, f"The store is closed to others (mode {mode:04o})", "")


def _space(path: Path) -> CheckRow:
    free, size = shutil.disk_usage(path.parent).free, path.stat().st_size
    message = f"{free / 1e6:,.0f} MB are free where the store of {size / 1e6:,.1f} MB lies"
    if free < _LEAST_SPACE:
        return CheckRow("space", False, free, message, "Make room: a full disk stops all work.")
    tell = "A backup beside it would not fit." if free < size * 2 else ""
    return CheckRow("space", True, free, message, tell)


def _backup(store: Store, now: int) -> CheckRow:
    with store.reading() as session:
        told = values_of(session).get("backed_up", "")
    how = "desk backup FILE"
    if not told.isdigit():
        return CheckRow("backup", True, 0, "No backup is known of", f"Make one: {how}")
    age = max(0, now - int(told))
    tell = f"Make one again: {how}" if age > _BACKUP_DAYS * _DAY else ""
    return CheckRow("backup", True, age // _DAY, f"The last backup was made {ago(age)}", tell)


def _config(settings: Settings) -> CheckRow:
    """The settings were read, or no command would have started; what they hold may be secret."""
    if not settings.config:
        return CheckRow("config", True, 0, "There is no configuration file; none is needed", "")
    path = Path(settings.config)
    mode = stat.S_IMODE(path.stat().st_mode)
    location = Location("postgresql", settings.db)
    holds_password = location.shown != location.target and settings.db in path.read_text("utf-8")
    if mode & 0o077 and holds_password:
        return CheckRow(
            "config",
            False,
            1,
            f"{path} may be read by others (mode {mode:04o}) and holds a password",
            f"Close it: chmod 600 {path}",
        )
    return CheckRow("config", True, 1, f"{path} was read", "")
