"""One line that says how much lies outside of what is seen: `4 earlier`, `2 more`."""

from desk.widgets.drawn import Line
from desk.widgets.look import Look
from desk.widgets.one_line import OneLine


class Outside(OneLine):
    """Blank when nothing lies outside."""

    def __init__(self, look: Look, *, is_above: bool) -> None:
        super().__init__(look)
        self._is_above = is_above
        self._many = 0

    def show(self, many: int) -> None:
        """So many lines lie outside."""
        if many != self._many:
            self._many = many
            self.refresh()

    def runs(self, width: int) -> Line:
        """The number at the right, or nothing."""
        glyphs = self.pen.glyphs
        if not self._many:
            return []
        word, sign = (
            ("earlier", glyphs.more_above) if self._is_above else ("more", glyphs.more_below)
        )
        text = f"{self._many} {word} {sign} "
        return [self.pen.ink(text.rjust(width), "muted")]
