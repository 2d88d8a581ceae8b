"""The preview of the item under the cursor: below the list, or as a pane beside it."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from desk.widgets.drawn import Line, Pen
from desk.widgets.look import Look

if TYPE_CHECKING:
    from desk.rows.items import ItemRow

BELOW = 4
"""Rows of the preview below a list: its rule and three lines."""


class Summary(Widget):
    """Draws the item it is given; what draws it is imported with the first item, after the list."""

    DEFAULT_CSS = "Summary { height: 4; width: 1fr; background: $background; }"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.pen = Pen(look)
        self.is_pane = False
        self.begun = ""
        """A word on an answer that was begun for it."""
        self._item: ItemRow | None = None
        self._sight: tuple[str, str, int] = ("", "UTC", 0)
        self._lines: list[Line] | None = None
        self._drawn_in = ""
        """The theme whose colours are in the lines."""

    def show(self, item: ItemRow | None, me: str, zone: str, now: int) -> None:
        """Show an item as it stands now, seen by `me` in that zone."""
        self._item, self._sight = item, (me, zone, now)
        self._redraw()

    def tick(self, now: int) -> None:
        """Another minute has begun."""
        me, zone, _ = self._sight
        self._sight = (me, zone, now)
        self._redraw()

    def _redraw(self) -> None:
        """Draw anew, and repaint the lines that differ."""
        width, height = self.size
        before, self._lines = self._lines or [], self._draw(width, height)
        blank: Line = []
        for y, (old, new) in enumerate(zip_longest(before, self._lines, fillvalue=blank)):
            if old != new:
                self.refresh(Region(0, y, width, 1))

    def on_resize(self) -> None:
        """Another size: draw again."""
        self._lines = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the preview."""
        width = self.size.width
        if self._lines is None or self._drawn_in != self.pen.look.palette.name:
            self._lines = self._draw(width, self.size.height)
        line = self._lines[y] if y < len(self._lines) else self._draw_blank()
        return Strip(line).adjust_cell_length(width, self.pen.look.palette.ink()).simplify()

    def _draw_blank(self) -> Line:
        return [self.pen.ink(self.pen.glyphs.pane, "line")] if self.is_pane else []

    def _draw(self, width: int, height: int) -> list[Line]:
        pen = self.pen
        self._drawn_in = pen.look.palette.name
        if self._item is None:
            return [] if self.is_pane else [[pen.ink(pen.glyphs.thin * width, "line")]]
        from desk.widgets.sight import Sight

        sight = Sight(*self._sight, airy=False, begun=self.begun)
        if not self.is_pane:
            from desk.widgets.summary_lines import below

            return below(self._item, sight, pen, width)
        from desk.widgets.summary_pane import pane

        edge = [pen.ink(pen.glyphs.pane, "line")]
        inside = pane(self._item, sight, pen, (width - 1, height))
        return [[*edge, *line] for line in inside[:height]]
