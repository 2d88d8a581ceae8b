"""Targets that were missed, each written down once: and was the customer told before?"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.models.base import peewee
from desk.models.details import Message
from desk.models.outbox import Outbox
from desk.models.store import Session
from desk.models.violations import KeptViolation, add_violations, violations_of
from desk.rules.vocabulary import words

VIOLATIONS = "violations"
"""The name under which the journal tells of them, by clock and generation."""

_AT_ONCE = 1000
"""Items in one statement."""


class Missed(NamedTuple):
    """A target that an item has missed."""

    item: int
    """Its number in the store."""
    clock: str
    generation: int
    due: int


class Written(NamedTuple):
    """What the journal is to tell of it; empty when it was written before."""

    before: Mapping[str, object]
    after: Mapping[str, object]


def write_violations(session: Session, wanted: Sequence[Missed], now: int) -> list[Written]:
    """Write violations down, each once; what came of each, in the order that is given.

    `now` bounds what counts as told before: a notice that left the house by then.
    """
    ids = sorted({each.item for each in wanted})
    present = violations_of(session, ids)
    known = {(item, kept.key) for item, found in present.items() for kept in found}
    told = _told(session, ids, now)
    new: list[tuple[int, KeptViolation]] = []
    done = []
    for missed in wanted:
        at = told.get((missed.item, missed.clock), told.get((missed.item, "")))
        kept = KeptViolation(missed.clock, missed.generation, missed.due, at)
        if (missed.item, kept.key) in known:
            done.append(Written({}, {}))
            continue
        known.add((missed.item, kept.key))
        new.append((missed.item, kept))
        done.append(_written(kept))
    add_violations(session, new)
    return done


def unsettled_lines(session: Session, item: int) -> list[str]:
    """What an item that ends has missed and has not settled with its customer."""
    lines = []
    for kept in violations_of(session, [item]).get(item, ()):
        if kept.satisfied_at is None:
            was = "was" if kept.told_at is not None else "was not"
            lines.append(f"{words(kept.clock)} was missed, its customer {was} told of it.")
    return [*lines, "That is followed up until it is settled (remedy)."] if lines else []


def told(kept: KeptViolation) -> dict[str, object]:
    """A violation as the journal tells it."""
    return {name: getattr(kept, name) for name in ("due", "told_at", "action", "satisfied_at")}


def _written(kept: KeptViolation) -> Written:
    return Written({VIOLATIONS: {kept.key: None}}, {VIOLATIONS: {kept.key: told(kept)}})


def _told(session: Session, ids: Sequence[int], now: int) -> dict[tuple[int, str], int]:
    """When customers were first told that a clock of theirs would be missed, by item and clock.

    Told is who was written to, by a person or by the desk, unless that was dropped or given up.
    """
    found: dict[tuple[int, str], int] = {}
    first_time = peewee.fn.MIN(Message.at)
    gone = (Outbox.state != "cancelled") & ~(
        (Outbox.state == "failed") & Outbox.done_at.is_null(False)
    )
    late = (Outbox.purpose == "late") & Message.withdrawn.is_null() & (Message.at <= now) & gone
    for first in range(0, len(ids), _AT_ONCE):
        query = (
            Outbox.select(Outbox.item, Outbox.clock, first_time)
            .join(Message, on=(Message.id == Outbox.message))
            .where((Outbox.item << ids[first : first + _AT_ONCE]) & late)
        )
        for item, clock, at in session.rows(query.group_by(Outbox.item, Outbox.clock)):
            found[item, clock] = at
    return found
