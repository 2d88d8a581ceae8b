"""Which board is shown, and how parts of its lanes are read; without a widget in sight."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from desk.rows.board import Card, Cards, Heads, Lane, Wish
from desk.rows.work import END, Counters, Key, Page
from desk.rules.clocks import level_at
from desk.rules.filters import Filter, parse
from desk.rules.lanes import NOBODY, TURNS
from desk.widgets.board_lane import CAP

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rules.permissions import Actor

_PAGE = 36
_OPEN = Lane("all", "", "")
"""Everything that is open, whichever lane it is in."""
_RESOLVED = Lane("state", "resolved", "")
_LANE_OF_LEVEL = {"green": "inTime", "watch": "inTime", "overdue2": "breached"}
_LANE_OF_LEVEL["overdue3"] = "breached"


class LanePart(NamedTuple):
    """A part of a lane."""

    lane: Lane
    cards: tuple[Card, ...]
    is_first: bool
    is_last: bool


class LanePlace(NamedTuple):
    """Which part of a lane is in its window."""

    lane: Lane
    first: Key | None
    """Of its first card; None at the start of the lane."""
    many: int


class Tally(NamedTuple):
    """What the board counts."""

    heads: dict[str, Heads]
    counters: Counters
    shown: str
    """How many problems are open and resolved."""


class BoardList:
    """How the lanes are turned, and what was typed; reads windows of lanes."""

    def __init__(self, desk: Desk, actor: Actor) -> None:
        self._desk = desk
        self._actor = actor
        self.by = TURNS[0]
        self.typed = ""

    def check(self, typed: str) -> None:
        """Read a filter without taking it. Raises `BadFilter`."""
        self._parse(typed)

    def lanes(self) -> tuple[Lane, ...]:
        """The lanes in order."""
        return self._desk.board.lanes(self._actor, self.by)

    def open(self, lane: Lane) -> LanePart:
        """The first cards of a lane."""
        found = self._read(lane)
        return LanePart(lane, found.cards, is_first=True, is_last=found.is_last)

    def end(self, lane: Lane) -> LanePart:
        """The last cards of a lane."""
        found = self._read(lane, before=END)
        return LanePart(lane, found.cards, is_first=found.is_last, is_last=True)

    def past(self, lane: Lane, key: Key, *, backwards: bool) -> LanePart:
        """The cards past one; `is_first` or `is_last` when they reach that end of the lane."""
        found = self._read(lane, before=key) if backwards else self._read(lane, after=key)
        is_end = found.is_last
        return LanePart(lane, found.cards, backwards and is_end, not backwards and is_end)

    def again(self, place: LanePlace) -> LanePart:
        """The same part of a lane as it is now."""
        if place.first is None:
            found = self._read(place.lane, limit=max(_PAGE, place.many))
            return LanePart(place.lane, found.cards, is_first=True, is_last=found.is_last)
        return self.around(place.lane, place.first, place.many)

    def around(self, lane: Lane, key: Key, many: int = _PAGE) -> LanePart:
        """The cards on both sides of a place in a lane."""
        before = self._read(lane, before=key)
        last = before.cards[-1].row.key if before.cards else None
        after = self._read(lane, after=last, limit=max(_PAGE, many))
        return LanePart(lane, before.cards + after.cards, before.is_last, after.is_last)

    def find(self, id_: int) -> Card | None:
        """One card by its number in the store."""
        return self._desk.board.find(self._actor, id_)

    def key_of(self, card: Card) -> str:
        """The key of the lane that a card is in."""
        row = card.row
        match self.by:
            case "state":
                return row.state
            case "owner":
                return NOBODY if row.owner_id is None else str(row.owner_id)
            case "partner":
                return card.partner
            case "priority":
                return str(row.priority)
        level = level_at(row.instants, self._desk.clock.now())
        if row.standing != "running" or level is None:
            return "still"
        return _LANE_OF_LEVEL.get(level, level)

    def listed(self, lanes: Iterable[Lane], most: int) -> Page:
        """The cards of these lanes, up to so many."""
        cards: list[Card] = []
        for lane in lanes:
            found = self._read(lane, limit=most - len(cards))
            cards += found.cards
            if not found.is_last:
                return Page(tuple(card.row for card in cards), is_last=False)
        return Page(tuple(card.row for card in cards), is_last=True)

    def tally(self, lanes: Iterable[Lane]) -> Tally:
        """What the heads of these lanes count, and how many problems there are."""
        wanted = self._parse(self.typed)

        def counted(lane: Lane) -> Heads:
            return self._desk.board.heads(self._actor, Wish(lane, wanted), CAP + 1)

        heads = {lane.key: counted(lane) for lane in lanes}
        resolved = counted(_RESOLVED).many
        shown = f"{_capped(counted(_OPEN).many)} open"
        shown += f", {_capped(resolved)} resolved" if resolved else ""
        return Tally(heads, self._desk.work.counters(self._actor), shown)

    def _read(
        self,
        lane: Lane,
        *,
        after: Key | None = None,
        before: Key | None = None,
        limit: int = _PAGE,
    ) -> Cards:
        wish = Wish(lane, self._parse(self.typed))
        return self._desk.board.window(self._actor, wish, after=after, before=before, limit=limit)

    def _parse(self, text: str) -> Filter:
        return parse(text, self._desk.zone, self._desk.clock.now())


def _capped(many: int) -> str:
    return f"{CAP:,}+" if many > CAP else f"{many:,}"
