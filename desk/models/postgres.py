"""The PostgreSQL engine; the only module that needs psycopg."""

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


class Adapter(peewee.Psycopg3Adapter):
    """peewee's psycopg 3 adapter, with the driver that `desk.models.base` kept away from peewee."""

    txn_idle = TransactionStatus.IDLE
    txn_inerror = TransactionStatus.INERROR
    txn_unknown = TransactionStatus.UNKNOWN

    def check_driver(self) -> None:
        """The driver was imported above."""

    def connect(self, db: "peewee.PostgresqlDatabase", **params: Any) -> "psycopg.Connection[Any]":
        """Open a connection from a URL."""
        return psycopg.connect(db.database, **params)


class Database(peewee.PostgresqlDatabase):
    """A PostgreSQL database that always speaks through psycopg 3."""

    psycopg2_adapter = Adapter
    psycopg3_adapter = Adapter


def database(url: str) -> Database:
    """The database at that URL."""
    return Database(url.replace("postgres://", "postgresql://", 1))
