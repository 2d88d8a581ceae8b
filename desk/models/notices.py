"""Notices as rows of the outbox: found, laid, written otherwise."""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from desk.models.base import peewee
from desk.models.outbox import Outbox
from desk.models.settings import next_number
from desk.models.store import Session

_AT_ONCE = 500
"""Items in one statement."""

HOOK = "webhook"
"""The medium of what goes to other systems: no notice to a customer."""


class KeptNotice(NamedTuple):
    """A notice as the store keeps it."""

    item: int
    medium: str
    recipient: str
    subject: str
    text: str
    language: str
    purpose: str
    state: str
    not_before: int
    created: int
    customer: int | None = None
    writer: int | None = None
    clock: str = ""
    generation: int = 0
    threshold: int = 0
    promised: int | None = None
    message: int | None = None
    version: int = 1
    done_at: int | None = None
    last_answer: str = ""
    number: int = 0
    id: int = 0


_NEW = tuple(name for name in KeptNotice._fields if name != "id")


def add_notices(session: Session, notices: Sequence[KeptNotice]) -> list[KeptNotice]:
    """Lay new notices in the outbox; they come back with their numbers, where they had none."""
    lacking = sum(not notice.number for notice in notices)
    free = count(next_number(session, "notice", lacking)) if lacking else count(1)
    made = [notice._replace(number=notice.number or next(free)) for notice in notices]
    rows = [(*(getattr(each, name) for name in _NEW), 0) for each in made]
    session.insert_many(Outbox, (*_NEW, "tries"), rows)
    return made


def item_of_notice(session: Session, number: int) -> int | None:
    """The item that a notice is about; None when there is no such notice."""
    wanted = (Outbox.number == number) & (Outbox.medium != HOOK)
    found = session.one(Outbox.select(Outbox.item).where(wanted))
    return found[0] if found else None


def notice_numbered(session: Session, number: int) -> KeptNotice | None:
    """The notice of that number, locked until the end."""
    found = _found(session, Outbox.number == number)
    return found[0] if found else None


def drafts_of(session: Session, items: Sequence[int], purpose: str = "") -> list[KeptNotice]:
    """What is drafted for some items and waits for somebody; locked until the end."""
    found: list[KeptNotice] = []
    for first in range(0, len(items), _AT_ONCE):
        wanted = (Outbox.item << items[first : first + _AT_ONCE]) & (Outbox.state == "draft")
        if purpose:
            wanted &= Outbox.purpose == purpose
        found += _found(session, wanted)
    return found


def told_late(session: Session, items: Sequence[int]) -> set[tuple[int, str, int]]:
    """The clocks of items, by generation, for which a late notice was ever made."""
    found: set[tuple[int, str, int]] = set()
    for first in range(0, len(items), _AT_ONCE):
        query = Outbox.select(Outbox.item, Outbox.clock, Outbox.generation).where(
            (Outbox.item << items[first : first + _AT_ONCE])
            & (Outbox.purpose == "late")
            & (Outbox.clock != "")
        )
        found.update((item, clock, generation) for item, clock, generation in session.rows(query))
    return found


def put_notice(session: Session, notice: KeptNotice, **fields: object) -> KeptNotice:
    """Write a notice otherwise; as it is then."""
    changed = notice._replace(**fields, version=notice.version + 1)  # type: ignore[arg-type]
    session.run(
        Outbox.update(**fields, version=changed.version).where(Outbox.number == notice.number)
    )
    return changed


def drop_drafts(session: Session, item: int, purposes: Sequence[str], at: int, why: str) -> None:
    """Drop what is drafted for an item and has nothing to tell any more."""
    drafted = (Outbox.item == item) & (Outbox.state == "draft") & (Outbox.purpose << [*purposes])
    ended = {"state": "cancelled", "done_at": at, "last_answer": why}
    session.run(Outbox.update(**ended, version=Outbox.version + 1).where(drafted))


def _found(session: Session, wanted: object) -> list[KeptNotice]:
    query = (
        Outbox.select(*[getattr(Outbox, name) for name in KeptNotice._fields])
        .where(wanted & Outbox.item.is_null(is_null=False) & (Outbox.medium != HOOK))
        .order_by(Outbox.id)
    )
    locked: peewee.Select = query if session.is_sqlite else query.for_update()
    return [KeptNotice(*row) for row in session.rows(locked)]
