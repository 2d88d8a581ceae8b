"""Tables of interactions."""

from collections.abc import Mapping

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session


class Interaction(Table):
    """What an interaction has beside its head."""

    id = BigIntegerField(primary_key=True)
    reason = TextField()
    outcome = TextField(null=True)
    question = TextField(null=True)
    asked_at = BigIntegerField(null=True)
    answer_due = BigIntegerField(null=True)
    remind_at = BigIntegerField(null=True)
    reopen_count = BigIntegerField()
    extra = TextField()


class Message(Table):
    """What was said in an item: in, out, or a note among colleagues."""

    id = AutoField()
    item = BigIntegerField()
    seq = BigIntegerField()
    at = BigIntegerField()
    direction = TextField()
    channel = TextField()
    visibility = TextField()
    author = TextField()
    address = TextField()
    text = TextField()


def texts_of(session: Session, item: int) -> list[str]:
    """Everything that was said in an item, oldest first."""
    said = Message.select(Message.text).where(Message.item == item).order_by(Message.id)
    return [text for (text,) in session.rows(said)]


def say(session: Session, message: Mapping[str, object]) -> int:
    """Write down what was said in an item; the message's number."""
    return session.insert(Message.insert(**message).returning(Message.id))
