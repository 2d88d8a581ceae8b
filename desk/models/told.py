"""The table of what people are told: state of the desk, not business."""

from collections.abc import Iterable, Sequence

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.people import Person
from desk.models.store import Row, Session
from desk.rules.instants import DAY

_READ_SECONDS = 90 * DAY
"""So long what was read stays in the list: its item tells of it for ever."""
_SECONDS = 400 * DAY
"""So long what nobody reads does: people leave, and what they were told would lie for ever."""


class Told(Table):
    """One thing that somebody is told of an item."""

    id = AutoField()
    person = BigIntegerField()
    item = BigIntegerField()
    seq = BigIntegerField()
    """The entry of the journal it is told of."""
    at = BigIntegerField()
    why = TextField()
    """One of `rules.alerts.WHYS`."""
    text = TextField()
    read_at = BigIntegerField(null=True)


_COLUMNS = ("person", "item", "seq", "at", "why", "text")


def numbers_of(session: Session, names: Iterable[str]) -> dict[int, str]:
    """The people of those names, by number."""
    query = Person.select(Person.id, Person.name).where(Person.name << [*names])
    return dict(session.rows(query))


def tell(session: Session, news: dict[str, object], people: Iterable[int]) -> None:
    """Tell people of an entry; `news` are the columns but for the person."""
    rows = [(person, *news.values()) for person in people]
    session.insert_many(Told, ("person", *news), rows)


def tell_all(session: Session, rows: Sequence[Row]) -> None:
    """Tell people of many things at once, each row as `_COLUMNS` names its values."""
    session.insert_many(Told, _COLUMNS, rows)


def mark_read(session: Session, person: int, up_to: int, at: int) -> int:
    """Mark what somebody was told up to a number as read; how much that was."""
    news = (Told.person == person) & (Told.id <= up_to) & Told.read_at.is_null()
    return session.run(Told.update(read_at=at).where(news))


def mark(session: Session, person: int, ids: Sequence[int], at: int | None) -> int:
    """Mark some of what somebody was told as read, or with None as not read."""
    news = (Told.person == person) & (Told.id << [*ids])
    return session.run(Told.update(read_at=at).where(news))


def mark_old(session: Session, before: int) -> int:
    """Mark as read what people were told before an instant; how much that was."""
    old = (Told.at < before) & Told.read_at.is_null()
    return session.run(Told.update(read_at=Told.at).where(old))


def long_ago(session: Session, now: int, most: int) -> list[int]:
    """What stands in the lists for longer than anybody looks back; so many at most.

    Person by person, for that is how the index has it: what is looked through does not grow.
    """
    mark = "?" if session.is_sqlite else "%s"
    found = session.sql(
        "SELECT told.id FROM person CROSS JOIN told WHERE told.person = person.id"
        f" AND told.at < {mark} AND (told.read_at < {mark} OR told.at < {mark}) LIMIT {most}",
        (now - _READ_SECONDS, now - _READ_SECONDS, now - _SECONDS),
    )
    return [int(id_) for (id_,) in found]


def forget(session: Session, now: int, most: int) -> int:
    """Take what is long ago out of the lists; how much that was."""
    found = long_ago(session, now, most)
    return session.run(Told.delete().where(Told.id << found)) if found else 0
