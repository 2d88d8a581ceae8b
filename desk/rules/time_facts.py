"""What a trail says of thresholds that were reached: an entry of the desk itself as one line."""

from collections.abc import Mapping

from desk.rules.crossings import crossed_line
from desk.rules.escalation_facts import Named, goal_words

ACTIONS = ("cross", "remind")
"""What is told here: a threshold of a clock, and an alarm, whose time had come.

They change nothing of the item, so they make no version of it.
"""


def time_line(after: Mapping[str, object], named: Named) -> str:
    """An entry on thresholds as one line."""
    found = after.get("crossing")
    parts = found.values() if isinstance(found, Mapping) else ()
    lines = [
        crossed_line(str(part["clock"]), int(part["threshold"]), str(part["level"]))
        for part in parts
    ]
    called = after.get("escalations")
    for step in called.values() if isinstance(called, Mapping) else ():
        lines.append(f"level {step['level']} told: {goal_words(step['goal'], named)}")
    return "; ".join(lines) or "Others were told of an absence"
