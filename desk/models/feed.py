"""The journal as a feed: entries in the order of their numbers, none left out."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desk.models.customers import Customer
from desk.models.jobs import Feed
from desk.models.number_holds import LAST, LOWEST_HOLD
from desk.models.outbox import Outbox
from desk.models.settings import Setting
from desk.models.store import Session
from desk.models.work import Work
from desk.rules.vocabulary import WORK_KINDS, Reference

IDENTITY = "identity"
"""The setting that tells this store from every other one, for as long as there is a copy of it."""


class Fed(NamedTuple):
    """An entry as the feed reads it."""

    seq: int
    at: int
    actor: int | None
    action: str
    kind: str
    number: int
    """The object's, within its kind."""
    visibility: str
    before: Mapping[str, object]
    after: Mapping[str, object]


class Stretch(NamedTuple):
    """Some entries one after the other."""

    entries: tuple[Fed, ...]
    upto: int
    """The feed is known to be whole up to this number."""
    is_last: bool
    """Whether nothing that could be told is left behind it."""
    is_held: bool = False
    """Whether there is more that cannot be told yet, for something older is still to come."""


class Whole(NamedTuple):
    """Up to which number every entry there will ever be can be read."""

    upto: int
    last: int
    """The last number there is."""


def whole(session: Session) -> Whole:
    """Up to where the feed is whole, for transactions that begin to read after this has asked."""
    last = int(session.sql(LAST)[0][0])
    if session.is_sqlite:
        return Whole(last, last)
    held = session.sql(LOWEST_HOLD)[0][0]
    return Whole(last if held is None else min(last, int(held)), last)


def entries_after(session: Session, since: int, whole: Whole, most: int) -> Stretch:
    """So many entries at most, after a number and up to where the feed is whole.

    On PostgreSQL they end before those of a transaction that is no older than one still running:
    a program that writes without a hold is waited for too. What was brought along from another
    server has numbers of transactions that are still to come here, and is not waited for.
    """
    mark = "?" if session.is_sqlite else "%s"
    held = "0" if session.is_sqlite else _HELD
    rows = session.sql(
        "SELECT j.seq, j.at, j.actor, j.action, j.kind, j.object, j.visibility,"
        f" v.before, v.after, {held} FROM journal j LEFT JOIN journal_value v ON v.seq = j.seq"
        f" WHERE j.seq > {mark} AND j.seq <= {mark} ORDER BY j.seq LIMIT {mark}",
        (since, whole.upto, most),
    )
    kept: list[Fed] = []
    for *told, before, after, is_held in rows:
        if is_held:
            return Stretch(tuple(kept), kept[-1].seq if kept else since, is_last=True, is_held=True)
        values = json.loads(before or "{}"), json.loads(after or "{}")
        kept.append(Fed(*told, *values))  # type: ignore[call-arg]
    if len(rows) == most:
        return Stretch(tuple(kept), kept[-1].seq, is_last=False)
    is_held = whole.last > max(since, whole.upto)
    return Stretch(tuple(kept), max(since, whole.upto), is_last=True, is_held=is_held)


_NUMBERED: dict[str, type[Customer] | type[Outbox]] = {"customer": Customer, "notice": Outbox}
"""Kinds of objects besides work that have a reference."""

_HELD = (
    "(j.tx >= pg_snapshot_xmin(pg_current_snapshot())"
    " AND j.tx < pg_snapshot_xmax(pg_current_snapshot()))"
)


def identity(session: Session) -> str:
    """What tells this store from every other one."""
    found = session.one(Setting.select(Setting.value).where(Setting.name == IDENTITY))
    return str(found[0]) if found else "desk"


def event_id(store: str, seq: int, at: int) -> str:
    """The same for an event wherever it is told, and for no other.

    A store that was put back gives numbers out again, but not at the same time.
    """
    return f"{store}-{seq}-{at:x}"


def references(session: Session, objects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What objects are called, by kind and number; what has no reference is left out."""
    wanted: dict[str, set[int]] = {}
    for kind, number in objects:
        wanted.setdefault("work" if kind in WORK_KINDS else kind, set()).add(number)
    found: dict[tuple[str, int], str] = {}
    for kind, numbers in wanted.items():
        if kind == "work":
            heads = Work.select(Work.id, Work.kind, Work.number).where(Work.id << [*numbers])
            rows = session.rows(heads)
        elif kind in _NUMBERED:
            table = _NUMBERED[kind]
            query = table.select(table.id, table.number).where(table.id << [*numbers])
            rows = [(id_, kind, shown) for id_, shown in session.rows(query)]
        else:
            continue
        found |= {(of, id_): str(Reference(of, number)) for id_, of, number in rows}
    return found


def cursors(session: Session, *, locked: bool = False) -> dict[str, int]:
    """Up to which entry each hook was served, by name; `locked` for others to leave."""
    query = Feed.select(Feed.name, Feed.seq).order_by(Feed.name)
    if locked and not session.is_sqlite:
        query = query.for_update()
    return dict(session.rows(query))


def begin_at(session: Session, name: str, seq: int) -> None:
    """Let a hook that is new be served from there on, unless another desk was first."""
    insert = Feed.insert(name=name, seq=seq)
    session.run(insert.on_conflict(conflict_target=[Feed.name], action="IGNORE"))


def put_cursor(session: Session, name: str, seq: int) -> None:
    """Say up to which entry a hook was served."""
    session.run(Feed.update(seq=seq).where(Feed.name == name))


def drop_cursor(session: Session, name: str) -> None:
    """Forget a hook: one of that name begins at the end of the feed."""
    session.run(Feed.delete().where(Feed.name == name))
