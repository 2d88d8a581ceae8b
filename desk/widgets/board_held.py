"""What the board holds: lanes, and the cards in their windows, as they are read and read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from textual.message import Message

from desk.rows.board import Card, Heads, Lane
from desk.rows.work import Key
from desk.widgets.board_drawn import DrawnBoard
from desk.widgets.board_lane import LaneCards


class HeldBoard(DrawnBoard):
    """It is given cards and asks for more before it runs out of them; it reads nothing itself."""

    class Moved(Message, namespace="board_table"):
        """The cursor stands on another card, or on none."""

        def __init__(self, card: Card | None) -> None:
            super().__init__()
            self.card = card

    class Opened(Message, namespace="board_table"):
        """The problem of the cursor is wanted in full."""

        def __init__(self, card: Card) -> None:
            super().__init__()
            self.card = card

    class Wanted(Message, namespace="board_table"):
        """More cards of a lane are wanted: those past `key`, or an end of it."""

        def __init__(self, lane: Lane, key: Key | None, *, backwards: bool) -> None:
            super().__init__()
            self.lane = lane
            self.key = key
            self.backwards = backwards

    @property
    def here(self) -> LaneCards | None:
        """The lane in focus."""
        return self.lanes[self.focused_lane] if self.lanes else None

    @property
    def card(self) -> Card | None:
        """The card of the cursor."""
        return self.here.card if self.here else None

    def lay(self, lanes: Sequence[Lane], focus: int) -> None:
        """Show other lanes; their cards come lane by lane."""
        self.lanes = [LaneCards(lane) for lane in lanes]
        self.focused_lane = max(0, min(focus, len(lanes) - 1))
        self.first_lane = 0
        self.settle()
        for place in self.places:
            self.repaint_lane(place.lane)

    def lane_of(self, lane: Lane) -> LaneCards | None:
        """The lane as it is held here; None when it is not on the board any more."""
        return next((each for each in self.lanes if each.lane.key == lane.key), None)

    def unread(self) -> list[Lane]:
        """The lanes on the screen whose cards were never read."""
        shown = (self.lanes[place.lane] for place in self.places)
        return [lane.lane for lane in shown if not lane.is_read]

    def deal(
        self, lane: Lane, cards: Sequence[Card], ends: tuple[bool, bool], *, anew: bool
    ) -> None:
        """Give a lane its cards; `ends` says whether they reach its start and its end.

        Unless they come `anew`, the cursor stays on its card and only what differs is painted.
        """
        held = self.lane_of(lane)
        if held is None:
            return
        before = self.picture(held)
        take = held.open if anew or not held.is_read else held.renew
        take(cards, is_first=ends[0], is_last=ends[1])
        self.settle()
        self.repaint_changed(held, before)
        self.want(held)

    def tell_where(self) -> None:
        """Say on which card the cursor stands, once every lane has its cards."""
        self.post_message(self.Moved(self.card))

    def add(self, lane: Lane, cards: Sequence[Card], *, backwards: bool, is_end: bool) -> None:
        """Take the cards that were wanted."""
        held = self.lane_of(lane)
        if held is not None:
            before = self.picture(held)
            held.add(cards, backwards=backwards, is_end=is_end)
            self.settle()
            self.repaint_changed(held, before)
            self.want(held)

    def count(self, heads: Mapping[str, Heads]) -> None:
        """Show what the heads of lanes count; only those that changed are painted."""
        for held in self.lanes:
            found = heads.get(held.lane.key)
            if found is not None and found != held.heads:
                before = self.picture(held)
                held.heads = found
                self.settle()
                self.repaint_changed(held, before)
                self.repaint_head(held)

    def mark(self, marked: set[int], changed: Iterable[int]) -> None:
        """Show these as marked."""
        self.marked = marked
        self.repaint_cards(changed)

    def attend(self, others: Mapping[int, str]) -> None:
        """Show in the owner's place who else has a problem open."""
        before = self.reader.others
        self.reader = self.reader._replace(others=others)
        self.repaint_cards(id_ for id_ in {*before, *others} if before.get(id_) != others.get(id_))

    def forget_fresh(self, id_: int) -> None:
        """The operator has looked at a problem."""
        if id_ in self.fresh:
            self.fresh.discard(id_)
            self.repaint_cards([id_])

    def want(self, held: LaneCards) -> None:
        """Ask for the cards past an end of a window before it runs out of them."""
        wanted = held.wanted() if held.is_read else None
        if wanted is not None:
            self.post_message(self.Wanted(held.lane, wanted[0], backwards=wanted[1]))
