"""The table of what was taken back, and how the acts that could be are found."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from desk.models.base import BigIntegerField, Table, peewee
from desk.models.journal import Journal, JournalValue
from desk.models.settings import settings
from desk.models.store import Row, Session

LOOKED_BACK = 5_000
"""So many numbers of the journal, from its end, are looked through for somebody's last act."""

_LATEST = 20
"""So many of somebody's acts on one object are looked through."""


class Undone(Table):
    """An entry of the journal that was taken back, and the entry that did it."""

    seq = BigIntegerField(primary_key=True)
    undo = BigIntegerField()


class Act(NamedTuple):
    """An entry of the journal that may be taken back."""

    seq: int
    at: int
    action: str
    kind: str
    object_id: int
    group: str | None
    before: Mapping[str, object]
    after: Mapping[str, object]


def last_act(session: Session, actor: int, before: int | None = None) -> Act | None:
    """What somebody did last and has not taken back, as far back as is looked.

    With `before`, only what came before that entry. The walk is bounded, so it needs no index.
    """
    (last,) = session.one(Journal.select(peewee.fn.max(Journal.seq))) or (None,)
    oldest = (last or 0) - LOOKED_BACK
    until = Journal.seq < before if before is not None else Journal.seq <= (last or 0)
    return _first(session, (Journal.seq > oldest) & until & (Journal.actor == actor))


def acts_on(session: Session, actor: int, kind: str, object_id: int) -> list[Act]:
    """What somebody did on one object of late and has not taken back, the latest first."""
    on_it = (Journal.kind == kind) & (Journal.object == object_id) & (Journal.actor == actor)
    return [_act(row) for row in session.rows(_acts(on_it).limit(_LATEST))]


def acts_of_group(session: Session, actor: int, group: str) -> list[Act]:
    """Everything somebody did as one and has not taken back, the latest first."""
    wanted = (Journal.grp == group) & (Journal.actor == actor)
    return [_act(row) for row in session.rows(_acts(wanted))]


def is_undone(session: Session, seq: int) -> bool:
    """Whether an entry was taken back."""
    return session.one(Undone.select(Undone.undo).where(Undone.seq == seq)) is not None


def put_undone(session: Session, seq: int, undo: int) -> None:
    """Write down that an entry was taken back by another."""
    session.run(Undone.insert(seq=seq, undo=undo))


def undone_of(session: Session, kind: str, object_id: int) -> set[int]:
    """The numbers of an object's entries that were taken back."""
    query = (
        Undone.select(Undone.seq)
        .join(Journal, on=(Journal.seq == Undone.seq))
        .where((Journal.kind == kind) & (Journal.object == object_id))
    )
    return {seq for (seq,) in session.rows(query)}


def undo_begins_after(session: Session) -> int:
    """The last entry that does not tell enough to be taken back."""
    return int(settings(session).get("undo_after", "0"))


def _first(session: Session, wanted: "peewee.Expression") -> Act | None:
    row = session.one(_acts(wanted).limit(1))
    return None if row is None else _act(row)


def _acts(wanted: "peewee.Expression") -> "peewee.Select":
    outer = peewee.JOIN.LEFT_OUTER
    return (
        Journal.select(
            Journal.seq,
            Journal.at,
            Journal.action,
            Journal.kind,
            Journal.object,
            Journal.grp,
            JournalValue.before,
            JournalValue.after,
        )
        .join(JournalValue, outer, on=(JournalValue.seq == Journal.seq))
        .join(Undone, outer, on=(Undone.seq == Journal.seq))
        .where(wanted & (Journal.action != "undo") & Undone.seq.is_null())
        .order_by(Journal.seq.desc())
    )


def _act(row: Row) -> Act:
    seq, at, action, kind, object_id, group, before, after = row
    told = json.loads(before or "{}"), json.loads(after or "{}")
    return Act(seq, at, action, kind, object_id, group, *told)
