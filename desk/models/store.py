"""The store: one URL, one of two engines, sessions that read and sessions that write."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from desk.errors import DeskError
from desk.models.base import peewee
from desk.models.faults import as_desk_error
from desk.rules.words import fold

Row = tuple[Any, ...]
"""One row as the engine gave it; a query names its columns right where it unpacks them."""


class Location(NamedTuple):
    """Where a store lies."""

    engine: str
    """sqlite or postgresql."""
    target: str
    """The file's path, or the whole URL of the server."""


class Session:
    """One connection's worth of statements, inside `Store.reading` or `Store.writing`."""

    def __init__(self, database: "peewee.Database", *, is_sqlite: bool) -> None:
        self._database = database
        self.is_sqlite = is_sqlite

    def rows(self, query: "peewee.BaseQuery") -> list[Row]:
        """All rows of a query."""
        cursor = self._database.execute(query)
        return list(cursor.fetchall())

    def one(self, query: "peewee.BaseQuery") -> Row | None:
        """The first row of a query, or None."""
        row: Row | None = self._database.execute(query).fetchone()
        return row

    def stream(self, query: "peewee.BaseQuery", size: int = 500) -> Iterator[Row]:
        """The rows of a query, fetched as they are taken."""
        cursor = self._database.execute(query)
        while rows := cursor.fetchmany(size):
            yield from rows

    def run(self, query: "peewee.BaseQuery") -> int:
        """Run a statement; how many rows it touched."""
        return int(self._database.execute(query).rowcount)

    def insert(self, query: "peewee.BaseQuery") -> int:
        """Run an insert that returns its number (`.returning(...)`)."""
        return int(self._database.execute(query).fetchone()[0])

    def insert_many(self, table: type["peewee.Model"], columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Insert many rows of the same columns in one go."""
        if not rows:
            return
        mark = "?" if self.is_sqlite else "%s"
        name = table._meta.table_name
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join([mark] * len(columns))
        cursor = self._database.connection().cursor()
        cursor.executemany(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', rows)

    def sql(self, text: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a statement in the engine's own words; its rows, if it gives any."""
        cursor = self._database.execute_sql(text, tuple(values))
        return list(cursor.fetchall()) if cursor.description else []


class Store:
    """An open store. Each thread has a connection of its own."""

    def __init__(self, location: Location, database: "peewee.Database") -> None:
        self.location = location
        self.is_sqlite = location.engine == "sqlite"
        self._database = database
        self._connections: dict[int, sqlite3.Connection] = {}
        self._guard = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; one snapshot on SQLite. Raises a `DeskError` for any fault."""
        with self._faults():
            self._connect()
            yield Session(self._database, is_sqlite=self.is_sqlite)

    @contextmanager
    def writing(self, *, dry_run: bool = False) -> Iterator[Session]:
        """A transaction that may write: all of it is kept or nothing. With `dry_run` nothing ever is.

        On SQLite it takes the write lock first (IMMEDIATE), so what it reads cannot go stale.
        """
        with self._faults():
            self._connect()
            transaction = self._database.atomic("IMMEDIATE") if self.is_sqlite else self._database.atomic()
            with transaction as handle:
                yield Session(self._database, is_sqlite=self.is_sqlite)
                if dry_run:
                    handle.rollback()

    def interrupt(self, thread: int) -> None:
        """Stop the statement which the thread of that identity is running, if the engine can."""
        with self._guard:
            connection = self._connections.get(thread)
        if connection is not None:
            connection.interrupt()

    def close(self) -> None:
        """Close this thread's connection."""
        if not self._database.is_closed():
            self._database.close()
            with self._guard:
                self._connections.pop(threading.get_ident(), None)

    def _connect(self) -> None:
        if not self._database.is_closed():
            return
        self._database.connect()
        if self.is_sqlite:
            connection = self._database.connection()
            connection.create_function("fold", 1, fold, deterministic=True)
            with self._guard:
                self._connections[threading.get_ident()] = connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except DeskError:
            raise
        except (peewee.DatabaseError, peewee.InterfaceError, sqlite3.Error) as error:
            raise as_desk_error(error, self.location.target) from error


def locate(url: str) -> Location:
    """Read a store's URL: a path, `sqlite:///path` or `postgresql://…`."""
    if url.startswith(("postgresql://", "postgres://")):
        return Location("postgresql", url)
    path = url.removeprefix("sqlite:///") if url.startswith("sqlite:///") else url
    return Location("sqlite", str(Path(path).expanduser().absolute()))


def connect(location: Location) -> Store:
    """A store at that place; connections open when they are first needed."""
    if location.engine == "postgresql":
        from desk.models.postgres import database

        return Store(location, database(location.target))
    pragmas = {"journal_mode": "wal", "synchronous": "normal", "foreign_keys": 1, "busy_timeout": 5000}
    return Store(location, peewee.SqliteDatabase(location.target, pragmas=pragmas))
