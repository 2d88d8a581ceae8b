"""Which thresholds a clock has reached since it was last looked at, and what is said of them."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.alarms import ANSWER, SNOOZE, UNOWNED, UPDATE, WHOLE
from desk.rules.clocks import Ticking
from desk.rules.escalation import ACKNOWLEDGE, PROPOSE, Steps
from desk.rules.levels import Levels
from desk.rules.vocabulary import words

REMINDER = "reminder"
"""What stands in place of a level where an alarm was reached."""

MISSED = 100
"""The threshold at which a target is missed."""


class Reached(NamedTuple):
    """What a running clock has reached."""

    crossed: tuple[tuple[int, int], ...]
    """The thresholds with the instants at which they were reached, lowest first."""
    told: int
    """The highest threshold that it has behind it."""
    next_at: int | None
    """When it reaches the next one; None for never."""


def reached(clock: Ticking, levels: Levels, told: int, since: int, now: int) -> Reached:
    """What a running clock has reached above what was told of it.

    What it had reached by its start alone before `since`, when this generation of it began, it
    reached then.
    """
    crossed: list[tuple[int, int]] = []
    for threshold in levels:
        if threshold <= told:
            continue
        try:
            instant = clock.crossing(threshold)
        except BadValue:
            break  # the calendar does not open for that long
        if instant is None:
            break
        at = max(instant, since)
        if at > now:
            return Reached(tuple(crossed), told, at)
        crossed.append((threshold, at))
        told = threshold
    return Reached(tuple(crossed), told, None)


@lru_cache(maxsize=256)
def crossed_line(clock: str, threshold: int, level: str) -> str:
    """A threshold that was crossed, in words."""
    if level == REMINDER:
        return _ALARMS.get((clock, threshold), f"Reminder: {words(clock)}")
    if threshold == MISSED:
        return f"{words(clock)}: the target is missed"
    if threshold > MISSED:
        return f"{words(clock)}: the target is missed, {threshold} % of its time is used"
    return f"{words(clock)} reaches {level}: {threshold} % of its time is used"


@lru_cache(maxsize=256)
def told_line(clock: str, threshold: int, level: str, kind: str, steps: Steps) -> str:
    """What people are told of a threshold: that it was crossed, and what is wanted of them."""
    wanted = [crossed_line(clock, threshold, level)]
    wanted += ["acknowledge it with a plan"] if ACKNOWLEDGE in steps else []
    wanted += ["think of escalating it"] if PROPOSE in steps and kind == "problem" else []
    return "; ".join(wanted)


_ALARMS: Mapping[tuple[str, int], str] = {
    (ANSWER, WHOLE): "No answer in time; close it or ask again",
    (ANSWER, 50): "No answer yet",
    (SNOOZE, WHOLE): "The snooze is over",
    (UNOWNED, WHOLE): "Nobody has taken it yet",
    (UPDATE, WHOLE): "The customer has heard nothing for long",
}
