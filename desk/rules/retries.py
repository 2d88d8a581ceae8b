"""How long a message waits before it is tried again."""

WAITS = (60, 120, 300, 600, 1200, 1800, 3600)
"""Seconds after the first try, the second, and so on; the last one from then on."""

_SPREAD = 0.2
"""The share by which a wait is longer or shorter, so that desks do not all knock at once."""


def wait_after(tries: int, chance: float) -> int:
    """Seconds from one try to the next; `chance`, from 0 to 1, says where in the spread."""
    wait = WAITS[min(max(tries, 1), len(WAITS)) - 1]
    return round(wait * (1 + _SPREAD * (2 * chance - 1)))
