"""Times that lie ahead: what is put off or promised."""

from desk.errors import BadValue

FARTHEST = 366 * 86400
"""A year: what is put off or promised for longer than this is a slip of the finger."""


def refuse_past(at: int, now: int, what: str) -> None:
    """Raise `BadValue` unless the time is still to come, within a year."""
    if at <= now:
        raise BadValue(f"The {what} lies in the past", "Name a time that is still to come.")
    if at > now + FARTHEST:
        raise BadValue(
            f"The {what} lies more than a year ahead", "Name a time within a year from now."
        )
