"""The board: lanes side by side, the one in focus wide, and the cursor that goes through them."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from desk.widgets.board_held import HeldBoard
from desk.widgets.windowed import WindowedList

_WHEEL = 2


class BoardTable(HeldBoard, can_focus=True):
    """The cursor goes from card to card and from lane to lane."""

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

    def turn_to(self, id_: int) -> bool:
        """Put the cursor on a card; False when no window has it."""
        for number, held in enumerate(self.lanes):
            place = held.window.place(id_)
            if place is not None:
                self._go(number, place)
                return True
        return False

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
