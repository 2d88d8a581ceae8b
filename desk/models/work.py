"""Tables of work."""

from collections.abc import Sequence

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
    source = TextField(null=True)
    source_key = TextField(null=True)
    source_hash = TextField(null=True)
    version = BigIntegerField()


def next_up(teams: tuple[int, ...], limit: int) -> peewee.Select:
    """What nobody has, most urgent first: work of no team and of one's own teams.

    Somebody in no team takes from all. What waits for a customer is left out: there is nothing to
    do on it.
    """
    wanted = (Work.owner == NOBODY) & (Work.due_key < CLOSED) & (Work.due_key != PAUSED)
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
