"""Since when work must have been left alone to go back to its team."""

from desk.rules.instants import DAY
from desk.rules.working_time import Calendar

_FARTHEST = 4096 * DAY
"""How far back is looked; what opens so seldom returns nothing."""


def untouched_since(hours: Calendar, now: int, seconds: int) -> int | None:
    """The last instant from which on so much working time has passed until now; None for none."""
    if seconds <= 0:
        return None
    back = max(DAY, seconds)
    while hours.between(now - back, now) < seconds:
        back *= 2
        if back > _FARTHEST:
            return None
    early, late = now - back, now
    while late - early > 1:
        middle = (early + late) // 2
        if hours.between(middle, now) >= seconds:
            early = middle
        else:
            late = middle
    return early
