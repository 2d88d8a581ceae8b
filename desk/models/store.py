"""The store: one URL, one of two engines, sessions that read and sessions that write."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from desk.errors import DeskError, StoreNewer, Unreachable
from desk.models.barring import again, damaged
from desk.models.base import peewee
from desk.models.faults import as_desk_error, first_fault, is_damage
from desk.models.in_use import InUse
from desk.models.location import Location
from desk.models.number_holds import BEGIN_WRITING
from desk.models.turns import SPELL_SECONDS, begin
from desk.rules.words import fold, storable_all

Row = tuple[Any, ...]
"""One row as the engine gave it; a query names its columns right where it unpacks them."""

Faults = tuple[type[Exception], ...]
"""What an engine raises."""

_LOCK_WAIT_SECONDS = 5
_LAST_SECONDS = 2.0
"""How long a store that is closed waits for what other threads run on it."""
_stream_numbers = count(1)
_FAULTS = (peewee.DatabaseError, peewee.InterfaceError)
_PRAGMAS = (
    ("synchronous", "normal"),
    ("foreign_keys", 1),
    # A long import makes a long log; it is cut back to this once it is written home.
    ("journal_size_limit", 64_000_000),
)


class Session:
    """One connection's worth of statements, inside `Store.reading` or `Store.writing`."""

    def __init__(self, database: Any, *, is_sqlite: bool) -> None:
        self._database = database
        self.is_sqlite = is_sqlite

    def rows(self, query: "peewee.BaseQuery") -> list[Row]:
        """All rows of a query."""
        return list(self._execute(query).fetchall())

    def one(self, query: "peewee.BaseQuery") -> Row | None:
        """The first row of a query, or None."""
        row: Row | None = self._execute(query).fetchone()
        return row

    def stream(self, query: "peewee.BaseQuery", size: int = 500) -> Iterator[Row]:
        """The rows of a query, fetched as they are taken."""
        if self.is_sqlite:
            cursor = self._execute(query)
        else:
            name = f"desk_{next(_stream_numbers)}"
            cursor = self._database.connection().cursor(name=name, scrollable=False)
            cursor.execute(*self._spelt(query))
        try:
            while rows := cursor.fetchmany(size):
                yield from rows
        finally:
            cursor.close()

    def run(self, query: "peewee.BaseQuery") -> int:
        """Run a statement; how many rows it touched."""
        return int(self._execute(query).rowcount)

    def insert(self, query: "peewee.BaseQuery") -> int:
        """Run an insert that returns its number (`.returning(...)`)."""
        return int(self._execute(query).fetchone()[0])

    def insert_many(
        self, table: type["peewee.Model"] | str, columns: Sequence[str], rows: Sequence[Row]
    ) -> None:
        """Insert many rows of the same columns in one go."""
        if not rows:
            return
        names = ", ".join(f'"{column}"' for column in columns)
        called = table if isinstance(table, str) else table._meta.table_name
        into = f'"{called}" ({names})'
        cursor = self._database.connection().cursor()
        if self.is_sqlite:
            marks = ", ".join("?" * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", map(storable_all, rows))
            return
        with cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(storable_all(row))

    def step(self) -> AbstractContextManager[object]:
        """A part of the transaction that is kept as a whole or, if it raises, not at all."""
        nested: AbstractContextManager[object] = self._database.atomic()
        return nested

    def define(self, name: str, function: Callable[[Any], object]) -> None:
        """Make a function of one value known to this connection's statements (SQLite alone)."""
        self._database.connection().create_function(name, 1, function, deterministic=True)

    def copy_into(self, target: sqlite3.Connection, told: Callable[..., None]) -> None:
        """Copy the whole file as this session sees it (SQLite alone)."""
        self.sql("SELECT count(*) FROM sqlite_master")
        self._database.connection().backup(target, pages=4096, progress=told, sleep=0.05)

    def sql(self, text: str, values: Sequence[object] = ()) -> list[Row]:
        """Run a statement in the engine's own words; its rows, if it gives any."""
        cursor = self._database.execute_sql(text, storable_all(values))
        return list(cursor.fetchall()) if cursor.description else []

    def _execute(self, query: "peewee.BaseQuery") -> Any:
        return self._database.execute_sql(*self._spelt(query))

    def _spelt(self, query: "peewee.BaseQuery") -> tuple[str, Sequence[object]]:
        """The query in the engine's words, with values that both engines can hold."""
        text, values = self._database.get_sql_context().sql(query).query()
        return text, storable_all(values)


class Store:
    """An open store. Each thread has a connection of its own."""

    def __init__(self, location: Location, database: Any, scheme: int, faults: Faults) -> None:
        self.location = location
        self.is_sqlite = location.engine == "sqlite"
        self.barred: DeskError | None = None
        """Why nothing is written any more; None as long as writing is fine."""
        self._database = database
        self._scheme = scheme
        self._faults_of_engine = faults
        self._connections: dict[int, Any] = {}
        self._guard = threading.Lock()
        self._in_use = InUse()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, all of it one snapshot. Raises a `DeskError` for any fault."""
        kind = "DEFERRED" if self.is_sqlite else "REPEATABLE READ"
        with self._begun(kind) as session:
            yield session

    @contextmanager
    def writing(self, *, dry_run: bool = False) -> Iterator[Session]:
        """A transaction that may write: all of it is kept or nothing; nothing with `dry_run`.

        On SQLite it takes the write lock first (IMMEDIATE), so what it reads cannot go stale.
        """
        if self.barred is not None:
            raise again(self.barred)
        try:
            with self._begun(self._for_writing) as session:
                if self._database.transaction_depth() == 1:
                    self._refuse_newer(session)
                yield session
                _take_back(dry_run)
        except _TakenBack:
            pass

    @contextmanager
    def migrating(self) -> Iterator[Session]:
        """A transaction that may change the scheme itself, whatever its number is."""
        with self._begun(self._for_writing) as session:
            yield session

    def interrupt(self, thread: int) -> None:
        """Stop the statement which the thread of that identity is running."""
        with self._guard:
            connection = self._connections.get(thread)
        if connection is None:
            return
        if self.is_sqlite:
            connection.interrupt()
        else:
            connection.cancel()

    def close(self) -> None:
        """Stop what other threads still run, then close every connection that is not in use."""
        for still in self._in_use.others_until_gone(_LAST_SECONDS):
            for thread in still:
                self.interrupt(thread)
        if not self._database.is_closed():
            self._database.close()
        with self._guard:
            for thread in self._connections.keys() - self._in_use.others():
                self._connections.pop(thread).close()

    @property
    def _for_writing(self) -> str:
        return "IMMEDIATE" if self.is_sqlite else "READ COMMITTED"

    @contextmanager
    def _begun(self, kind: str) -> Iterator[Session]:
        """A transaction of that kind, on a new connection when the server dropped the old one."""
        with self._faults(), self._in_use.by_this_thread(), ExitStack() as stack:
            self._connect()
            try:
                begin(self._database, kind, stack)
            except self._faults_of_engine:
                if not self._drop_broken():
                    raise
                self._connect()
                begin(self._database, kind, stack)
            yield Session(self._database, is_sqlite=self.is_sqlite)

    def _refuse_newer(self, session: Session) -> None:
        """A newer desk may have moved the open store on: then only reading is safe."""
        if self.is_sqlite:
            ((found,),) = session.sql("PRAGMA user_version")
        else:
            ((found, _),) = session.sql(BEGIN_WRITING)
        if found > self._scheme:
            self.barred = StoreNewer(
                f"The store {self.location.shown} was moved to scheme {found} by a newer desk; "
                f"this one writes scheme {self._scheme}",
                "Close this desk and open the newer one.",
            )
            raise again(self.barred)

    def _connect(self) -> None:
        if not self._database.is_closed():
            return
        if self.is_sqlite and self._connections and not Path(self.location.target).exists():
            raise Unreachable(
                f"The store {self.location.shown} is gone since it was opened",
                "Put the file back and open the desk anew.",
            )
        self._database.connect()
        connection = self._database.connection()
        if self.is_sqlite:
            connection.create_function("fold", 1, fold, deterministic=True)
        # A thread that has ended left its connection, perhaps under the name of this one.
        alive = {thread.ident for thread in threading.enumerate()} - {threading.get_ident()}
        with self._guard:
            for thread in [thread for thread in self._connections if thread not in alive]:
                self._connections.pop(thread).close()
            self._connections[threading.get_ident()] = connection

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except DeskError:
            raise
        except self._faults_of_engine as error:
            self._drop_broken()
            first = first_fault(error)
            if isinstance(first, DeskError):
                raise first from error
            if is_damage(first) and self.barred is None:
                self.barred = damaged(self.location)
            raise as_desk_error(first, self.location) from error

    def _drop_broken(self) -> bool:
        """Forget this thread's connection if the server has closed it; whether it had."""
        with self._guard:
            connection = self._connections.get(threading.get_ident())
            if self.is_sqlite or connection is None or not connection.closed:
                return False
            del self._connections[threading.get_ident()]
        self._database.close()
        return True


class _TakenBack(Exception):
    """Raised inside a dry run's transaction, so that nothing of it is kept."""


def connect(location: Location, scheme: int) -> Store:
    """A store at that place, written in that scheme; connections open when first needed."""
    if location.engine == "postgresql":
        from desk.models import postgres

        engine: Any = postgres.database(location.target, _LOCK_WAIT_SECONDS)
        return Store(location, engine, scheme, (*_FAULTS, postgres.Error))
    # Another thread may close the connection of one that has ended.
    engine = peewee.SqliteDatabase(
        location.target, pragmas=_PRAGMAS, timeout=SPELL_SECONDS, check_same_thread=False
    )
    return Store(location, engine, scheme, (*_FAULTS, sqlite3.Error))


def _take_back(dry_run: bool) -> None:
    if dry_run:
        raise _TakenBack
