"""How a desk hears that another one has committed something."""

import threading
from typing import Protocol

from desk.models.store import Session, Store

CHANNEL = "desk"
"""What PostgreSQL is told to call out on."""

_LOOKS_EVERY = 0.25
"""Seconds between two looks at a file; one costs some microseconds."""


class Ear(Protocol):
    """Hears that something was committed; what it was, the journal says."""

    def listen(self, seconds: float, stopped: threading.Event) -> bool:
        """Wait so long at most; whether anything was heard."""

    def close(self) -> None:
        """Stop listening."""


class FileEar:
    """Looks at SQLite's own counter of other connections' commits."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._version = self._look()

    def listen(self, seconds: float, stopped: threading.Event) -> bool:
        """Look until the counter moves."""
        left = seconds
        while self._look() == self._version:
            if left <= 0 or stopped.wait(min(left, _LOOKS_EVERY)):
                return False
            left -= _LOOKS_EVERY
        self._version = self._look()
        return True

    def close(self) -> None:
        """There is nothing to let go of: the connection belongs to the thread."""

    def _look(self) -> int:
        with self._store.reading() as session:
            return int(session.sql("PRAGMA data_version")[0][0])


def call_out(session: Session) -> None:
    """Wake the listeners of a server when this transaction ends; a file needs no calling."""
    if not session.is_sqlite:
        session.sql(f"NOTIFY {CHANNEL}")


def ear(store: Store) -> Ear:
    """An ear for the engine of the store, to be used by one thread."""
    if store.is_sqlite:
        return FileEar(store)
    from desk.models.postgres import ServerEar

    return ServerEar(store.location.target, CHANNEL)
