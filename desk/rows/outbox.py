"""What leaves the house, or is to: notices, answers and events as lists show them."""

from collections.abc import Mapping
from typing import NamedTuple


class OutboxRow(NamedTuple):
    """One message that leaves the house."""

    id: int
    number: int
    ref: str
    """Its own reference: N-17."""
    about: str | None
    """The reference of the item it is about; None for an event of something else."""
    purpose: str
    """late, statusChange, progress, information, survey, acknowledgement; event for a hook."""
    medium: str
    """email, sms, letter, social or webhook."""
    recipient: str
    """An address, or the name of a hook."""
    subject: str
    state: str
    """draft, held, initial, inProgress, completed, failed or cancelled."""
    tries: int
    last_answer: str
    """What the other side said to the last try, or why it was dropped."""
    not_before: int
    created: int
    done_at: int | None
    """When it was delivered, failed for good, or was dropped."""
    promised: int | None
    """The new time that it promises."""
    text: str
    language: str
    customer_ref: str | None
    customer: str | None
    writer: str | None
    """Who is told when it cannot be sent; None for the desk itself."""
    clock: str
    """The clock it speaks of; empty for none."""
    seq: int | None
    """The entry of the journal that goes to a hook."""
    version: int

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to leave the house."""
        return self.state in WAITING or (self.state == "failed" and self.done_at is None)

    @property
    def is_editable(self) -> bool:
        """Whether it may still be written otherwise or dropped, as far as its state says."""
        return self.state in EDITABLE


WAITING = ("draft", "held", "initial", "inProgress")
AGAIN, GIVEN_UP = "again", "givenUp"
"""What failed and is tried again, and what is not: both are `failed`."""
EDITABLE = ("draft", "held", "initial")


class OutboxPage(NamedTuple):
    """A window of the outbox, the newest first."""

    rows: tuple[OutboxRow, ...]
    is_last: bool


class OutboxCounts(NamedTuple):
    """How much there is in each state."""

    by_state: Mapping[str, int]
    """States that nothing is in are left out; all are counted up to a cap."""
    retrying: int
    """How many of those that failed are tried again."""
