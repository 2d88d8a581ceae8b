"""What stands around the form of a new contact: words beside it, and the customer's open work."""

from collections.abc import Sequence

from desk.rows.customers import OpenWork
from desk.widgets.clock_bar import Moment
from desk.widgets.customer_card import open_lines
from desk.widgets.drawn import Drawn, Line, clip
from desk.widgets.look import Look


class Words(Drawn):
    """One line of words."""

    DEFAULT_CSS = """
    Words { height: 1; width: auto; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._line: Line = []

    def show(self, line: Line) -> None:
        """Show this line."""
        self._line = line
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The line."""
        return [clip(self._line, width, self.pen.glyphs.cut)]


class OpenWith(Drawn):
    """What is open with the customer that was taken; nothing as long as none is."""

    DEFAULT_CSS = """
    OpenWith { height: auto; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._name = ""
        self._work: Sequence[OpenWork] = ()
        self._at = Moment(0, "UTC")

    def show(self, name: str, work: Sequence[OpenWork], at: Moment) -> None:
        """Show the open work of the customer of that name."""
        self._name, self._work, self._at = name, work, at
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """A title and a line for each item."""
        if not self._name:
            return []
        pen = self.pen
        if not self._work:
            return [[pen.ink(" Nothing open with ", "muted"), pen.said(self._name, "muted")]]
        title = [pen.ink(" Open with ", bold=True), pen.said(self._name, bold=True)]
        lines = [[pen.ink(" "), *line] for line in open_lines(self._work, self._at, pen)]
        return [clip(line, width - 1, pen.glyphs.cut) for line in [title, *lines]]
