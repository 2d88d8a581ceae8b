"""A new time for what will be late: one that can be kept, and that people can remember."""

from desk.errors import BadValue
from desk.rules.working_time import Calendar

_QUARTER = 900
_LEAST = 1800
"""So much working time at least lies ahead of a new time."""


def proposed(hours: Calendar, target: int, due: int, now: int) -> int | None:
    """When it can be done instead, on a full quarter of an hour; None when nobody works so long.

    A quarter of the target after it is due, and an eighth of it from now on, whichever is later.
    """
    try:
        at = max(hours.add(due, max(_LEAST, target // 4)), hours.add(now, max(_LEAST, target // 8)))
    except BadValue:
        return None  # the hours do not open for that long
    return -(-at // _QUARTER) * _QUARTER


def soonest(hours: Calendar, now: int) -> int | None:
    """The first time that can be promised at all: two working hours ahead."""
    return proposed(hours, 16 * _LEAST, now, now)
