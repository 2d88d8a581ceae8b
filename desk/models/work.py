"""Tables of work."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.base import (
    CLOSED,
    NOBODY,
    PAUSED,
    AutoField,
    BigIntegerField,
    Table,
    TextField,
    peewee,
)
from desk.models.store import Session
from desk.rules.vocabulary import Reference


class Work(Table):
    """The head of every item of work: what lists show, sort and filter by."""

    id = AutoField()
    kind = TextField()
    number = BigIntegerField()
    subject = TextField()
    state = TextField()
    priority = BigIntegerField()
    customer = BigIntegerField(null=True)
    contact = TextField()
    channel = TextField()
    direction = TextField()
    owner = BigIntegerField()
    team = BigIntegerField(null=True)
    created = BigIntegerField()
    updated = BigIntegerField()
    closed = BigIntegerField(null=True)
    tags = TextField()
    due_key = BigIntegerField()
    watch_at = BigIntegerField()
    warning_at = BigIntegerField()
    jeopardy_at = BigIntegerField()
    breached_at = BigIntegerField()
    overdue2_at = BigIntegerField()
    overdue3_at = BigIntegerField()
    recency = BigIntegerField()
    snoozed_until = BigIntegerField()
    """0 when it was not snoozed; over once it has passed."""
    touched_at = BigIntegerField()
    """When its owner last did something about it, or it came to its owner or its state."""
    source = TextField(null=True)
    source_key = TextField(null=True)
    source_hash = TextField(null=True)
    version = BigIntegerField()


def reference_of(session: Session, id_: int) -> Reference:
    """The reference of an item of that number."""
    ((kind, number),) = session.rows(Work.select(Work.kind, Work.number).where(Work.id == id_))
    return Reference(kind, number)


def id_of(session: Session, ref: Reference) -> int | None:
    """The number of an item; None when there is none of that reference."""
    found = session.one(
        Work.select(Work.id).where((Work.kind == ref.kind) & (Work.number == ref.number))
    )
    return None if found is None else int(found[0])


def lock_item(session: Session, item: int | None) -> None:
    """Keep others from an item until the end: who changes what is its own locks it first."""
    if item is not None and not session.is_sqlite:
        session.rows(Work.select(Work.id).where(Work.id == item).for_update())


class Open(NamedTuple):
    """The open work of somebody, and what of it is most urgent."""

    count: int  # type: ignore[assignment]  # tuples have a method of that name
    item: int = 0
    ref: Reference | None = None
    created: int = 0


def open_of(session: Session, person: int) -> Open:
    """How much work somebody has open, and what of it is most urgent."""
    theirs = (Work.owner == person) & (Work.due_key < CLOSED)
    count = peewee.fn.COUNT(Work.id).over()
    query = Work.select(count, Work.id, Work.kind, Work.number, Work.created).where(theirs)
    found = session.one(query.order_by(Work.due_key, Work.priority, Work.id).limit(1))
    if found is None:
        return Open(0)
    many, item, kind, number, created = found
    return Open(many, item, Reference(kind, number), created)


def next_up(teams: tuple[int, ...], limit: int, now: int) -> peewee.Select:
    """What nobody has, most urgent first: work of no team and of one's own teams.

    Somebody in no team takes from all. What waits for a customer is left out: there is nothing to
    do on it. So is what is snoozed, until it is late.
    """
    wanted = (Work.owner == NOBODY) & (Work.due_key < CLOSED) & (Work.due_key != PAUSED)
    wanted &= (Work.snoozed_until <= now) | (Work.due_key <= now)
    if teams:
        wanted &= Work.team.is_null() | (Work.team << teams)
    order = (Work.due_key, Work.priority, Work.id)
    return Work.select(Work.id).where(wanted).order_by(*order).limit(limit)


def imported(session: Session, source: str, keys: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Which keys of a source are here: number and digest of the item each has become.

    Nobody else imports until the end of the transaction, so none of the others comes meanwhile.
    """
    if not keys:
        return {}
    if not session.is_sqlite:
        session.sql("SELECT pg_advisory_xact_lock(hashtext('desk import'))")
    mark = "?" if session.is_sqlite else "%s"
    rows = session.sql(
        f"SELECT source_key, number, source_hash FROM work WHERE source = {mark} "
        f"AND source_key IN ({', '.join([mark] * len(keys))})",
        (source, *keys),
    )
    return {key: (number, digest) for key, number, digest in rows}
