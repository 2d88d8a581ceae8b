"""The board of problems: its lanes, the cards in them, and what its heads count."""

from typing import NamedTuple

from desk.rows.work import WorkRow
from desk.rules.filters import Filter


class Card(NamedTuple):
    """One problem as the board shows it."""

    row: WorkRow
    tasks_done: int = 0
    tasks_all: int = 0
    """Without those that were cancelled."""
    partner: str = ""
    """Whom it is with outside the house, by name."""
    waits_for: str = ""
    """While it is pending: customer, partner or internal."""
    asked_at: int | None = None
    """Since when it waits, if it does."""
    held_for: str = ""
    """While it is held: why."""
    closes: int | None = None
    """When it closes by itself, once it is resolved."""


class Lane(NamedTuple):
    """One lane of a board."""

    by: str
    """One of `rules.lanes.TURNS`; `all` for everything that is open."""
    key: str
    """What all of its cards share: a state, a level, a person's number, a partner's name, …"""
    title: str
    """Its name; of people and partners as they are called."""


class Wish(NamedTuple):
    """A lane of which cards are wanted, and what they have to fit besides."""

    lane: Lane
    filter: Filter = Filter()


class Cards(NamedTuple):
    """One window of a lane, in the lane's order."""

    cards: tuple[Card, ...]
    is_last: bool
    """Whether nothing lies beyond it on the side that was asked for."""


class Heads(NamedTuple):
    """What the head of a lane counts, each up to a cap."""

    many: int
    breached: int = 0
    jeopardy: int = 0
    warning: int = 0
