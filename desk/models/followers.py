"""The table of followers: who is told what happens to an item."""

from desk.models.base import BigIntegerField, CompositeKey, Table
from desk.models.people import Person
from desk.models.store import Session


class Follower(Table):
    """Somebody who follows an item."""

    person = BigIntegerField()
    item = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("person", "item")


def followers_of(session: Session, item: int) -> dict[int, str]:
    """Who follows an item, number and name, by name."""
    query = (
        Follower.select(Person.id, Person.name)
        .join(Person, on=(Person.id == Follower.person))
        .where(Follower.item == item)
        .order_by(Person.name_key)
    )
    return {int(id_): str(name) for id_, name in session.rows(query)}


def put_follower(session: Session, item: int, person: int) -> None:
    """Let somebody follow an item."""
    session.run(Follower.insert(person=person, item=item).on_conflict_ignore())


def drop_follower(session: Session, item: int, person: int) -> None:
    """Let somebody follow an item no more."""
    session.run(Follower.delete().where((Follower.item == item) & (Follower.person == person)))
