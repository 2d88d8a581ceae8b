"""What stands around the form of a new contact: words beside it, and the customer's open work."""

from textual.strip import Strip

from desk.rows.customers import CustomerCard
from desk.widgets.clock_bar import Moment
from desk.widgets.customer_card import card_lines, open_lines
from desk.widgets.drawn import Drawn, Line, clip, spread, width_of
from desk.widgets.look import Look


class Words(Drawn):
    """One line of words."""

    DEFAULT_CSS = """
    Words { height: 1; width: auto; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._line: Line = []
        self._aside: Line = []

    def show(self, line: Line) -> None:
        """Show this line."""
        self._line = line
        self.redraw()

    def beside(self, aside: Line) -> None:
        """Show this at the right; where there is no room for both, in place of the line."""
        self._aside = aside
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The line, and what stands at its right."""
        if not self._aside:
            return [clip(self._line, width, self.pen.glyphs.cut)]
        is_tight = width_of(self._line) + width_of(self._aside) + 2 > width
        return [spread([] if is_tight else self._line, self._aside, width, self.pen)]


class OpenWith(Drawn):
    """What is open with the customer that was taken; nothing as long as none is."""

    DEFAULT_CSS = """
    OpenWith { height: auto; }
    """

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._card: CustomerCard | None = None
        self._at = Moment(0, "UTC")

    def show(self, card: CustomerCard | None, at: Moment) -> None:
        """Show what is open with this customer."""
        self._card, self._at = card, at
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """A title and a line for each item."""
        if self._card is None:
            return []
        pen, name = self.pen, self._card.name
        if not self._card.open_work:
            return [[pen.ink(" Nothing open with ", "muted"), pen.said(name, "muted")]]
        title = [pen.ink(" Open with ", bold=True), pen.said(name, bold=True)]
        lines = [[pen.ink(" "), *line] for line in open_lines(self._card.open_work, self._at, pen)]
        return [clip(line, width - 1, pen.glyphs.cut) for line in [title, *lines]]


class CustomerPane(OpenWith):
    """The whole card, behind an upright line, where there is room beside the form."""

    DEFAULT_CSS = """
    CustomerPane { height: 1fr; }
    """

    def draw(self, width: int) -> list[Line]:
        """The card, as beside an item."""
        if self._card is None:
            return []
        pen = self.pen
        lines = card_lines(self._card, self._at, pen, width - 2)
        return [[], *([pen.ink(" "), *line] for line in lines)]

    def render_line(self, y: int) -> Strip:
        """A line of the card behind the upright line."""
        width, pen = self.size.width, self.pen
        lines = self.lines(width - 1)
        line = [pen.ink(pen.glyphs.pane, "line"), *(lines[y] if y < len(lines) else [])]
        return Strip(line).adjust_cell_length(width, pen.look.palette.ink()).simplify()
