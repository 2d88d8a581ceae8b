"""What a new problem may belong to."""

from typing import NamedTuple


class HintRow(NamedTuple):
    """A problem that a new one may be a part or a duplicate of."""

    ref: str
    subject: str
    state: str
    priority: int
    reason: str
    """Why it is told: "same customer", "major, same service"."""
    is_major: bool
