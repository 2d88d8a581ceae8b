"""The trail of an item: what was said and done, oldest above, opened at its end."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from desk.rows.items import TrailRow
from desk.rules.plain_text import cells, fit, plain_lines, wrap
from desk.rules.times import day, moment, time_of_day
from desk.widgets.clock_bar import LEVEL_TOKENS
from desk.widgets.drawn import Line, Pen
from desk.widgets.look import Look
from desk.widgets.sight import Sight as Sight

_TIME = 7
_WHO = 9
_TEXT = 1 + _TIME + 2 + _WHO + 1
"""The cell at which texts begin."""
_SIGN = 2
"""Cells of the sign of a level before what is told."""
AIRY = 32
"""From so many rows of the terminal on, a blank line stands before what a person said."""


class Told(NamedTuple):
    """One painted line of the trail and the entry it belongs to."""

    seq: int
    line: Line


Entries = dict[tuple[int, int], list[Line]]
"""The lines of entries that were painted before, by number and place: what was said stays said."""


def told(
    rows: Sequence[TrailRow], sight: Sight, pen: Pen, width: int, known: Entries | None = None
) -> list[Told]:
    """The lines of a trail in so many cells; those of `known` entries are not made again."""
    known = {} if known is None else known
    lines: list[Told] = []
    shown_day = day(sight.now, sight.zone)
    for place, row in enumerate(together(rows)):
        its_day = day(row.at, sight.zone)
        if its_day != shown_day:
            shown_day = its_day
            lines += [Told(row.seq, [])] if lines else []
            lines.append(Told(row.seq, [pen.ink(f" {_heading(row.at, sight)}", "muted")]))
        elif sight.airy and lines and is_said(row):
            lines.append(Told(row.seq, []))
        key = (row.seq, place)
        if key not in known:
            known[key] = _entry(row, sight, pen, width)
        lines += [Told(row.seq, line) for line in known[key]]
    return lines


def is_said(row: TrailRow) -> bool:
    """Whether a person's words stand in the entry, not the desk's account of what was done."""
    return bool(row.direction) or row.action == "note"


def together(rows: Sequence[TrailRow]) -> list[TrailRow]:
    """Whom the desk called in stands in the line of what was missed: "missed, level 1 told"."""
    found: list[TrailRow] = []
    for row in rows:
        last = found[-1] if found else None
        if last is None or not last.level or not _follows(row, last):
            found.append(row)
        else:
            text = f"{last.text}, {row.text[:1].lower()}{row.text[1:]}"
            found[-1] = last._replace(text=text)
    return found


def _follows(row: TrailRow, crossing: TrailRow) -> bool:
    said = row.actor, row.at, row.ref
    return row.action == "escalate" and said == (crossing.actor, crossing.at, crossing.ref)


def level_ink(row: TrailRow, text: str, pen: Pen) -> Line:
    """The first line of what a clock came to: its sign, and what was missed in its colour."""
    token = LEVEL_TOKENS.get(row.level, "muted")
    what, comma, rest = text.partition(",")
    is_missed = token == "danger"
    return [
        pen.sign(f"{pen.glyphs.level(row.level)} ", token, bold=is_missed),
        pen.ink(what, token if is_missed else "muted", bold=is_missed),
        pen.ink(comma + rest, "muted"),
    ]


def short_name(name: str, width: int) -> str:
    """A name in fewer cells: `Beate Keller` is `B. Keller`, `b.keller@acme.example` `b.keller`."""
    if cells(name) <= width:
        return name
    words = name.split()
    if len(words) == 1:
        return name.partition("@")[0] or name
    if len(words) == 2 and words[0][0].isupper():
        return f"{words[0][0]}. {words[1]}"
    return name


def _heading(at: int, sight: Sight) -> str:
    name = moment(at, sight.zone, sight.now)
    return "Today" if ":" in name else day(at, sight.zone)


def _entry(row: TrailRow, sight: Sight, pen: Pen, width: int) -> list[Line]:
    said = is_said(row)
    came_in = row.direction == "in"
    sign = {"in": pen.glyphs.came_in, "out": pen.glyphs.went_out}.get(row.direction, " ")
    is_mine = row.actor == sight.me and not came_in
    name = "you" if is_mine else short_name(pen.gate(row.actor), _WHO)
    who = fit(name, _WHO, pen.glyphs.cut)
    shown = pen.sign(who, "accent") if came_in else pen.ink(who, "text" if said else "muted")
    head = [
        pen.ink(f" {time_of_day(row.at, sight.zone).ljust(_TIME)}", "muted"),
        pen.sign(sign, "accent") if came_in else pen.ink(sign, "muted"),
        pen.ink(" "),
        shown,
        pen.ink(" "),
    ]
    of = f"{row.ref}: " if row.ref else ""
    hang = _SIGN if row.level else 0
    texts = _texts(of + row.text, pen, max(8, width - _TEXT - 1 - hang))
    token = "text" if said else "muted"
    first = level_ink(row, texts[0], pen) if row.level else [pen.ink(texts[0], token)]
    rest = [[pen.ink(" " * (_TEXT + hang)), pen.ink(text, token)] for text in texts[1:]]
    return [[*head, *first], *rest]


def _texts(text: str, pen: Pen, width: int) -> list[str]:
    lines = plain_lines(text.strip("\r\n"), ascii_only=pen.look.ascii_text)
    return [part for line in lines for part in wrap(line.rstrip(), width)]


class Timeline(ScrollView, can_focus=True):
    """Scrolls by lines; stays at its end when it was there, else on the entry that was read."""

    DEFAULT_CSS = """
    Timeline { height: 1fr; width: 1fr; scrollbar-size: 0 0; background: $background; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll_down", "down", id="trail.down", tooltip="Read on", show=False),
        Binding("k,up", "scroll_up", "up", id="trail.up", tooltip="Read back", show=False),
        Binding(
            "pagedown",
            "page_down",
            "page down",
            id="trail.page_down",
            tooltip="A page on",
            show=False,
        ),
        Binding(
            "pageup", "page_up", "page up", id="trail.page_up", tooltip="A page back", show=False
        ),
        Binding(
            "home",
            "scroll_home",
            "first",
            id="trail.home",
            tooltip="To the first entry",
            show=False,
        ),
        Binding(
            "end", "scroll_end", "last", id="trail.end", tooltip="To the last entry", show=False
        ),
    ]

    class Outside(Message):
        """How many lines lie above and below what is seen."""

        def __init__(self, above: int, below: int) -> None:
            super().__init__()
            self.above = above
            self.below = below

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.pen = Pen(look)
        self._rows: Sequence[TrailRow] = ()
        self._sight = Sight("", "UTC", 0)
        self._lines: list[Told] = []
        self._known: Entries = {}
        self._drawn_for = (0, "")
        self._fresh = True
        self._is_at_end = True

    def show(self, rows: Sequence[TrailRow], sight: Sight, *, fresh: bool) -> None:
        """Show a trail; a fresh one opens at its end, the same one again keeps its place."""
        self._rows = rows
        self._sight = sight
        self._fresh = self._fresh or fresh
        if fresh:
            self._known.clear()
        if self.size.width:
            self._lay_out()

    def on_resize(self) -> None:
        """Wrap anew, and stay on the entry that was read."""
        self._lay_out()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell what lies outside now."""
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def render_line(self, y: int) -> Strip:
        """One line of what is seen."""
        if self._drawn_for != (self.size.width, self.pen.look.palette.name):
            self._tell_lines()
        place = y + round(self.scroll_offset.y)
        ground = self.pen.look.palette.ink()
        line = self._lines[place].line if place < len(self._lines) else []
        return Strip(line).adjust_cell_length(self.size.width, ground).simplify()

    def action_scroll_down(self) -> None:
        """One line on."""
        self.scroll_relative(y=1, animate=False, force=True)

    def action_scroll_up(self) -> None:
        """One line back."""
        self.scroll_relative(y=-1, animate=False, force=True)

    def action_page_down(self) -> None:
        """A page on, one line shared."""
        self.scroll_relative(y=max(1, self.size.height - 1), animate=False, force=True)

    def action_page_up(self) -> None:
        """A page back, one line shared."""
        self.scroll_relative(y=-max(1, self.size.height - 1), animate=False, force=True)

    def action_scroll_home(self) -> None:
        """To the first entry."""
        self.scroll_to(y=0, animate=False, force=True)

    def action_scroll_end(self) -> None:
        """To the last entry."""
        self.scroll_to(y=self.max_scroll_y, animate=False, force=True)

    def _lay_out(self) -> None:
        at_end = self._fresh or self._is_at_end
        read = self._line_read()
        self._tell_lines()
        self.virtual_size = Size(self.size.width, len(self._lines))
        self._fresh = self._fresh and not self.size.height
        last = max(0, len(self._lines) - self.size.height)
        # The lines above may have been more, where it was narrower.
        place = last if at_end else min(last, self._place_of(read))
        self.scroll_to(y=place, animate=False, force=True)
        self.refresh()
        self._tell()

    def _tell_lines(self) -> None:
        """Draw the entries for this width in the colours of the theme."""
        drawn_for = (self.size.width, self.pen.look.palette.name)
        if drawn_for != self._drawn_for:
            self._known.clear()
        self._drawn_for = drawn_for
        self._lines = told(self._rows, self._sight, self.pen, self.size.width, self._known)

    def _line_read(self) -> tuple[int, int]:
        """The entry at the top, and how many of its lines lie above."""
        top = round(self.scroll_offset.y)
        if top >= len(self._lines):
            return 0, 0
        seq = self._lines[top].seq
        return seq, sum(line.seq == seq for line in self._lines[:top])

    def _place_of(self, read: tuple[int, int]) -> int:
        """Where that line stands now."""
        seq, besides = read
        first = next((n for n, line in enumerate(self._lines) if line.seq >= seq), 0)
        return first + besides

    def _tell(self) -> None:
        above = round(self.scroll_offset.y)
        self._is_at_end = above + self.size.height >= len(self._lines)
        self.post_message(self.Outside(above, max(0, len(self._lines) - above - self.size.height)))
