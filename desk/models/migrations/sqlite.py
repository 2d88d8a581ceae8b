"""The steps on a SQLite file: looked at without touching, backed up, each step all or nothing."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from desk.errors import DeskError, StoreDamaged, StoreFull, Unreachable
from desk.models.faults import as_desk_error
from desk.models.location import Location
from desk.models.migrations import APPLICATION_ID, LATEST, apply
from desk.models.migrations.dialect import SQLITE
from desk.models.migrations.found import Found, refuse
from desk.models.migrations.making import close_to_others, make, refuse_remains

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_WAIT_SECONDS = 60
_PAUSE_SECONDS = 0.02
_TABLES = "SELECT count(*) FROM sqlite_master"
_MARK = "SELECT seq FROM sqlite_sequence WHERE name = 'store'"
_LOOKS = 5


def look(location: Location, *, makes_folder: bool) -> Found:
    """What stands at the path, read without changing a byte; the folder is made when asked to."""
    path = Path(location.target)
    while True:
        header = _header(path, makes_folder=makes_folder)
        if not header:
            refuse_remains(path)
            return Found(0)
        if not header.startswith(_MAGIC) or len(header) < _HEADER:
            return Found(0, is_foreign=True)
        if _has_log(path):
            # The log may hold a newer header; one transaction, since others may be writing.
            with _faults(location), closing(_connect(path, "ro")) as connection:
                connection.execute("BEGIN")
                _refuse_foreign_log(path, connection)
                return _found(connection)
        number = int.from_bytes(header[60:64], "big")
        if number == LATEST and int.from_bytes(header[68:72], "big") == APPLICATION_ID:
            return Found(number)
        if found := _found_at_rest(location, header):
            return found


def _refuse_foreign_log(path: Path, connection: sqlite3.Connection) -> None:
    """Raise `StoreDamaged` when the log beside a file is another store's.

    SQLite itself ties no log to its file. Every store has a mark of its own in a table that each
    use case changes, so it stands in the log too.
    """
    for _ in range(_LOOKS):
        with closing(_connect(path, "ro&immutable=1")) as alone:
            try:
                own = alone.execute(_MARK).fetchone()
            except sqlite3.Error:
                return  # the file is not whole without its log
        if own is None or own == connection.execute(_MARK).fetchone():
            return
        time.sleep(_PAUSE_SECONDS)  # others may be writing the log home right now
    raise StoreDamaged(
        f"The log beside {path} belongs to another store; both were left as they are",
        f"Move {path.name}-wal and {path.name}-shm away, or put the right ones back.",
    )


def _found_at_rest(location: Location, header: bytes) -> Found | None:
    """What a file without a log holds; None when another desk wrote to it meanwhile.

    It is read as if nobody could write it: SQLite would else make a log and leave it there.
    """
    path = Path(location.target)
    fault: sqlite3.Error | None = None
    found: Found | None = None
    try:
        with closing(_connect(path, "ro&immutable=1")) as connection:
            found = _found(connection)
    except sqlite3.Error as error:
        fault = error
    if _has_log(path) or _header(path, makes_folder=False) != header:
        time.sleep(_PAUSE_SECONDS)
        return None
    if fault is not None:
        raise as_desk_error(fault, location) from fault
    return found


def found_store(location: Location, version: str) -> None:
    """Make a fresh store, with every step. Does nothing when another desk was first."""

    def fill(unfinished: Path) -> None:
        with closing(_connect(unfinished, "rwc")) as connection:
            _write_ahead(connection)
            with _locked(connection):
                for number in range(1, LATEST + 1):
                    _step(connection, number, version)

    with _faults(location):
        make(Path(location.target), fill)


def migrate(location: Location, version: str) -> None:
    """Bring the file up to date, step by step, each after a copy of what stood there.

    Does nothing when another desk was first.
    """
    path = Path(location.target)
    with _faults(location), closing(_connect(path, "rw")) as connection:
        _write_ahead(connection)
        while True:
            with _locked(connection):
                found = _found(connection)
                refuse(location, found, version)
                if found.number == LATEST:
                    return
                _back_up(path, found.number + 1)
                _step(connection, found.number + 1, version)


def _header(path: Path, *, makes_folder: bool) -> bytes:
    try:
        if makes_folder:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("rb") as file:
            return file.read(_HEADER)
    except FileNotFoundError:
        if path.parent.is_dir():
            return b""
        raise Unreachable(
            f"There is no folder {path.parent} for the store {path.name}",
            "Make the folder, or name another place with --db.",
        ) from None
    except (IsADirectoryError, NotADirectoryError) as error:
        raise StoreDamaged(
            f"{path} is no file", "Name a file with --db, for example desk.db in that folder."
        ) from error
    except OSError as error:
        raise StoreFull(
            f"The store {path} cannot be opened: {error.strerror}",
            "Check the rights of the file and of its folder.",
        ) from error


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?mode={mode}",
        uri=True,
        timeout=_WAIT_SECONDS,
        isolation_level=None,
    )


def _found(connection: sqlite3.Connection) -> Found:
    ((application,),) = connection.execute("PRAGMA application_id")
    ((number,),) = connection.execute("PRAGMA user_version")
    if application != APPLICATION_ID:
        ((tables,),) = connection.execute(_TABLES)
        return Found(0, is_foreign=bool(tables or application or number))
    writer = connection.execute("SELECT value FROM setting WHERE name = 'written_by'").fetchone()
    return Found(number, written_by=writer[0] if writer else "")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch the file to write-ahead logging, a property it keeps.

    SQLite does not wait for the lock this needs, so desks that open a fresh store together would
    see each other out.
    """
    give_up = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = wal")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


@contextmanager
def _locked(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _step(connection: sqlite3.Connection, number: int, version: str) -> None:
    apply(number, connection.execute, SQLITE)
    connection.execute(
        "INSERT INTO setting (name, value) VALUES ('written_by', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (version,),
    )
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {number}")


def _back_up(path: Path, number: int) -> None:
    """Copy the store as it stands; the copy gets its name only when it is whole."""
    unfinished = path.with_name(f"{path.name}.before-{number}.db.part")
    unfinished.unlink(missing_ok=True)
    close_to_others(unfinished)
    with closing(_connect(path, "ro")) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
    unfinished.replace(path.with_name(f"{path.stem}.before-{number}{path.suffix or '.db'}"))


@contextmanager
def _faults(location: Location) -> Iterator[None]:
    try:
        yield
    except DeskError:
        raise
    except sqlite3.Error as error:
        raise as_desk_error(error, location) from error
