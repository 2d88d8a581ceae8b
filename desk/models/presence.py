"""The table of presence: which desk has which item open, until when unless it says so again."""

from desk.models.base import BigIntegerField, Table, TextField, peewee
from desk.models.listening import PRESENCE
from desk.models.people import Person
from desk.models.settings import next_number
from desk.models.store import Session
from desk.rows.presence import PresenceRow


class Presence(Table):
    """One row for each desk with an item open."""

    session = TextField(primary_key=True)
    person = BigIntegerField()
    item = BigIntegerField()
    is_writing = BigIntegerField()
    until = BigIntegerField()


def stay(session: Session, of_session: str, person: int, at: PresenceRow, now: int) -> bool:
    """Say that a desk is at an item; whether that is news, not just the same once more."""
    same = (
        (Presence.session == of_session)
        & (Presence.person == person)
        & (Presence.item == at.item)
        & (Presence.is_writing == int(at.is_writing))
    )
    if session.run(Presence.update(until=at.until).where(same & (Presence.until > now))):
        return False
    values = {
        Presence.person: person,
        Presence.item: at.item,
        Presence.is_writing: int(at.is_writing),
        Presence.until: at.until,
    }
    session.run(
        Presence.insert({Presence.session: of_session, **values}).on_conflict(
            conflict_target=[Presence.session], update=values
        )
    )
    return True


def leave(session: Session, of_session: str) -> bool:
    """Say that a desk is at no item; whether that is news."""
    return session.run(Presence.delete().where(Presence.session == of_session)) > 0


def remove_expired(session: Session, now: int) -> bool:
    """Take away the rows of desks that were ended without a word; whether there were any."""
    return session.run(Presence.delete().where(Presence.until <= now)) > 0


def count_move(session: Session) -> None:
    """Move the counter that other desks look at."""
    next_number(session, PRESENCE)


def present(session: Session, person: int | None, now: int) -> tuple[PresenceRow, ...]:
    """Everybody but this person who is at an item now; who writes comes first."""
    query = (
        Presence.select(Presence.item, Person.name, Presence.is_writing, Presence.until)
        .join(Person, on=(Person.id == Presence.person))
        .where(Presence.until > now)
        .order_by(Presence.item, Presence.is_writing.desc(), Person.name_key, Presence.session)
    )
    if person is not None:
        query = query.where(Presence.person != person)
    found = session.rows(query)
    return tuple(
        PresenceRow(item, name, bool(is_writing), until) for item, name, is_writing, until in found
    )


def present_sessions(now: int) -> "peewee.ModelSelect[Presence]":
    """The sessions that are at an item now."""
    return Presence.select(Presence.session).where(Presence.until > now)
