"""What every item of work has beside its head, and what was said in it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session
from desk.models.work import Work


class Detail(Table):
    """What every item of work has beside its head."""

    id = BigIntegerField(primary_key=True)
    reason = TextField()
    outcome = TextField(null=True)
    question = TextField(null=True)
    asked_at = BigIntegerField(null=True)
    answer_due = BigIntegerField(null=True)
    remind_at = BigIntegerField(null=True)
    reopen_count = BigIntegerField()
    merged_into = BigIntegerField(null=True)
    """The item in which it goes on."""
    extra = TextField()
    ack_level = TextField(null=True)
    """The level at which somebody said that they know, and what they plan."""
    ack_plan = TextField(null=True)
    ack_at = BigIntegerField(null=True)


def last_merged(session: Session, into: int) -> int | None:
    """The item that was merged last into another one; None when nothing was."""
    found = session.one(
        Detail.select(Detail.id)
        .join(Work, on=(Work.id == Detail.id))
        .where(Detail.merged_into == into)
        .order_by(Work.closed.desc(), Work.id.desc())
    )
    return found[0] if found else None


_ONWARD = """WITH RECURSIVE onward (id, goal) AS (
        SELECT id, merged_into FROM detail WHERE id = {mark}
        UNION SELECT detail.id, detail.merged_into FROM onward
        JOIN detail ON detail.id = onward.goal
    ) SELECT id FROM onward WHERE goal IS NULL"""
"""The end of a chain of merges in one statement, however long it is."""


def goes_on_in(session: Session, item: int) -> int:
    """The item in which another one goes on in the end; itself when it was not merged."""
    mark = "?" if session.is_sqlite else "%s"
    return int(session.sql(_ONWARD.format(mark=mark), (item,))[0][0])


def merged_with(session: Session, items: Collection[int]) -> list[int]:
    """Some items, what was merged last into each, and what they go on in, in that order."""
    last = {into for item in items if (into := last_merged(session, item)) is not None}
    found = {*items} | last
    ends = {goes_on_in(session, item) for item in found} - found
    return [*sorted(found), *sorted(ends)]


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
    withdrawn = BigIntegerField(null=True)
    """The entry that took it back: then it was never said."""


def texts_of(session: Session, item: int) -> list[str]:
    """Everything that was said in an item and not taken back, oldest first."""
    said = Message.select(Message.text).where(Message.item == item, Message.withdrawn.is_null())
    return [text for (text,) in session.rows(said.order_by(Message.id))]


class Spoken(NamedTuple):
    """A message, as what takes it back needs it."""

    id: int
    item: int
    direction: str
    text: str


def said_in(session: Session, seq: int, item: int) -> list[Spoken]:
    """What was said in an entry of an item and not taken back."""
    query = Message.select(Message.id, Message.item, Message.direction, Message.text).where(
        Message.item == item, Message.seq == seq, Message.withdrawn.is_null()
    )
    return [Spoken(*row) for row in session.rows(query.order_by(Message.id))]


def withdraw(session: Session, message: int, undo: int) -> None:
    """Take back what was said."""
    session.run(Message.update(withdrawn=undo).where(Message.id == message))


def rewrite(session: Session, message: int, text: str) -> None:
    """Write otherwise what is still to be said."""
    session.run(Message.update(text=text).where(Message.id == message))


def said_at(session: Session, message: int) -> int:
    """When something was said."""
    ((at,),) = session.rows(Message.select(Message.at).where(Message.id == message))
    return int(at)


def say(session: Session, message: Mapping[str, object]) -> int:
    """Write down what was said in an item; the message's number."""
    return session.insert(Message.insert(**message).returning(Message.id))
