"""How the board is drawn, and which of its cells are painted again when something changes."""

from __future__ import annotations

from collections.abc import Iterable

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from desk.rows.board import Card
from desk.widgets.board_cards import (
    SHORT_CURSOR,
    Marks,
    card_lines,
    head_lines,
    head_width,
    urgency_of,
)
from desk.widgets.board_lane import LaneCards
from desk.widgets.board_shape import AIRY, NARROW, Bounds, Place, places, shown
from desk.widgets.drawn import Line, joined, width_of
from desk.widgets.look import Look
from desk.widgets.work_cells import Reader, pens

_HEAD = 3
"""Lines of the heads: name, counts, a blank."""

Picture = tuple[tuple[Card, ...], int, str]
"""What a lane showed: its cards, the row of its cursor, what lies below."""


class DrawnBoard(Widget):
    """Draws line by line; a card is whole or not there."""

    DEFAULT_CSS = "DrawnBoard { height: 1fr; width: 1fr; background: $background; }"

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__()
        self.look = look
        self.reader = reader
        self.lanes: list[LaneCards] = []
        self.focused_lane = 0
        self.first_lane = 0
        self.places: list[Place] = []
        self.fresh: set[int] = set()
        """Problems that others changed and the cursor has not been on since: bold."""
        self.marked: set[int] = set()
        self.empty: tuple[str, ...] = ()
        """Lines that stand on a board without a card."""
        self._plain, self._tinted = pens(look)

    @property
    def _top(self) -> int:
        """The line on which the first card begins; where there is room a blank stands above."""
        return _HEAD + self._is_airy

    @property
    def _is_airy(self) -> bool:
        return self.app.size.height >= AIRY

    def settle(self, *, quiet: bool = False) -> None:
        """Lay the lanes out for what is in them; paints all, or when quiet only another layout."""
        width = self.size.width
        if not self.lanes or width <= 0:
            self.places = []
            self.refresh()
            return
        range_ = shown(width, len(self.lanes), self.focused_lane, self.first_lane)
        self.first_lane = range_.start
        empty = [head_width(held.lane.title) if held.is_empty else 0 for held in self.lanes]
        before = self.places
        bounds = Bounds(width, self._is_airy)
        self.places = places(bounds, range_, self.focused_lane, empty)
        for place in self.places:
            self._fit(place)
        if not quiet or self.places != before:
            self.refresh()

    def picture(self, held: LaneCards) -> Picture:
        """What a lane shows now."""
        window = held.window
        return tuple(held.cards), window.cursor - window.top, held.below()

    def repaint_changed(self, held: LaneCards, before: Picture) -> None:
        """Paint the cards of a lane that differ from what it showed."""
        cards, row, below = before
        now = self.picture(held)
        rows = {row, now[1]} if row != now[1] else set()
        for number in range(max(len(cards), len(now[0]))):
            old, new = cards[number : number + 1], now[0][number : number + 1]
            if old != new or number in rows:
                self._repaint(held, number)
        if below != now[2] or len(cards) != len(now[0]):
            self._repaint(held, len(now[0]))
            self._repaint(held, len(cards))

    def repaint_step(self, held: LaneCards, before: tuple[int, int]) -> None:
        """Paint what a step of the cursor changed."""
        window = held.window
        if window.top != before[0]:
            for number in range(window.height + 1):
                self._repaint(held, number)
        elif window.cursor != before[1]:
            for cursor in (before[1], window.cursor):
                self._repaint(held, cursor - window.top, is_cursor=True)

    def repaint_cards(self, ids: Iterable[int]) -> None:
        """Paint these cards where they are on the screen."""
        wanted = {*ids}
        for place in self.places:
            held = self.lanes[place.lane]
            for number, card in enumerate(held.cards):
                if card.row.id in wanted:
                    self._repaint(held, number)

    def repaint_head(self, held: LaneCards) -> None:
        """Paint the head of a lane."""
        for place in self.places:
            if self.lanes[place.lane] is held:
                self.refresh(Region(place.left, self._top - 2, place.width, 1))

    def tick(self, now: int) -> None:
        """Another minute: paint the cards whose time reads differently."""
        before, self.reader = self.reader.now, self.reader._replace(now=now)
        self.repaint_cards(
            card.row.id
            for place in self.places
            for card in self.lanes[place.lane].cards
            if urgency_of(card, before) != urgency_of(card, now)
        )

    def at(self, x: int, y: int) -> tuple[Place | None, int | None]:
        """The lane at a cell, and which of its cards from the top; None above and between them."""
        for place in self.places:
            if place.left <= x < place.left + place.width:
                row, line = divmod(y - self._top, place.form.pitch)
                is_card = y >= self._top and line < place.form.lines
                shown_cards = len(self.lanes[place.lane].cards)
                return place, row if is_card and row < shown_cards else None
        return None, None

    def line(self, y: int) -> Strip:
        """One line of the board."""
        pen = self._plain.far
        runs: Line = []
        for place in self.places:
            room = place.left - width_of(runs)
            if room > 0:
                runs.append(pen.ink(" " * room))
            runs += self._piece(place, y)
        if self.empty and not any(held.window.rows for held in self.lanes):
            runs = self._said(y) or runs
        ink = pen.look.palette.ink()
        return Strip(joined(runs)).adjust_cell_length(self.size.width, ink).simplify()

    def _said(self, y: int) -> Line:
        """What stands on an empty board."""
        number = y - self._top
        if not 0 <= number < len(self.empty):
            return []
        said = self.look.keys.in_words(self.empty[number], self.screen)
        return [self._plain.far.ink(f"  {said}", "muted" if number else "text")]

    def _piece(self, place: Place, y: int) -> Line:
        """What one lane has in a line."""
        held, pen = self.lanes[place.lane], self._plain.far
        has_focus = place.lane == self.focused_lane
        above = y - (self._top - _HEAD)
        if above < _HEAD:
            heads = head_lines(held, place, pen, has_focus=has_focus)
            return heads[above] if 0 <= above < len(heads) else []
        row, line = divmod(y - self._top, place.form.pitch)
        cards = held.cards
        if row >= len(cards):
            below = held.below() if row == len(cards) and not line else ""
            return [pen.ink(" " * place.form.indent + below, "muted")] if below else []
        if line >= place.form.lines:
            return []
        return self._card(held, place, row, has_focus=has_focus)[line]

    def _card(self, held: LaneCards, place: Place, row: int, *, has_focus: bool) -> list[Line]:
        card, window = held.cards[row], held.window
        id_ = card.row.id
        has_cursor = has_focus and window.top + row == window.cursor
        drawn = self._tinted if has_cursor else self._plain
        marks = Marks(has_cursor, id_ in self.marked, id_ in self.fresh)
        return card_lines(card, place, self.reader, drawn, marks)

    def _fit(self, place: Place) -> None:
        """Give a lane's window as many cards as are whole on the screen, and room to say `more`."""
        held = self.lanes[place.lane]
        room, pitch, window = self.size.height - self._top, place.form.pitch, held.window
        whole = max(1, (room + 1) // pitch)
        is_all = window.is_first and window.is_last and len(window.rows) <= whole
        window.resize(whole if is_all else max(1, (room - 1) // pitch))

    def _repaint(self, held: LaneCards, row: int, *, is_cursor: bool = False) -> None:
        """Paint one card of a lane, or where it would be; for the cursor alone what it tints."""
        for place in self.places:
            if self.lanes[place.lane] is not held:
                continue
            is_short = is_cursor and self.look.short_cursor and place.form is not NARROW
            width = SHORT_CURSOR if is_short else place.width
            top = self._top + row * place.form.pitch
            self.refresh(Region(place.left, top, width, place.form.lines))
