"""What a trail says of thresholds that were reached: an entry of the desk itself as one line."""

from collections.abc import Mapping
from typing import Any

from desk.rules.crossings import REMINDER, crossed_line

ACTIONS = ("cross", "remind")
"""What is told here: a threshold of a clock, and an alarm, whose time had come.

They change nothing of the item, so they make no version of it.
"""


def time_line(after: Mapping[str, object]) -> str:
    """An entry on thresholds as one line."""
    lines = [
        crossed_line(str(part["clock"]), int(part["threshold"]), str(part["level"]))
        for part in _crossings(after)
    ]
    return "; ".join(lines) or "Others were told of an absence"


def level_of(after: Mapping[str, object]) -> str:
    """The level that an entry tells a clock came to; empty for any other entry."""
    levels = (str(part["level"]) for part in _crossings(after))
    return next((level for level in levels if level != REMINDER), "")


def _crossings(after: Mapping[str, object]) -> list[Mapping[str, Any]]:
    found = after.get("crossing")
    return [*found.values()] if isinstance(found, Mapping) else []
