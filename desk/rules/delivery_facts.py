"""What a trail says of messages that reached nobody, and of late notices that were delivered."""

from collections.abc import Mapping

ACTION = "undelivered"
REACHED = "delivered"
"""Told of late notices alone: from then on the customer knows."""

_NAMES = {
    "late": "Late notice",
    "statusChange": "Notice of the new state",
    "progress": "Progress notice",
    "survey": "Survey",
    "acknowledgement": "Acknowledgement",
    "event": "Event",
}
"""Purposes as people call what has them; everything else is a message."""


def undelivered_line(after: Mapping[str, object]) -> str:
    """The entry as one line; why not stands behind it."""
    return _line(after.get(ACTION), "did not reach") or "A message did not leave"


def delivered_line(after: Mapping[str, object]) -> str:
    """The entry as one line."""
    return _line(after.get(REACHED), "reached") or "A message was delivered"


def _line(told: object, verb: str) -> str:
    if not isinstance(told, Mapping):
        return ""
    what = _NAMES.get(str(told.get("purpose")), "Message")
    return f"{what} {told.get('notice', '')} {verb} {told.get('to', '')}"
