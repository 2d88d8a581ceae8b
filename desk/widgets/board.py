"""The board: lanes side by side, the one in focus wide, each a window of its cards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from desk.rows.board import Card, Heads, Lane
from desk.rows.work import Key
from desk.widgets.board_drawn import DrawnBoard
from desk.widgets.board_lane import LaneCards
from desk.widgets.windowed import WindowedList

_WHEEL = 2


class BoardTable(DrawnBoard, can_focus=True):
    """It is given cards and asks for more before it runs out of them; it reads nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *WindowedList.BINDINGS,
        Binding(
            "right,l",
            "lane(1)",
            "lane",
            show=False,
            id="board.right",
            tooltip="The lane to the right",
        ),
        Binding(
            "left,h",
            "lane(-1)",
            "lane",
            show=False,
            id="board.left",
            tooltip="The lane to the left",
        ),
    ]

    class Moved(Message):
        """The cursor stands on another card, or on none."""

        def __init__(self, card: Card | None) -> None:
            super().__init__()
            self.card = card

    class Opened(Message):
        """The problem of the cursor is wanted in full."""

        def __init__(self, card: Card) -> None:
            super().__init__()
            self.card = card

    class Wanted(Message):
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
        if held is self.here:
            self.post_message(self.Moved(self.card))
        self.want(held)

    def add(self, lane: Lane, cards: Sequence[Card], *, backwards: bool, is_end: bool) -> None:
        """Take the cards that were wanted."""
        held = self.lane_of(lane)
        if held is not None:
            held.add(cards, backwards=backwards, is_end=is_end)

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

    def turn_to(self, id_: int) -> bool:
        """Put the cursor on a card; False when no window has it."""
        for number, held in enumerate(self.lanes):
            place = held.window.place(id_)
            if place is not None:
                self._go(number, place)
                return True
        return False

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

    def action_move(self, steps: int) -> None:
        """Move the cursor by so many cards."""
        held = self.here
        if held is None:
            return
        window = held.window
        before = window.top, window.cursor
        turn = window.height // 2 if self.look.slow and abs(steps) == 1 else 1
        window.move(steps, turn=turn)
        self.repaint_step(held, before)
        if window.cursor != before[1]:
            self.post_message(self.Moved(self.card))
        self.want(held)

    def action_page(self, pages: int) -> None:
        """Move the cursor by so many screens."""
        if self.here is not None:
            self.action_move(pages * max(1, self.here.window.height))

    def action_end(self, first: bool) -> None:
        """Go to the first or the last card, reading that end of the lane when it is not here."""
        held = self.here
        if held is None:
            return
        window = held.window
        if window.is_first if first else window.is_last:
            self.action_move(-window.cursor if first else len(window.rows))
        else:
            self.post_message(self.Wanted(held.lane, None, backwards=not first))

    def action_lane(self, by: int) -> None:
        """Go to the lane beside; the cursor keeps its row."""
        held = self.here
        if held is None or not 0 <= self.focused_lane + by < len(self.lanes):
            return
        row = held.window.cursor - held.window.top
        target = self.lanes[self.focused_lane + by].window
        self._go(self.focused_lane + by, min(target.top + row, len(target.rows) - 1))

    def action_open(self) -> None:
        """Ask for the problem of the cursor in full."""
        if self.card is not None:
            self.post_message(self.Opened(self.card))

    def want(self, held: LaneCards) -> None:
        """Ask for the cards past an end of a window before it runs out of them."""
        wanted = held.wanted() if held.is_read else None
        if wanted is not None:
            self.post_message(self.Wanted(held.lane, wanted[0], backwards=wanted[1]))

    def on_resize(self) -> None:
        """Lay the lanes out anew, with as many cards as have room."""
        self.settle()
        for place in self.places:
            self.repaint_lane(place.lane)
            self.want(self.lanes[place.lane])

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a card, a second one opens it."""
        place, row = self.at(event.screen_x - self.region.x, event.screen_y - self.region.y)
        if place is None:
            return
        if event.chain > 1 and place.lane == self.focused_lane:
            self.action_open()
            return
        window = self.lanes[place.lane].window
        row = window.top + row if row is not None else window.cursor
        self._go(place.lane, min(row, len(window.rows) - 1))

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves the cursor."""
        self.action_move(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves the cursor."""
        self.action_move(-_WHEEL)

    def _go(self, lane: int, place: int) -> None:
        """Put the focus on a lane and the cursor on a place of its window."""
        if lane == self.focused_lane:
            self.action_move(place - self.lanes[lane].window.cursor)
            return
        before, self.focused_lane = self.focused_lane, lane
        self.lanes[lane].window.cursor = max(0, place)
        self.settle()
        self.repaint_lane(before)
        self.repaint_lane(lane)
        self.post_message(self.Moved(self.card))
        for place_ in self.places:
            self.want(self.lanes[place_.lane])
