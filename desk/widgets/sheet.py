"""What every sheet and composer begins with: a thick rule with a title and an aside."""

from textual import events
from textual.widget import Widget

from desk.widgets.drawn import Drawn, Line, clip, width_of
from desk.widgets.look import Look

_WIDE, _LIST = 120, 80
"""From so many columns on a sheet is as wide as the list it lies on."""
_AROUND = 8
"""Cells of a rule besides its title and its aside."""


def sheet_width(screen: int) -> int:
    """How wide a sheet is on a screen of so many columns: all of a narrow one."""
    return _LIST if screen >= _WIDE else screen


class ListWide(Widget):
    """Mixed into the screen of a sheet: it stays as wide as the list when the terminal changes."""

    def on_resize(self, event: events.Resize) -> None:
        """As wide as the list now is, and never over the keys."""
        styles = self.query_one("#sheet").styles
        styles.width = sheet_width(event.size.width)
        styles.max_height = max(1, event.size.height - 1)


class Rule(Drawn):
    """The thick rule above what takes typing or a decision."""

    DEFAULT_CSS = """
    Rule { height: 1; }
    """

    def __init__(self, look: Look, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(look, id=id)
        self._title: Line = []
        self._aside: Line = []
        self._short: Line = []

    def show(self, title: Line, aside: Line | None = None, short: Line | None = None) -> None:
        """Show this title at the left and, if there is one, this aside at the right.

        With a `short` title it is the title that gives way to the aside, not the other way round.
        """
        self._title = title
        self._aside = aside or []
        self._short = short or []
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The rule in so many cells; the aside goes before the title is cut."""
        thick = self.pen.glyphs.thick
        title, aside = self._title, self._aside
        if width_of(title) + width_of(aside) + _AROUND > width:
            if not self._short or not aside:
                aside = []
            else:
                room = max(0, width - width_of(aside) - _AROUND)
                title = clip(self._short, room, self.pen.glyphs.cut)
        tail = [self.pen.ink(" "), *aside, self.pen.ink(" "), self.pen.sign(thick, "accent")]
        tail = tail if aside else []
        rest = width - 3 - min(width_of(title), width - 5) - width_of(tail)
        head = [self.pen.sign(thick, "accent"), self.pen.ink(" "), *title, self.pen.ink(" ")]
        return [[*head, self.pen.sign(thick * max(1, rest), "accent"), *tail]]
