"""The table of absences: when somebody does not work."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session


class Absence(Table):
    """When somebody does not work."""

    id = AutoField()
    person = BigIntegerField()
    starts = BigIntegerField()
    ends = BigIntegerField()
    why = TextField()
    told_at = BigIntegerField(null=True)
    """When the lead was told that the person's work has to be given to others."""


class KeptAbsence(NamedTuple):
    """An absence as the store keeps it."""

    id: int
    person: int
    starts: int
    ends: int
    why: str


def absences(session: Session, now: int, person: int | None = None) -> list[KeptAbsence]:
    """The absences that are not over, of one person or of everybody, the earliest first."""
    columns = [getattr(Absence, name) for name in KeptAbsence._fields]
    query = Absence.select(*columns).where(Absence.ends > now)
    if person is not None:
        query = query.where(Absence.person == person)
    rows = session.rows(query.order_by(Absence.starts, Absence.id))
    return [KeptAbsence(*row) for row in rows]


def put_absence(session: Session, person: int, starts: int, ends: int, why: str) -> int:
    """Write an absence down; its number."""
    made = Absence.insert(person=person, starts=starts, ends=ends, why=why)
    return session.insert(made.returning(Absence.id))


def end_absence(session: Session, absence: KeptAbsence, now: int) -> None:
    """End an absence that goes on; one that has not begun never was."""
    if absence.starts < now:
        session.run(Absence.update(ends=now).where(Absence.id == absence.id))
    else:
        session.run(Absence.delete().where(Absence.id == absence.id))


def first_untold(session: Session) -> int | None:
    """When the first absence begins of which the lead was not told."""
    query = Absence.select(Absence.starts).where(Absence.told_at.is_null())
    found = session.one(query.order_by(Absence.starts).limit(1))
    return None if found is None else int(found[0])


def untold(session: Session, now: int) -> list[KeptAbsence]:
    """Absences that have begun and of which the lead was not told; locked until the end."""
    columns = [getattr(Absence, name) for name in KeptAbsence._fields]
    begun = Absence.told_at.is_null() & (Absence.starts <= now)
    query = Absence.select(*columns).where(begun).order_by(Absence.id)
    rows = session.rows(query if session.is_sqlite else query.for_update())
    return [KeptAbsence(*row) for row in rows]


def mark_told(session: Session, absences_: Sequence[int], now: int) -> None:
    """Write down that leads were told of absences."""
    if absences_:
        session.run(Absence.update(told_at=now).where(Absence.id << [*absences_]))
