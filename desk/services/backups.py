"""Everything there is as one file, and back again, on either engine."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from desk.clock import Clock
from desk.errors import BadValue, Duplicate, StoreDamaged
from desk.models.backups import connect, made, workshop, write
from desk.models.file_shape import counts
from desk.models.location import Location
from desk.models.restores import (
    in_place_of,
    into_file,
    into_server,
    is_used,
    prepare,
    set_aside,
)
from desk.models.settings import put_setting
from desk.models.store import Store
from desk.rows.backups import Kept
from desk.rows.health import CheckRow
from desk.rules.instants import rfc3339
from desk.rules.permissions import Actor, require

LAST = "backed_up"
"""The setting that says when the store was backed up last."""

Checks = Callable[[Path], Iterator[CheckRow]]
"""Looks through a file of a desk: each check as it ends."""

Copied = Callable[[int, int], object]
"""Told how much is copied, and of how much."""

_OF_THE_FILE = ("store", "references")
"""Checks that tell whether a file is whole; the others tell what a desk wrote into it."""


class Backups:
    """Use cases on the whole store."""

    def __init__(self, store: Store, clock: Clock, version: str, checks: Checks) -> None:
        self._store = store
        self._clock = clock
        self._version = version
        self._checks = checks

    def back_up(
        self, actor: Actor, path: Path, *, force: bool = False, copied: Copied = lambda *_: None
    ) -> Kept:
        """Write everything to a file as it stands at one moment, while others go on working.

        The file has its name only when it was read again and is whole.
        """
        require(actor, "store.backup", "back the store up")
        began = time.perf_counter()
        self._refuse_itself(path)
        now = self._clock.now()
        mark = {"at": rfc3339(now), "engine": self._store.location.engine, "desk": self._version}
        with made(path, replace=force) as part:
            found = write(self._store, part, mark, copied)
            faults = self._checked(part, "The copy")
            size, digest = _measured(part)
        self._remember(now)
        seconds = time.perf_counter() - began
        engine = self._store.location.engine
        return Kept(str(path), engine, size, digest, seconds, found, faults)

    def restore(
        self, actor: Actor, path: Path, *, force: bool = False, copied: Copied = lambda *_: None
    ) -> Kept:
        """Put a backup in the place of what the store holds: all of it, or nothing.

        Without `force` only into a store that nothing was done in.
        """
        require(actor, "store.backup", "restore the store")
        began = time.perf_counter()
        self._refuse_itself(path)
        location = self._store.location
        near = Path(location.target).parent if self._store.is_sqlite else None
        with workshop(near) as folder:
            copy = folder / "copy.db"
            prepare(path, copy, self._version)
            faults = self._checked(copy, str(path))
            refuse_faulty(path, faults, force=force)
            with self._store.reading() as session:
                used = is_used(session)
            if used and not force:
                raise Duplicate(
                    f"The store {location.shown} holds work already",
                    "Name an empty one with --db, or put the backup in its place with --force.",
                )
            aside = self._replace(copy, copied, is_used=used)
            found = _counted(copy)
        size, digest = _measured(path)
        seconds = time.perf_counter() - began
        return Kept(str(path), location.engine, size, digest, seconds, found, faults, aside)

    def _replace(self, copy: Path, copied: Copied, *, is_used: bool) -> str:
        if not self._store.is_sqlite:
            into_server(copy, self._store, copied)
            return ""
        location = self._store.location
        aside = str(set_aside(location, lambda *_: None)) if is_used else ""
        into_file(copy, location, copied)
        return aside

    def _checked(self, path: Path, shown: str) -> tuple[CheckRow, ...]:
        """What is wrong in a file. Raises `StoreDamaged` when it is not even whole."""
        return whole(self._checks, path, shown)

    def _remember(self, now: int) -> None:
        """Keep when the last backup was made; a store that only reads cannot."""
        if self._store.barred is None:
            with self._store.writing() as session:
                put_setting(session, LAST, str(now))

    def _refuse_itself(self, path: Path) -> None:
        location = self._store.location
        if location.engine == "sqlite" and path.exists() and path.samefile(location.target):
            raise BadValue(f"{path} is the store itself", "Name another file.")


def whole(checks: Checks, path: Path, shown: str) -> tuple[CheckRow, ...]:
    """What is wrong in a file. Raises `StoreDamaged` when it is not even whole."""
    faults = tuple(row for row in checks(path) if not row.ok)
    for row in faults:
        if row.check in _OF_THE_FILE:
            raise StoreDamaged(
                f"{shown} is damaged: {row.message}",
                "Nothing was put in place. Look at the store with: desk doctor",
            )
    return faults


def refuse_faulty(path: Path, faults: tuple[CheckRow, ...], *, force: bool) -> None:
    """Raise `StoreDamaged` for a backup in which something contradicts itself."""
    if faults and not force:
        raise StoreDamaged(
            f"In the backup {path} {faults[0].message}",
            "Take an older one, or take this one as it is with --force.",
        )


def in_place_of_damaged(location: Location, path: Path, version: str, checks: Checks) -> Kept:
    """Put a backup where a file lies that cannot be opened; that one is set aside."""
    if location.engine != "sqlite":
        raise StoreDamaged(
            f"The store {location.shown} cannot be opened",
            "Make a new database, and restore into that one.",
        )
    began = time.perf_counter()
    target = Path(location.target)
    if path.exists() and path.samefile(target):
        raise BadValue(f"{path} is the store itself", "Name a file that desk backup made.")
    with workshop(target.parent) as folder:
        copy = folder / "copy.db"
        prepare(path, copy, version)
        faults = whole(checks, copy, str(path))
        found = _counted(copy)
        aside = in_place_of(copy, target)
    size, digest = _measured(path)
    seconds = time.perf_counter() - began
    return Kept(str(path), "sqlite", size, digest, seconds, found, faults, str(aside))


def _counted(path: Path) -> dict[str, int]:
    with closing(connect(path, "ro")) as connection:
        return counts(connection)


def _measured(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
