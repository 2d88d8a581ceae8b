"""How far a clock has run: levels, and the instants at which it reaches them."""

from typing import NamedTuple

from desk.rules.vocabulary import LEVELS

NEVER = 9_000_000_000_000
"""The instant that does not come: later than any a clock can reach."""

THRESHOLDS = (50, 75, 90, 100, 125, 150)
"""Percent of the target at which each level after green begins, in the order of `LEVELS`."""


class Instants(NamedTuple):
    """When a clock reaches each level; `NEVER` where it does not, or not as long as it stands."""

    watch: int = NEVER
    warning: int = NEVER
    jeopardy: int = NEVER
    breached: int = NEVER
    overdue2: int = NEVER
    overdue3: int = NEVER


NO_INSTANTS = Instants()
"""Of an item without a running clock."""


def level_at(instants: Instants, now: int) -> str | None:
    """The level reached by `now`; None when no clock runs."""
    if instants == NO_INSTANTS:
        return None
    return LEVELS[sum(instant <= now for instant in instants)]
