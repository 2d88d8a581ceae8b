"""What a trail says of thresholds that were reached: an entry of the desk itself as one line."""

from collections.abc import Mapping

from desk.rules.crossings import crossed_line

ACTIONS = ("cross", "remind")
"""What is told here: a threshold of a clock, and an alarm, whose time had come.

They change nothing of the item, so they make no version of it.
"""


def time_line(after: Mapping[str, object]) -> str:
    """An entry on thresholds as one line."""
    found = after.get("crossing")
    parts = found.values() if isinstance(found, Mapping) else ()
    lines = [
        crossed_line(str(part["clock"]), int(part["threshold"]), str(part["level"]))
        for part in parts
    ]
    return "; ".join(lines) or "Others were told of an absence"
