"""The PostgreSQL engine; the only module that needs psycopg."""

import threading
from typing import Any

from desk.errors import Unreachable
from desk.models.base import peewee

try:
    import psycopg
    from psycopg.pq import TransactionStatus
except ImportError as error:
    raise Unreachable(
        "PostgreSQL needs the psycopg driver, which is not installed",
        "Install it with: pip install 'desk-tui[postgres]'",
    ) from error

_CONNECT_SECONDS = 10
_TURN_SECONDS = 0.25
"""How long to listen before looking whether to stop."""

Error = psycopg.Error
"""What the driver raises where peewee does not stand between."""


class Adapter(peewee.Psycopg3Adapter):
    """peewee's psycopg 3 adapter, with the driver that `desk.models.base` kept away from peewee."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def check_driver(self) -> None:
        """The driver was imported above."""

    def connect(self, db: "Database", **params: Any) -> "psycopg.Connection[Any]":
        """Open a connection from a URL; what the URL says itself wins."""
        if "connect_timeout=" not in db.database:
            params["connect_timeout"] = _CONNECT_SECONDS
        if "application_name=" not in db.database:
            params["application_name"] = "desk"
        connection = psycopg.connect(db.database, client_encoding="utf8", **params)
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {db.lock_wait_seconds * 1000}")
        return connection


class Database(peewee.PostgresqlDatabase):
    """A PostgreSQL database that always speaks through psycopg 3."""

    psycopg2_adapter = Adapter
    psycopg3_adapter = Adapter

    lock_wait_seconds = 5
    """How long a statement waits for somebody else's lock."""


def database(url: str, lock_wait_seconds: int) -> Database:
    """The database at that URL."""
    made = Database(url)
    made.lock_wait_seconds = lock_wait_seconds
    return made


class ServerEar:
    """Listens to what the server calls out, on a connection of its own.

    While the server cannot be reached it hears nothing; who listens looks by himself anyway.
    """

    def __init__(self, url: str, channel: str) -> None:
        self._url = url
        self._channel = channel
        self._connection: psycopg.Connection[Any] | None = None

    def listen(self, seconds: float, stopped: threading.Event) -> bool:
        """Wait until something is called out."""
        try:
            while seconds > 0 and not stopped.is_set():
                connection = self._connection or self._connected()
                turn = min(seconds, _TURN_SECONDS)
                if any(True for _ in connection.notifies(timeout=turn, stop_after=1)):
                    return True
                seconds -= turn
        except psycopg.Error:
            self.close()
            stopped.wait(seconds)
        return False

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connected(self) -> "psycopg.Connection[Any]":
        self._connection = psycopg.connect(
            self._url, autocommit=True, connect_timeout=_CONNECT_SECONDS, application_name="desk"
        )
        self._connection.execute(f"LISTEN {self._channel}")
        return self._connection
