"""The table of promises; when each is due its clock says."""

from collections.abc import Collection
from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session


class Promise(Table):
    """Something that was promised to a customer for a time."""

    id = AutoField()
    item = BigIntegerField()
    number = BigIntegerField()
    text = TextField()
    made = BigIntegerField()
    made_by = BigIntegerField(null=True)
    kept = BigIntegerField(null=True)


class Given(NamedTuple):
    """A promise of an item."""

    number: int
    """Counted per item, from 1; its clock has it as its generation."""
    text: str
    made: int
    made_by: int | None
    kept: int | None = None
    """When it was kept, late or not; None while it is open and when it fell away."""


def promises_of(session: Session, item: int) -> list[Given]:
    """The promises of an item, in the order they were made."""
    columns = [getattr(Promise, name) for name in Given._fields]
    rows = session.rows(
        Promise.select(*columns).where(Promise.item == item).order_by(Promise.number)
    )
    return [Given(*row) for row in rows]


def put_promise(session: Session, item: int, promise: Given) -> None:
    """Write a promise down, in place of the one of that number."""
    session.run(
        Promise.insert(item=item, **promise._asdict()).on_conflict(
            conflict_target=[Promise.item, Promise.number],
            preserve=[Promise.text, Promise.made, Promise.made_by, Promise.kept],
        )
    )


def drop_promise(session: Session, item: int, number: int) -> None:
    """Take a promise away, as if it had never been made."""
    session.run(Promise.delete().where((Promise.item == item) & (Promise.number == number)))


def promised_by_itself(session: Session, items: Collection[int]) -> set[tuple[int, int]]:
    """The promises of some items that nobody made but the desk, by item and number."""
    of_desk = (Promise.item << [*items]) & Promise.made_by.is_null()
    return {
        (item, number)
        for item, number in session.rows(
            Promise.select(Promise.item, Promise.number).where(of_desk)
        )
    }
