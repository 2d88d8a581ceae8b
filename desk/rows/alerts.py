"""What a person is told."""

from typing import NamedTuple


class AlertRow(NamedTuple):
    """One thing that somebody is told of an item, the newest first."""

    id: int
    at: int
    ref: str
    subject: str
    why: str
    """mentioned, assigned or followed."""
    text: str
    """Who did what: "dora: the splice kit is here"."""
    is_read: bool
