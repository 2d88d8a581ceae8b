"""A line of its own across the screen: tabs, status, keys."""

from textual.strip import Strip
from textual.widget import Widget

from desk.widgets.drawn import Line, Pen, clip
from desk.widgets.look import Look


class OneLine(Widget):
    """One row, drawn from runs; subclasses say which, for a width."""

    DEFAULT_CSS = "OneLine { height: 1; width: 1fr; background: $background; }"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.pen = Pen(look)

    def runs(self, width: int) -> Line:
        """What stands in the line."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line, padded to the width."""
        width, pen = self.size.width, self.pen
        line = clip(self.runs(width), width, pen.glyphs.cut)
        return Strip(line).adjust_cell_length(width, pen.look.palette.ink()).simplify()
