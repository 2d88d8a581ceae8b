"""A backup in the place of a store: checked on a copy, all of it or nothing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from desk.errors import DeskError, NotFound, StoreDamaged
from desk.models.backups import NAME, Copied, beside, connect, copy_whole
from desk.models.faults import as_desk_error
from desk.models.file_shape import Shape, last_numbers, shapes
from desk.models.location import Location
from desk.models.migrations import LATEST
from desk.models.migrations.found import refuse
from desk.models.migrations.sqlite import look, migrate
from desk.models.store import Session, Store

_ROWS = 5000
_OF_THE_SERVER = ("scheme", "written_by")
"""Settings that tell of the scheme of a server, whatever is restored into it."""


def prepare(source: Path, copy: Path, version: str) -> None:
    """Copy a backup, and bring the copy up to this desk's scheme.

    The backup itself is only read. Raises `StoreNewer` or `StoreDamaged` for what is none of ours.
    """
    location = Location("sqlite", str(source))
    if not source.is_file():
        raise NotFound(f"There is no file {source}", "Check the name and the folder.")
    if not source.stat().st_size:
        raise StoreDamaged(f"{source} is empty", "Name a file that desk backup made.")
    found = look(location, makes_folder=False)
    refuse(location, found, version)
    with _faults(location):
        with (
            closing(connect(source, at_rest(source))) as whole,
            closing(connect(copy, "rwc")) as made,
        ):
            copy_whole(whole, made, lambda *_: None)
        if found.number < LATEST:
            migrate(Location("sqlite", str(copy)), version)
        with closing(connect(copy)) as made:
            made.execute("PRAGMA journal_mode = delete")
            made.execute("DELETE FROM presence")
            made.execute("DELETE FROM setting WHERE name = ?", (NAME,))


def at_rest(path: Path) -> str:
    """How a file is opened that nobody writes: SQLite lays nothing beside it then."""
    return "ro" if beside(path)[0].exists() else "ro&immutable=1"


def is_used(session: Session) -> bool:
    """Whether a store holds anything that somebody would miss."""
    held = ("work", "customer", "saved_view", "draft")
    if any(session.sql(f"SELECT 1 FROM {table} LIMIT 1") for table in held):
        return True
    return len(session.sql("SELECT 1 FROM person LIMIT 2")) > 1


def into_file(copy: Path, location: Location, copied: Copied) -> None:
    """Write a prepared copy over a store that can be opened, in one transaction.

    Desks that have it open see all of the old one or all of the new one.
    """
    with (
        _faults(location),
        closing(connect(copy, "ro")) as made,
        closing(connect(Path(location.target))) as old,
    ):
        copy_whole(made, old, copied)
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def set_aside(location: Location, copied: Copied) -> Path:
    """Copy a store that can be opened, before something else takes its place."""
    path = Path(location.target)
    aside = aside_of(path)
    part = aside.with_name(f"{aside.name}.part")
    with _faults(location):
        part.unlink(missing_ok=True)
        with closing(connect(path, "ro")) as old, closing(connect(part, "rwc")) as made:
            copy_whole(old, made, copied)
            made.execute("PRAGMA journal_mode = delete")
        part.chmod(0o600)
        part.replace(aside)
    return aside


def in_place_of(copy: Path, path: Path) -> Path:
    """Put a prepared copy where a file lies that cannot be opened; that one is set aside."""
    aside = aside_of(path)
    with _faults(Location("sqlite", str(path))):
        with closing(connect(copy)) as made:
            made.execute("PRAGMA journal_mode = wal")
        copy.chmod(0o600)
        for old, new in zip((path, *beside(path)), (aside, *beside(aside)), strict=True):
            if old.exists():
                old.replace(new)
        copy.replace(path)
    return aside


def aside_of(path: Path) -> Path:
    """Where a store goes when another takes its place; what an earlier restore left stays."""
    for number in count(1):
        name = f"{path.stem}.before-restore{f'-{number}' if number > 1 else ''}"
        aside = path.with_name(f"{name}{path.suffix or '.db'}")
        if not os.path.lexists(aside):
            break
    return aside


def into_server(copy: Path, store: Store, copied: Copied) -> None:
    """Write a prepared copy over what a server holds, in one transaction."""
    with _faults(Location("sqlite", str(copy))), closing(connect(copy, "ro")) as made:
        tables = shapes(made)
        last = last_numbers(made)
        whole = max(1, sum(_count(made, shape) for shape in tables))
        done = 0
        with store.migrating() as session:
            kept = session.sql(f"SELECT name, value FROM setting WHERE name IN {_OF_THE_SERVER}")
            named = ", ".join(f'"{shape.name}"' for shape in tables)
            session.sql(f"TRUNCATE {named} RESTART IDENTITY CASCADE")
            for shape in tables:
                for rows in _batches(made, shape):
                    session.insert_many(shape.name, shape.columns, rows)
                    done += len(rows)
                    copied(done, whole)
            for shape in tables:
                if shape.counts and last.get(shape.name):
                    _go_on_after(session, shape, last[shape.name])
            session.sql(f"DELETE FROM setting WHERE name IN {_OF_THE_SERVER}")
            for name, value in kept:
                session.sql("INSERT INTO setting (name, value) VALUES (%s, %s)", (name, value))


def _batches(made: sqlite3.Connection, shape: Shape) -> Iterator[list[tuple[object, ...]]]:
    names = ", ".join(f'"{column}"' for column in shape.columns)
    order = ", ".join(f'"{column}"' for column in shape.key)
    cursor = made.execute(f'SELECT {names} FROM "{shape.name}" ORDER BY {order}')
    while rows := cursor.fetchmany(_ROWS):
        yield rows


def _go_on_after(session: Session, shape: Shape, last: int) -> None:
    session.sql(
        "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", (shape.name, shape.key[0], last)
    )


def _count(made: sqlite3.Connection, shape: Shape) -> int:
    return int(made.execute(f'SELECT count(*) FROM "{shape.name}"').fetchone()[0])


@contextmanager
def _faults(location: Location) -> Iterator[None]:
    try:
        yield
    except DeskError:
        raise
    except sqlite3.Error as error:
        raise as_desk_error(error, location) from error
    except OSError as error:
        raise StoreDamaged(
            f"{location.shown} cannot be put in place: {error.strerror}",
            "Check the rights of the folder and the space left on its disk.",
        ) from error
