"""Tables of outbox."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session


class Outbox(Table):
    """A message that is to leave the house."""

    id = AutoField()
    number = BigIntegerField()
    item = BigIntegerField()
    message = BigIntegerField()
    medium = TextField()
    recipient = TextField()
    subject = TextField()
    state = TextField()
    not_before = BigIntegerField()
    created = BigIntegerField()
    tries = BigIntegerField()
    last_answer = TextField()
    version = BigIntegerField()


class Laid(NamedTuple):
    """A message on its way out, as what takes it back needs it."""

    id: int
    state: str
    not_before: int


def laid_for(session: Session, item: int, messages: Sequence[int]) -> list[Laid]:
    """What of an item's messages is to leave the house; locked until the end."""
    query = Outbox.select(Outbox.id, Outbox.state, Outbox.not_before).where(
        (Outbox.item == item) & (Outbox.message << messages)
    )
    return [Laid(*row) for row in session.rows(query if session.is_sqlite else query.for_update())]


def cancel(session: Session, letter: int) -> None:
    """Keep a message from leaving the house."""
    session.run(
        Outbox.update(state="cancelled", version=Outbox.version + 1).where(Outbox.id == letter)
    )
