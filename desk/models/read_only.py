"""A SQLite file that may be read and not written, followed while others write to it."""

import os
import sqlite3
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

from desk.models.barring import read_only
from desk.models.base import peewee
from desk.models.location import Location
from desk.models.store import Faults, Store

Stamp = tuple[int, ...]


class _Database(peewee.SqliteDatabase):
    """Connects in the way that fits what stands beside the file at that moment.

    While somebody writes there is a log, and reading goes through it. Without one SQLite would
    have to make it, which is what may not be done; so the file is read as one that nobody writes.
    """

    path: Path

    def _connect(self) -> Any:
        way = "mode=ro" if _has_log(self.path) else "mode=ro&immutable=1"
        self.database = f"file:{quote(os.fsencode(self.path))}?{way}"
        return super()._connect()  # type: ignore[misc]


class ReadOnlyStore(Store):
    """Reads like any store; a file that changed is opened anew, since no log tells of it."""

    def __init__(self, location: Location, scheme: int, faults: Faults, why: str) -> None:
        self._path = Path(location.target)
        database = _Database(location.target, timeout=5, uri=True, check_same_thread=False)
        database.path = self._path
        super().__init__(location, database, scheme, faults)
        self.barred = read_only(location, why)
        self._stamps: dict[int, Stamp] = {}

    def stamp(self) -> Stamp:
        """What is another after every write of somebody else."""
        found: list[int] = []
        for path in (self._path, self._path.with_name(f"{self._path.name}-wal")):
            try:
                status = path.stat()
            except OSError:
                found.append(0)
            else:
                found += [status.st_mtime_ns, status.st_size, status.st_ino]
        return tuple(found)

    def _connect(self) -> None:
        stamp, thread = self.stamp(), threading.get_ident()
        is_idle = not self._database.is_closed() and not self._database.in_transaction()
        if is_idle and self._stamps.get(thread) != stamp:
            self._database.close()
        if self._database.is_closed():
            self._stamps[thread] = stamp
        super()._connect()


def open_to_read(location: Location, scheme: int, why: str) -> ReadOnlyStore:
    """The store, to be read; connections open when first needed."""
    faults = (peewee.DatabaseError, peewee.InterfaceError, sqlite3.Error)
    return ReadOnlyStore(location, scheme, faults, why)


def _has_log(path: Path) -> bool:
    return path.with_name(f"{path.name}-wal").exists()
