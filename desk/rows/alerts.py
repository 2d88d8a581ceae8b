"""What a person is told."""

from collections.abc import Mapping
from typing import NamedTuple

Place = tuple[int, int]
"""Where something stands among what somebody is told: when it happened, and its number."""


class AlertRow(NamedTuple):
    """One thing that somebody is told of an item, the newest first."""

    id: int
    at: int
    """When it happened, not when it was written down."""
    ref: str
    subject: str
    why: str
    """One of `rules.alerts.WHYS`."""
    text: str
    """Who did what: "dora: the splice kit is here"; or what the desk found."""
    is_read: bool
    item: int = 0

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return self.at, self.id


class AlertWish(NamedTuple):
    """Which of all that somebody is told is wanted."""

    words: tuple[str, ...] = ()
    """Each begins a word of the text, the subject or the reference."""
    is_unread: bool = False


class AlertPage(NamedTuple):
    """A part of what somebody is told."""

    rows: tuple[AlertRow, ...]
    is_last: bool
    """Whether nothing older lies beyond it."""


class News(NamedTuple):
    """What came since somebody looked last."""

    rows: tuple[AlertRow, ...]
    may_pop: bool
    """Whether it may be shown by itself: it is working time, or that makes no difference."""


class Missed(NamedTuple):
    """What came while somebody's desk was closed."""

    since: int | None
    """When it was closed; None when nobody knows."""
    counts: Mapping[str, int]
    """How many items are told of, by the gravest reason each has."""
    crossed: int = 0
    """How many thresholds were crossed meanwhile, also by items of others; up to a cap."""
    last: int = 0
    """The number of the newest that the person is told."""
    may_pop: bool = True


class AheadRow(NamedTuple):
    """An item that will reach jeopardy."""

    id: int
    ref: str
    subject: str
    at: int
    """When it does, as things stand."""


class Outlook(NamedTuple):
    """What of somebody's will reach jeopardy before a spell of the day ends."""

    until: int
    """When the spell ends."""
    rows: tuple[AheadRow, ...] = ()
    """The next first."""
    is_cut: bool = False
    """Whether there is more of it."""
    may_pop: bool = False
    """Whether it may be shown by itself."""
