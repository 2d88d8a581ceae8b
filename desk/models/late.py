"""The targets behind what will be late: read for many items at once."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.clocks import Clock
from desk.models.store import Session

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
