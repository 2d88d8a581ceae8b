"""What an engine's error means to a user."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from desk.errors import (
    Crossed,
    DeskError,
    Duplicate,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    Unreachable,
)
from desk.models.holders import holder
from desk.models.location import Location


class _Fault(NamedTuple):
    """Words an engine uses for one kind of fault, and what to say then."""

    marks: tuple[str, ...]
    family: Callable[[str, str], DeskError]
    message: str
    next_step: str


_FAULTS = (
    _Fault(
        ("interrupted", "due to user request"),
        Unreachable,
        "The search was stopped",
        "Narrow the filter, or let it run.",
    ),
    _Fault(
        ("database is locked", "table is locked", "busy", "lock timeout"),
        StoreLocked,
        "The store {place} is locked by another process{holder}",
        "Try again when its backup or import has ended.",
    ),
    _Fault(
        ("deadlock detected", "could not serialize"),
        Crossed,
        "Two desks wrote to the same things in {place} at the same moment",
        "Do it again; nothing of it was kept.",
    ),
    _Fault(
        ("unique constraint",),
        Duplicate,
        "Somebody else saved the same at the same moment",
        "Look again and repeat what is missing.",
    ),
    _Fault(
        ("disk is full", "disk full", "no space left"),
        StoreFull,
        "There is no space left for {place}",
        "Make room on the disk and do it again; what was confirmed is kept.",
    ),
    _Fault(
        ("beside it",),
        StoreFull,
        "Nothing can be written beside {place}: the disk is full, or it fails",
        "Make room on the disk and do it again; what was confirmed is kept.",
    ),
    _Fault(
        ("readonly", "read-only", "permission denied"),
        StoreFull,
        "The store {place} may not be written",
        "Check the rights of the file and of its folder.",
    ),
    _Fault(
        ("unable to open",),
        Unreachable,
        "The store {place} cannot be opened",
        "Check that its folder exists and that you may write there.",
    ),
    _Fault(
        ("malformed", "not a database", "disk i/o", "invalid page", "checksum"),
        StoreDamaged,
        "The store {place} is damaged: {said}",
        "Keep a copy of it, then put its last backup in its place; one may stand beside it.",
    ),
    _Fault(
        ("password authentication", "no password supplied", "role ", "pg_hba"),
        Unreachable,
        "The store {place} lets nobody in: {said}",
        "Check the name, the password and the rights in its URL.",
    ),
    _Fault(
        ('database "',),
        Unreachable,
        "There is no database for the store {place}: {said}",
        "Make it with createdb, or check the name in the URL.",
    ),
    _Fault(
        ("resolve host", "invalid uri", "invalid integer", "invalid port"),
        Unreachable,
        "The store {place} cannot be found: {said}",
        "Check its URL; signs of a password that mean something in a URL are written %40 for @.",
    ),
    _Fault(
        ("connect", "terminat", "timeout", "server closed", "starting up", "shutting down"),
        Unreachable,
        "The store {place} does not answer: {said}",
        "Check its URL and that the server runs.",
    ),
)


_BESIDE = ("SQLITE_IOERR_SHMSIZE", "SQLITE_IOERR_SHMMAP")
"""How SQLite calls it when there is no room for what desks share beside the file."""
_ENDED = ("no transaction is active", "no such savepoint")
"""What SQLite says to the end of a transaction that it has ended itself."""


def first_fault(error: BaseException) -> BaseException:
    """What went wrong before the attempt to take a transaction back failed too.

    SQLite ends a transaction itself when the disk is full.
    """
    while any(mark in str(error) for mark in _ENDED) and error.__context__ is not None:
        error = error.__context__
    return error


def as_desk_error(error: BaseException, location: Location) -> DeskError:
    """The member of the desk's family that a fault of the engine amounts to."""
    said = " ".join(location.masked(_said(error)).split())
    fault = _fault_in(said)
    if fault is None:
        return StoreDamaged(
            f"The store {location.shown} gave an error: {said}",
            "Do it again; if it stays, desk doctor may tell more.",
        )
    told = {"place": location.shown, "said": said, "holder": ""}
    if fault.family is StoreLocked and location.engine == "sqlite":
        writer = holder(Path(location.target))
        told["holder"] = f": {writer}" if writer else ""
    return fault.family(fault.message.format(**told), fault.next_step)


def is_damage(error: BaseException) -> bool:
    """Whether the engine says that what it keeps is damaged, or that its disk fails."""
    fault = _fault_in(_said(error))
    return fault is not None and fault.family is StoreDamaged


def _said(error: BaseException) -> str:
    """What the engine said, and in SQLite's case what it meant."""
    origin = error
    while isinstance(wrapped := getattr(origin, "orig", None), BaseException):
        origin = wrapped
    if getattr(origin, "sqlite_errorname", "") in _BESIDE:
        return f"no room beside it: {error}"
    return str(error)


def _fault_in(said: str) -> _Fault | None:
    lower = said.lower()
    return next((fault for fault in _FAULTS if any(mark in lower for mark in fault.marks)), None)
