"""The table of what leaves the house, and the selects by which it is taken back.

States: `draft` waits for a person to send it, `held` for one to release it, `initial` for its
time, `inProgress` is being sent, `failed` waits for another try as long as `done_at` is empty;
`completed` and `cancelled` are the end.
"""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session


class Outbox(Table):
    """A message that is to leave the house."""

    id = AutoField()
    number = BigIntegerField()
    item = BigIntegerField(null=True)
    message = BigIntegerField(null=True)
    """What of it stands in the item's trail; None as long as it is a draft."""
    medium = TextField()
    """email, sms, letter, social or webhook; the live channel by which a person told it instead."""
    recipient = TextField()
    """An address, or the name of a hook."""
    subject = TextField()
    state = TextField()
    not_before = BigIntegerField()
    created = BigIntegerField()
    tries = BigIntegerField()
    last_answer = TextField()
    version = BigIntegerField()
    purpose = TextField()
    """late, statusChange, progress, information, survey, acknowledgement; event for a hook."""
    text = TextField()
    language = TextField()
    clock = TextField()
    """The clock it speaks of, with its generation and the threshold: only once for each."""
    generation = BigIntegerField()
    threshold = BigIntegerField()
    promised = BigIntegerField(null=True)
    """The new time that it promises."""
    customer = BigIntegerField(null=True)
    writer = BigIntegerField(null=True)
    """Who is told when it cannot be sent; None for the desk itself."""
    seq = BigIntegerField(null=True)
    """The entry of the journal that goes to a hook."""
    message_id = TextField()
    """The same on every try."""
    handed_at = BigIntegerField(null=True)
    """When the outlet was given it, by the try under way or the one that was taken."""
    done_at = BigIntegerField(null=True)
    """When the outlet took it, or a person told what it says; it failed for good, or was dropped.
    """
    give_up_at = BigIntegerField(null=True)
    """Set by the first try that fails."""
    released = BigIntegerField(null=True)
    """Who let it go although it had been held."""
    sender = TextField()
    """Which process sends it, as long as it is in progress."""
    sending_until = BigIntegerField(null=True)
    """After that another process may take it over."""


class Laid(NamedTuple):
    """A message on its way out, as what takes it back needs it."""

    id: int
    state: str
    not_before: int
    medium: str


def laid_for(session: Session, item: int, messages: Sequence[int]) -> list[Laid]:
    """What of an item's messages is to leave the house; locked until the end."""
    query = Outbox.select(*[getattr(Outbox, name) for name in Laid._fields]).where(
        (Outbox.item == item) & (Outbox.message << messages)
    )
    return [Laid(*row) for row in session.rows(query if session.is_sqlite else query.for_update())]


def cancel(session: Session, letter: int) -> None:
    """Keep a message from leaving the house."""
    session.run(
        Outbox.update(state="cancelled", version=Outbox.version + 1).where(Outbox.id == letter)
    )
