"""The log of thresholds that were crossed, the latest first, with where one looked last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip

from desk.rows.jeopardy import CrossingRow
from desk.rules.alarms import SNOOZE, UNOWNED, UPDATE, URGENT
from desk.rules.plain_text import cells, fit
from desk.rules.times import short_moment
from desk.rules.vocabulary import words
from desk.terminal.glyphs import Glyphs
from desk.widgets.drawn import Line, Pen, joined
from desk.widgets.empty import broken
from desk.widgets.look import Look
from desk.widgets.short_list import ShortList

_TIME, _REF = 5, 7
_NARROW = 70
_WHAT, _SHORT_WHAT = 22, 18
_LEAST = 8
"""Cells in which what was done about a crossing says anything."""
_TOKENS = {"jeopardy": "warning", "warning": "warning", "watch": "muted", "reminder": "warning"}
_ALARMS = {
    UNOWNED: "Nobody took it",
    UPDATE: "No news for long",
    SNOOZE: "Snooze is over",
    URGENT: "Urgent from the start",
}
"""What was not a part of a target, in words."""
_HERE = "you looked here last"


class CrossingList(ShortList):
    """It is given what was crossed and says where the cursor is; it reads nothing itself."""

    DEFAULT_CSS = "CrossingList { height: 1fr; width: 1fr; background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", tooltip="Open the item", id="list.open")
    ]

    def __init__(self, look: Look, zone: str, now: int) -> None:
        super().__init__(look)
        self.rows: Sequence[CrossingRow | None] = ()
        """None is where one looked last."""
        self.empty: tuple[str, ...] = ()
        self.is_pane = False
        """Whether it stands beside a list, behind an edge."""
        self._zone, self._now, self._looked = zone, now, 0
        self._ref = _REF

    @property
    def cursor_hides(self) -> bool:
        """In a pane the cursor shows while keys act here."""
        return self.is_pane

    @property
    def current(self) -> CrossingRow | None:
        """What the cursor stands on."""
        return self.rows[self.stops[self.place]] if self.stops else None

    @property
    def many_new(self) -> int:
        """How many of those that are listed came since one looked last."""
        return sum(row is not None and row.id > self._looked for row in self.rows)

    def show(self, rows: Sequence[CrossingRow], looked: int, now: int) -> None:
        """Show these; the cursor stays on what it is on, and on its line."""
        here, line = self.current, self.stops[self.place] - self.top if self.stops else 0
        before = self._in_sight()
        self._now, self._looked = now, looked
        old = next((n for n, row in enumerate(rows) if row.id <= looked), len(rows))
        is_parted = 0 < old < len(rows)
        self.rows = [*rows[:old], None, *rows[old:]] if is_parted else [*rows]
        if not self.rows:  # whose log it is has changed, perhaps, and with that what is said
            self.refresh()
        self.many = len(self.rows)
        self.stops = [n for n, row in enumerate(self.rows) if row is not None]
        found = [n for n, stop in enumerate(self.stops) if self._number(stop) == (here and here.id)]
        self.place = found[0] if found else self.place
        self.settle()
        if found:
            self.top = self.stops[self.place] - line
            self.settle()
        longest = max((_REF, *(len(row.ref) for row in rows)))
        if longest != self._ref:
            self._ref = longest
            self.refresh()
        for y, (was, now_) in enumerate(zip(before, self._in_sight(), strict=True)):
            if was != now_:
                self.refresh(Region(0, self.head + y, self.size.width, 1))
        self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """The head, or a line of the log."""
        width, pen = self.size.width, self.plain.far
        edge = [pen.ink(pen.glyphs.pane, "line")] if self.is_pane else []
        runs = self._line(y, width - len(edge))
        strip = Strip(joined([*edge, *runs]))
        return strip.adjust_cell_length(width, self.look.palette.ink()).simplify()

    def _line(self, y: int, width: int) -> Line:
        number = self.top + y - self.head
        if y < self.head:
            return self._titles(width)
        if number < len(self.rows):
            row = self.rows[number]
            has_cursor = number == self.line
            drawn = (self.tinted if has_cursor else self.plain).far
            return self._mark(width) if row is None else self._row(row, drawn, width, has_cursor)
        return self._nothing(y - self.head - 1, width) if not self.rows else []

    def _nothing(self, y: int, width: int) -> Line:
        """A line of what an empty log says."""
        keys = self.look.keys
        lines = broken([keys.in_words(line, self.screen) for line in self.empty], width - 2)
        if not 0 <= y < len(lines):
            return []
        said, is_first = lines[y]
        return [self.plain.far.ink(f" {said}", "text" if is_first else "muted")]

    def _titles(self, width: int) -> Line:
        what = _what(width)
        text = f"   {'At':>{_TIME}}  {'Ref':<{self._ref}}  {'What crossed':<{what}}"
        text += "  Done about it" if self._room(width) >= _LEAST else ""
        title = self.plain.far.ink(fit(text, width), "muted")
        if self.is_pane and self.has_focus:
            style = self.look.palette.ink("text", bold=True, underline=True)
            return [title._replace(style=style)]
        return [title]

    def _mark(self, width: int) -> Line:
        pen = self.plain.far
        thin = pen.glyphs.thin
        rest = thin * max(0, width - 5 - cells(_HERE) - 1)
        return [
            pen.ink(f" {thin * 2} ", "line"),
            pen.ink(_HERE, "muted"),
            pen.ink(f" {rest}", "line"),
        ]

    def _row(self, row: CrossingRow, pen: Pen, width: int, has_cursor: bool) -> Line:
        is_new = row.id > self._looked
        sign, token = _sign(row.level, pen.glyphs)
        what = _what(width)
        at = short_moment(row.at, self._zone, self._now)
        about = _ALARMS.get(row.clock) or f"{words(row.clock)} {row.threshold} %"
        room = self._room(width)
        done = fit(pen.gate(row.action or row.subject), room, pen.glyphs.cut) if room else ""
        return [
            pen.sign(pen.glyphs.cursor if has_cursor else " ", "accent"),
            pen.sign(f"{sign} ", token),
            pen.ink(fit(at, _TIME, right=True), "muted"),
            pen.ink(f"  {fit(row.ref, self._ref)}  ", "text" if is_new else "muted"),
            pen.ink(fit(about, what, pen.glyphs.cut), bold=is_new),
            pen.ink(f"  {done} ", "text" if row.action else "muted"),
        ]

    def _room(self, width: int) -> int:
        """Cells for what was done about it; none where they would hold no word."""
        room = width - 3 - _TIME - 2 - self._ref - 2 - _what(width) - 2 - 1
        return room if room >= _LEAST else 0

    def _number(self, line: int) -> int | None:
        row = self.rows[line]
        return row.id if row is not None else None

    def _in_sight(self) -> list[tuple[CrossingRow | None, bool, bool]]:
        """What each line in sight shows: what it is, if anything, and whether it has the cursor."""
        lines = range(self.top, self.top + self.height)
        many = len(self.rows)
        return [
            (self.rows[line] if line < many else None, line < many, line == self.line)
            for line in lines
        ]


def _what(width: int) -> int:
    return _WHAT if width >= _NARROW else _SHORT_WHAT


def _sign(level: str, glyphs: Glyphs) -> tuple[str, str]:
    if level == "reminder":
        return glyphs.warning, _TOKENS[level]
    return glyphs.level(level), _TOKENS.get(level, "danger")
