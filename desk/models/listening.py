"""How a desk hears that another one has committed something."""

import sqlite3
import threading
from pathlib import Path
from typing import Protocol

from desk.models.faults import as_desk_error
from desk.models.read_only import ReadOnlyStore
from desk.models.store import Session, Store

CHANNEL = "desk"
"""What PostgreSQL is told to call out on."""

PRESENCE = "presence"
"""The counter that moves when somebody comes, goes, or begins or stops to write."""

_LOOKS_EVERY = 0.25
"""Seconds between two looks at a file; one costs some microseconds."""


class Ear(Protocol):
    """Hears that something was committed; what it was, the journal says."""

    def listen(self, seconds: float, stopped: threading.Event) -> bool:
        """Wait so long at most; whether anything was heard."""

    def close(self) -> None:
        """Stop listening."""


class FileEar:
    """Looks at SQLite's own counter of other connections' commits.

    It has a connection to itself and begins no transaction: a look is to cost next to nothing.
    """

    def __init__(self, store: Store) -> None:
        self._location = store.location
        place = f"{Path(store.location.target).as_uri()}?mode=rw"
        try:
            self._connection = sqlite3.connect(place, uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            raise as_desk_error(error, self._location) from error
        self._version = self._look()

    def listen(self, seconds: float, stopped: threading.Event) -> bool:
        """Look until the counter moves."""
        left = seconds
        while (version := self._look()) == self._version:
            if left <= 0 or stopped.wait(min(left, _LOOKS_EVERY)):
                return False
            left -= _LOOKS_EVERY
        self._version = version
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _look(self) -> int:
        try:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            raise as_desk_error(error, self._location) from error


class StampEar:
    """Looks whether a file that may only be read was touched; it has no counter of its own."""

    def __init__(self, store: ReadOnlyStore) -> None:
        self._store = store
        self._seen = store.stamp()

    def listen(self, seconds: float, stopped: threading.Event) -> bool:
        """Look until the file was touched."""
        left = seconds
        while (stamp := self._store.stamp()) == self._seen:
            if left <= 0 or stopped.wait(min(left, _LOOKS_EVERY)):
                return False
            left -= _LOOKS_EVERY
        self._seen = stamp
        return True

    def close(self) -> None:
        """Nothing is held."""


def call_out(session: Session) -> None:
    """Wake the listeners of a server when this transaction ends; a file needs no calling."""
    if not session.is_sqlite:
        session.sql(f"NOTIFY {CHANNEL}")


def ear(store: Store) -> Ear:
    """An ear for the engine of the store, to be used by one thread."""
    if isinstance(store, ReadOnlyStore):
        return StampEar(store)
    if store.is_sqlite:
        return FileEar(store)
    from desk.models.postgres import ServerEar

    return ServerEar(store.location.target, CHANNEL)
