"""Open problems that a new one may belong to: a short list with a cursor that needs no focus."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.rules.plain_text import cells, fit
from desk.widgets.drawn import Drawn, Line, clip
from desk.widgets.look import Look

_MOST = 4


class Hint(NamedTuple):
    """An open problem, and why it may be the same."""

    ref: str
    subject: str
    state: str
    reason: str
    is_major: bool


class HintList(Drawn):
    """A title and a line for each; nothing as long as there is none."""

    DEFAULT_CSS = """
    HintList { height: auto; margin-top: 1; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.hints: Sequence[Hint] = ()
        self._place = 0

    @property
    def current(self) -> Hint | None:
        """The one that is marked."""
        return self.hints[self._place] if self.hints else None

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these; the mark stays on its problem."""
        ref = self.current.ref if self.current else ""
        self.hints = hints[:_MOST]
        found = [place for place, hint in enumerate(self.hints) if hint.ref == ref]
        self._place = found[0] if found else 0
        self.display = bool(self.hints)
        self.redraw()

    def go_on(self) -> None:
        """Mark the next one; the first after the last."""
        self._place = (self._place + 1) % max(1, len(self.hints))
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """A line for each."""
        if not self.hints:
            return []
        wide = max(cells(hint.ref) for hint in self.hints)
        title = [self.pen.ink(" Open already", bold=True)]
        return [title, *(self._row(hint, wide, width) for hint in self.hints)]

    def _row(self, hint: Hint, wide: int, width: int) -> Line:
        pen, here = self.pen, hint is self.current
        line = [
            pen.sign(pen.glyphs.cursor if here else " ", "accent"),
            pen.ink(f" {fit(hint.ref, wide)}  ", "muted"),
            pen.said(hint.subject, bold=here),
            pen.ink(f"  {hint.state}", "muted"),
            pen.said(f" {pen.glyphs.dot} {hint.reason}" if hint.reason else "", "muted"),
        ]
        return clip(line, width - 1, pen.glyphs.cut)
