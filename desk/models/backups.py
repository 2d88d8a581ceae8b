"""The whole store as one file: a desk's SQLite file, whichever engine it comes from."""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from desk.errors import BadValue, DeskError, Duplicate, Unreachable
from desk.models.base import peewee
from desk.models.faults import as_desk_error
from desk.models.file_shape import Shape, counts, shapes
from desk.models.location import Location
from desk.models.migrations import APPLICATION_ID, LATEST, apply
from desk.models.migrations.dialect import SQLITE
from desk.models.store import Session, Store

Copied = Callable[[int, int], object]
"""Told how much is copied, and of how much, in pages or rows."""

NAME = "backup"
"""The setting that says a file is a backup: when it was made, and of which engine."""

_PAGES = 4096
_ROWS = 2000
_WAIT_SECONDS = 60


def write(store: Store, part: Path, mark: Mapping[str, object], copied: Copied) -> dict[str, int]:
    """Copy the store as it stands at one moment, while others go on writing; its rows by table."""
    with _faults(part):
        if store.is_sqlite:
            _copy_file(store, part, copied)
        else:
            _copy_server(store, part, copied)
        with closing(connect(part)) as copy, copy:
            copy.execute("PRAGMA journal_mode = delete")
            copy.execute("DELETE FROM presence")
            copy.execute(
                "INSERT INTO setting (name, value) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (NAME, json.dumps(mark)),
            )
            found = counts(copy)
        _sync(part)
    return found


@contextmanager
def made(path: Path, *, replace: bool) -> Iterator[Path]:
    """A file that gets its name when all is well; for nobody else to read, gone if it fails."""
    if path.exists() and not path.is_file():  # a folder or a device makes room for no file
        raise BadValue(f"{path} is no file", "Name a file, in a folder that you may write to.")
    if os.path.lexists(path) and not replace:
        raise Duplicate(
            f"There is a file {path} already", "Name another, or replace it with --force."
        )
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise Unreachable(
            f"{path} cannot be written: {error.strerror}", "Name a file in a folder that you may."
        ) from error
    try:
        yield part
        part.replace(path)
        _sync(path.parent)
    except BaseException:
        for each in (part, *beside(part)):
            each.unlink(missing_ok=True)
        raise


@contextmanager
def workshop(near: Path | None) -> Iterator[Path]:
    """A folder for a copy in the making; beside the store, so that it lies on the same disk."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".desk-restore-", dir=near))
    except OSError as error:
        raise Unreachable(
            f"Nothing can be laid into the folder {near}: {error.strerror}", "Check its rights."
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def beside(path: Path) -> tuple[Path, Path, Path]:
    """The names of what SQLite lays beside a file."""
    return (
        path.with_name(f"{path.name}-wal"),
        path.with_name(f"{path.name}-shm"),
        path.with_name(f"{path.name}-journal"),
    )


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """A connection to a file, without transactions of its own."""
    return sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?mode={mode}",
        uri=True,
        timeout=_WAIT_SECONDS,
        isolation_level=None,
    )


def copy_whole(source: sqlite3.Connection, target: sqlite3.Connection, copied: Copied) -> None:
    """Copy one file into another through SQLite, in one transaction of each.

    The source stands in a transaction of its own, so that writers do not make it begin again.
    """

    def told(_: int, left: int, whole: int) -> None:
        copied(whole - left, whole)

    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target, pages=_PAGES, progress=told, sleep=0.05)
    finally:
        source.execute("ROLLBACK")


def _copy_file(store: Store, part: Path, copied: Copied) -> None:
    """Copy a file through the store's own connection, which may be one that only reads."""

    def told(_: int, left: int, whole: int) -> None:
        copied(whole - left, whole)

    with closing(connect(part)) as copy, store.reading() as session:
        session.copy_into(copy, told)


def _copy_server(store: Store, part: Path, copied: Copied) -> None:
    """Write a snapshot of the server table by table into a file with the same scheme."""
    with closing(connect(part)) as copy:
        copy.execute("PRAGMA synchronous = off")
        copy.execute("BEGIN")
        for number in range(1, LATEST + 1):
            apply(number, copy.execute, SQLITE)
        copy.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        copy.execute(f"PRAGMA user_version = {LATEST}")
        tables = shapes(copy)
        for shape in reversed(tables):
            copy.execute(f'DELETE FROM "{shape.name}"')
        with store.reading() as session:
            whole = sum(_rough(session, shape) for shape in tables)
            done = 0
            for shape in tables:
                done = _copy_table(session, copy, shape, (done, max(whole, 1), copied))
            for shape in tables:
                if shape.counts:
                    _keep_last(session, copy, shape)
        copy.execute("DELETE FROM setting WHERE name = 'scheme'")
        copy.execute("COMMIT")


def _copy_table(
    session: Session,
    copy: sqlite3.Connection,
    shape: Shape,
    progress: tuple[int, int, Copied],
) -> int:
    done, whole, copied = progress
    table = peewee.Table(shape.name, shape.columns)
    fields = [getattr(table, column) for column in shape.columns]
    order = [getattr(table, column) for column in shape.key]
    marks = ", ".join("?" * len(shape.columns))
    names = ", ".join(f'"{column}"' for column in shape.columns)
    statement = f'INSERT INTO "{shape.name}" ({names}) VALUES ({marks})'
    batch: list[tuple[object, ...]] = []
    for row in session.stream(table.select(*fields).order_by(*order), _ROWS):
        batch.append(row)
        if len(batch) == _ROWS:
            copy.executemany(statement, batch)
            done += len(batch)
            copied(min(done, whole), whole)
            batch.clear()
    copy.executemany(statement, batch)
    return done + len(batch)


def _rough(session: Session, shape: Shape) -> int:
    ((count,),) = session.sql(f'SELECT count(*) FROM "{shape.name}"')
    return int(count)


def _keep_last(session: Session, copy: sqlite3.Connection, shape: Shape) -> None:
    """Carry over the highest number a table ever gave out, which no row may have any more."""
    ((sequence,),) = session.sql(
        "SELECT pg_get_serial_sequence(%s, %s)", (shape.name, shape.key[0])
    )
    ((last, is_called),) = session.sql(f"SELECT last_value, is_called FROM {sequence}")
    copy.execute("DELETE FROM sqlite_sequence WHERE name = ?", (shape.name,))
    if is_called:
        values = (shape.name, last)
        copy.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", values)


def _sync(path: Path) -> None:
    """Have a file or folder on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except DeskError:
        raise
    except sqlite3.Error as error:
        raise as_desk_error(error, Location("sqlite", str(path))) from error
    except OSError as error:
        raise Unreachable(
            f"{path} cannot be written: {error.strerror}", "Make room, or name another place."
        ) from error
