"""How the board is drawn, and which of its cells are painted again when something changes."""

from __future__ import annotations

from collections.abc import Iterable

from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from desk.rows.board import Card
from desk.rules.plain_text import wrap
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

_FRAME = 3
"""Lines of the screen around the board."""

Picture = tuple[tuple[Card, ...], int, str]
"""What a lane showed: its cards, the row of its cursor, what lies below."""


class LaneColumn(Widget):
    """One lane on the screen.

    A widget of its own, since a line is always written anew from the left edge of its widget on:
    a step in one lane must not cost the lanes beside it.
    """

    DEFAULT_CSS = "LaneColumn { height: 1fr; background: $background; }"

    def __init__(self, board: DrawnBoard, number: int) -> None:
        super().__init__()
        self._board = board
        self._number = number

    def _size_updated(
        self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
    ) -> bool:
        """Another width: nothing is laid out in it, so it is painted once and not twice."""
        return super()._size_updated(size, virtual_size, container_size, layout=False)

    def render_line(self, y: int) -> Strip:
        """One line of the lane."""
        return self._board.column_line(self._number, y, self.size.width)


class DrawnBoard(Widget):
    """Draws line by line; a card is whole or not there."""

    DEFAULT_CSS = """
    DrawnBoard { layout: horizontal; height: 1fr; width: 1fr; background: $background; }
    """

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
        self._columns: list[LaneColumn] = []
        self._widths: list[int] = []
        self._plain, self._tinted = pens(look)

    @property
    def _top(self) -> int:
        """The line on which the first card begins; where there is room a blank stands above."""
        return _HEAD + self._is_airy

    @property
    def _is_airy(self) -> bool:
        return self.app.size.height >= AIRY

    def settle(self) -> None:
        """Lay the lanes out for what is in them; paints those that stand otherwise than before."""
        width, before = self.size.width or self.app.size.width, self.places
        self.places = []
        if self.lanes and width > 0:
            range_ = shown(width, len(self.lanes), self.focused_lane, self.first_lane)
            self.first_lane = range_.start
            empty = [head_width(held.lane.title) if held.is_empty else 0 for held in self.lanes]
            bounds = Bounds(width, self._is_airy)
            self.places = places(bounds, range_, self.focused_lane, empty)
        for place in self.places:
            self._fit(place)
        if self.places != before:
            self._lay_columns(width)
        for number, place in enumerate(self.places):
            old = before[number] if number < len(before) else None
            if old is None or old._replace(left=place.left) != place:
                self._columns[number].refresh()

    def repaint_lane(self, lane: int) -> None:
        """Paint all of a lane."""
        for number, place in enumerate(self.places):
            if place.lane == lane:
                self._columns[number].refresh()

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
                self._column(place).refresh(Region(0, self._top - 2, place.width, 1))

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

    def column_line(self, number: int, y: int, width: int) -> Strip:
        """One line of the lane that stands in a column."""
        pen = self._plain.far
        runs: Line = []
        if number < len(self.places):
            place = self.places[number]
            runs = self._piece(place, y)
            if place.lane == self.focused_lane and not any(e.window.rows for e in self.lanes):
                runs = self._said(y, place.width) or runs
        runs.append(pen.ink(" " * max(0, width - width_of(runs))))
        return Strip(joined(runs)).adjust_cell_length(width, pen.look.palette.ink()).simplify()

    def _said(self, y: int, width: int) -> Line:
        """What stands on an empty board."""
        lines = [
            (part, "muted" if number else "text")
            for number, text in enumerate(self.empty)
            for part in wrap(self.look.keys.in_words(text, self.screen), width - 3)
        ]
        number = y - self._top
        if not 0 <= number < len(lines):
            return []
        text, token = lines[number]
        return [self._plain.far.ink(f"  {text}", token)]

    def _lay_columns(self, width: int) -> None:
        """Give each lane its column; the last one reaches to the edge."""
        lefts = [*(place.left for place in self.places), width]
        widths = [right - left for left, right in zip(lefts, lefts[1:], strict=False)]
        while len(self._columns) < len(widths):
            column = LaneColumn(self, len(self._columns))
            self._columns.append(column)
            self._widths.append(0)
            self.mount(column)
        for number, column in enumerate(self._columns):
            wanted = widths[number] if number < len(widths) else 0
            if self._widths[number] != wanted:
                self._widths[number] = wanted
                column.styles.width = wanted

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
        height = self.size.height or self.app.size.height - _FRAME
        room, pitch, window = height - self._top, place.form.pitch, held.window
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
            self._column(place).refresh(Region(0, top, width, place.form.lines))

    def _column(self, place: Place) -> LaneColumn:
        return self._columns[self.places.index(place)]
