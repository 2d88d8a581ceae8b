"""What is or will be late, and what its customers were told of it: read for many items at once."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.base import peewee
from desk.models.clocks import Clock, KeptClock
from desk.models.details import Message
from desk.models.outbox import Outbox
from desk.models.store import Session
from desk.rules.late_notices import LateNotice, Missable

_AT_ONCE = 500
"""Items in one statement."""


class Target(NamedTuple):
    """What a clock counts to, and on which calendar."""

    calendar: str
    seconds: int


def targets_of(session: Session, items: Sequence[int]) -> dict[tuple[int, str, int], Target]:
    """The targets of some items, by clock and generation."""
    found: dict[tuple[int, str, int], Target] = {}
    for first in range(0, len(items), _AT_ONCE):
        query = Clock.select(
            Clock.item, Clock.name, Clock.generation, Clock.calendar, Clock.target
        ).where(Clock.item << items[first : first + _AT_ONCE])
        for item, name, generation, calendar, seconds in session.rows(query):
            found[item, name, generation] = Target(calendar, seconds)
    return found


def late_notices_of(session: Session, items: Sequence[int]) -> dict[int, list[LateNotice]]:
    """The late notices of some items that were not dropped, the oldest first."""
    found: dict[int, list[LateNotice]] = {}
    sent_at = peewee.fn.COALESCE(Message.at, Outbox.created)
    columns = (Outbox.number, Outbox.clock, Outbox.generation, Outbox.state, sent_at)
    for first in range(0, len(items), _AT_ONCE):
        query = (
            Outbox.select(Outbox.item, *columns, Outbox.handed_at, Outbox.done_at, Outbox.promised)
            .join(Message, peewee.JOIN.LEFT_OUTER, on=(Message.id == Outbox.message))
            .where(
                (Outbox.item << items[first : first + _AT_ONCE])
                & (Outbox.purpose == "late")
                & (Outbox.state != "cancelled")
            )
        )
        for item, *notice in session.rows(query.order_by(Outbox.id)):
            found.setdefault(item, []).append(LateNotice(*notice))
    return found


def missable(clocks: Sequence[KeptClock], key: str, due: int | None) -> Missable:
    """The target of a clock among all clocks of its item, as notices speak of it.

    Its work began anew when an earlier generation had ended; a new aim alone begins nothing.
    """
    name, _, generation = key.rpartition("/")
    ends = [
        clock.stop
        for clock in clocks
        if clock.name == name and clock.stop is not None and clock.state in ("met", "missed")
        if clock.generation < int(generation) and clock.slot == name
    ]
    return Missable(name, int(generation), due, max(ends, default=0))
