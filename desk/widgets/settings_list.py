"""The settings line by line: groups, or the objects of one; the cursor stands on any of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.strip import Strip

from desk.rules.plain_text import fit
from desk.widgets.drawn import Line, joined, spread
from desk.widgets.people_cells import cut_to
from desk.widgets.short_list import ShortList
from desk.widgets.work_cells import first_cells

_TITLE = 16


class SettingLine(NamedTuple):
    """A line: what it is called, what it is set to or about, and a word at the end."""

    key: str
    title: str
    said: str = ""
    aside: str = ""


class SettingsList(ShortList):
    """It is given lines and says where the cursor is."""

    DEFAULT_CSS = "SettingsList { height: 1fr; width: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Open it, or change it", id="settings.open"),
    ]
    head = 0
    lines: Sequence[SettingLine] = ()
    nothing = ""
    """What is said where there are none."""

    @property
    def current(self) -> SettingLine | None:
        """The line of the cursor."""
        return self.lines[self.place] if self.lines else None

    def show(self, lines: Sequence[SettingLine], at: str = "") -> None:
        """Show them; the cursor goes to the line of that key, else stays on its own."""
        here = at or (self.current.key if self.current is not None else "")
        self.lines = lines
        self.many = len(lines)
        self.stops = range(self.many)
        found = [number for number, line in enumerate(lines) if line.key == here]
        self.place = found[0] if found else min(self.place, max(0, self.many - 1))
        self.settle()
        self.refresh()
        self.post_message(self.Moved())

    def say(self, text: str) -> None:
        """Say that in place of lines, as long as there are none."""
        self.nothing = text
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A line of the list."""
        number = self.top + y
        drawn = self._drawn(number) if number < self.many else self._blank(y)
        strip = Strip(joined(drawn))
        return strip.adjust_cell_length(self.size.width, self.look.palette.ink()).simplify()

    def _blank(self, y: int) -> Line:
        pen = self.plain.far
        return [pen.ink(f" {self.nothing}", "muted")] if not self.many and y == 1 else []

    def _drawn(self, number: int) -> Line:
        line, has_cursor = self.lines[number], number == self.line
        drawn = self.tinted if has_cursor else self.plain
        pen, width = drawn.far, self.size.width
        wide = min(max(_TITLE, *(len(each.title) for each in self.lines)), width // 2 - 4)
        left: Line = [
            drawn.near.ink(f" {fit(pen.gate(line.title), wide, pen.glyphs.cut)}  "),
            pen.said(line.said, "muted"),
        ]
        pieces = spread(left, [pen.said(line.aside, "muted")], width - 2, pen)
        return cut_to(
            [*first_cells(drawn.near, pieces, has_cursor, False), pen.ink(" ")], width + 1, pen
        )
