"""Which thresholds a clock has reached since it was last looked at, and what is said of them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.alarms import ANSWER, SNOOZE, UNOWNED, UPDATE, URGENT, WHOLE
from desk.rules.clocks import Ticking
from desk.rules.escalation import ACKNOWLEDGE, PROPOSE, Steps
from desk.rules.levels import Levels
from desk.rules.vocabulary import words

REMINDER = "reminder"
"""What stands in place of a level where an alarm was reached."""

MISSED = 100
"""The threshold at which a target is missed."""


class Seen(NamedTuple):
    """What is known of a running clock."""

    told: int
    """The highest threshold that was told of it."""
    since: int
    """When this generation of it began: what it had reached by its start alone before, it reached
    then."""


class Reached(NamedTuple):
    """What a running clock has reached."""

    crossed: tuple[tuple[int, int], ...]
    """The thresholds with the instants at which they were reached, lowest first."""
    told: int
    """The highest threshold that it has behind it."""
    next_at: int | None
    """When it reaches the next one; None for never."""


def reached(
    clock: Ticking, levels: Levels, seen: Seen, now: int, first: int | None = None
) -> Reached:
    """What a running clock has reached above what was told of it.

    `first` is when it reaches the first of them, where that is known.
    """
    told = seen.told
    crossed: list[tuple[int, int]] = []
    for threshold in levels:
        if threshold <= told:
            continue
        instant = first or _crossing(clock, threshold)
        if instant is None:
            break
        first = None
        at = max(instant, seen.since)
        if at > now:
            return Reached(tuple(crossed), told, at)
        crossed.append((threshold, at))
        told = threshold
    return Reached(tuple(crossed), told, None)


def _crossing(clock: Ticking, threshold: int) -> int | None:
    try:
        return clock.crossing(threshold)
    except BadValue:
        return None  # the calendar does not open for that long


@lru_cache(maxsize=256)
def crossed_line(clock: str, threshold: int, level: str) -> str:
    """A threshold that was crossed, in words."""
    if level == REMINDER:
        return _ALARMS.get((clock, threshold), f"Reminder: {words(clock)}")
    if threshold == MISSED:
        return f"{words(clock)} missed"
    if threshold > MISSED:
        return f"{words(clock)} missed, {threshold} % of the time is gone"
    return f"{words(clock)}: {threshold} % of the time is gone"


@lru_cache(maxsize=256)
def told_line(clock: str, threshold: int, level: str, kind: str, steps: Steps) -> str:
    """What people are told of a threshold: that it was crossed, and what is wanted of them."""
    wanted = ["plan"] if ACKNOWLEDGE in steps else []
    wanted += ["escalate"] if PROPOSE in steps and kind == "problem" else []
    line = crossed_line(clock, threshold, level)
    return f"{line}; {' or '.join(wanted)} it" if wanted else line


_ALARMS: Mapping[tuple[str, int], str] = {
    (ANSWER, WHOLE): "No answer in time; close it or ask again",
    (ANSWER, 50): "No answer yet",
    (SNOOZE, WHOLE): "The snooze is over",
    (UNOWNED, WHOLE): "Nobody has taken it yet",
    (URGENT, WHOLE): "Urgent: those above are called in at once",
    (UPDATE, WHOLE): "The customer has heard nothing for long",
}
