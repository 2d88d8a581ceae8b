"""The options that match what was typed, one to a line, the cursor on one of them."""

from collections.abc import Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message

from desk.rules.plain_text import cells, fit
from desk.rules.words import fold
from desk.widgets.drawn import Drawn, Line, clip
from desk.widgets.look import Look

_LABEL_MOST = 24
"""Cells a label may take though what stands beside it is cut for it."""
_GAPS = 5
"""Cells of the cursor bar and between the columns."""


class Option(NamedTuple):
    """Something to pick."""

    key: str
    """What is taken."""
    label: str
    """What the field shows then; from outside, so gated where it is drawn."""
    aside: str = ""
    note: str = ""
    listed_as: str = ""
    """What the list says in place of the label."""
    is_new: bool = False
    """Whether it is only what was typed; taken by itself where nothing else matches."""


def matching(options: Sequence[Option], typed: str) -> list[Option]:
    """The options in whose label every typed word begins a word; all when nothing is typed."""
    wanted = fold(typed).split()
    return [
        option
        for option in options
        if all(any(word.startswith(part) for word in fold(option.label).split()) for part in wanted)
    ]


class Matches(Drawn):
    """The options that match, one to a line, the cursor on one of them."""

    DEFAULT_CSS = """
    Matches { display: none; padding: 0; }
    """

    class Clicked(Message):
        """The marked match was clicked on."""

    def __init__(self, look: Look, ground: str, rows: int) -> None:
        super().__init__(look, ground)
        self.options: Sequence[Option] = ()
        self.place = 0
        self.nothing = ""
        """What is said when none match."""
        self._rows = rows

    def show(self, options: Sequence[Option], place: int = 0) -> None:
        """Show these, with the cursor on the one at `place`."""
        self.options = options
        self.place = min(max(0, place), max(0, len(options) - 1))
        self.redraw()

    @property
    def current(self) -> Option | None:
        """The option under the cursor."""
        return self.options[self.place] if self.options else None

    @property
    def _first(self) -> int:
        """The first option that is shown."""
        return max(0, min(self.place - self._rows + 1, len(self.options) - self._rows))

    def on_click(self, event: events.Click) -> None:
        """A click marks a match and takes it."""
        place = self._first + event.y
        if place < len(self.options):
            self.show(self.options, place)
            self.post_message(self.Clicked())

    def draw(self, width: int) -> list[Line]:
        """The lines in so many cells, the one under the cursor among them."""
        if not self.options:
            return [[self.pen.ink(f" {self.nothing}", "muted")]] if self.nothing else []
        first = self._first
        shown = self.options[first : first + self._rows]
        wide = [cells(self.pen.gate(option.label)) for option in shown if _has_columns(option)]
        aside = max((cells(self.pen.gate(option.aside)) for option in shown), default=0)
        note = max((cells(self.pen.gate(option.note)) for option in shown), default=0)
        label = min(max(_LABEL_MOST, width - aside - note - _GAPS), max(wide, default=0))
        lines = [self._line(option, label, aside) for option in shown]
        more = len(self.options) - first - len(shown)
        if more:
            sign = self.pen.glyphs.more_below
            lines[-1] = [*lines[-1], self.pen.ink(f"  {more} more {sign}", "muted")]
        return [clip(line, width, self.pen.glyphs.cut) for line in lines]

    def _line(self, option: Option, label: int, aside: int) -> Line:
        pen = self.pen
        here = option is self.current
        text = pen.gate(option.listed_as or option.label)
        line = [pen.sign(pen.glyphs.cursor if here else " ", "accent")]
        if not _has_columns(option):
            return [*line, pen.ink(text, bold=here)]
        beside = "  " + fit(pen.gate(option.aside), aside) if aside else ""
        return [
            *line,
            pen.ink(fit(text, label, pen.glyphs.cut), bold=here),
            pen.ink(beside, "text" if here else "muted"),
            pen.ink(f"  {pen.gate(option.note)}", "muted"),
        ]


def _has_columns(option: Option) -> bool:
    return bool(option.aside or option.note)
