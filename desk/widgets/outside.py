"""One line that says how much lies outside of what is seen: `4 earlier`, `2 more`."""

from rich.segment import Segment

from desk.widgets.drawn import Line, width_of
from desk.widgets.look import Look
from desk.widgets.one_line import OneLine


class Outside(OneLine):
    """Blank when nothing lies outside."""

    def __init__(self, look: Look, *, is_above: bool) -> None:
        super().__init__(look)
        self._is_above = is_above
        self._many = 0
        self._title = ""
        self._is_here = False

    def entitle(self, title: str, *, is_here: bool) -> None:
        """Say what it is that is seen below, and whether the keys are for that."""
        if (title, is_here) != (self._title, self._is_here):
            self._title, self._is_here = title, is_here
            self.refresh()

    def show(self, many: int) -> None:
        """So many lines lie outside."""
        if many != self._many:
            self._many = many
            self.refresh()

    def runs(self, width: int) -> Line:
        """The title if there is one, and the number at the right."""
        pen, glyphs = self.pen, self.pen.glyphs
        style = pen.look.palette.ink(bold=True, underline=self._is_here)
        line = [pen.ink(" "), Segment(self._title, style)] if self._title else []
        if not self._many:
            return line
        word, sign = (
            ("earlier", glyphs.more_above) if self._is_above else ("more", glyphs.more_below)
        )
        text = f"{self._many} {word} {sign} "
        return [*line, pen.ink(text.rjust(width - width_of(line)), "muted")]
