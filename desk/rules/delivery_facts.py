"""What a trail says of a message that did not reach whom it was for."""

from collections.abc import Mapping

ACTION = "undelivered"

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
    told = after.get("undelivered")
    if not isinstance(told, Mapping):
        return "A message did not leave"
    what = _NAMES.get(str(told.get("purpose")), "Message")
    return f"{what} {told.get('notice', '')} did not reach {told.get('to', '')}"
