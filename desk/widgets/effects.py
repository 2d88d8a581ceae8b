"""What will happen, in sentences, before it does."""

from collections.abc import Iterable

from desk.widgets.drawn import Drawn, Line, clip, flow
from desk.widgets.look import Look

_TITLE = "What will happen"


class Effects(Drawn):
    """A title and the sentences below it; nothing as long as it is not known."""

    def __init__(self, look: Look, ground: str) -> None:
        super().__init__(look, ground)
        self._effects: tuple[str, ...] = ()
        self._caution = ""
        self._most = 0
        self._title = _TITLE

    def show(self, effects: Iterable[str], most: int = 0, title: str = _TITLE) -> None:
        """Show these, in so many lines at most; 0 for as many as it takes."""
        self._effects, self._most, self._title = tuple(effects), most, title
        self.redraw()

    def caution(self, text: str) -> None:
        """Say below them what the way back is, where there is none."""
        self._caution = text
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """A title and the sentences below it."""
        pen = self.pen
        lines: list[Line] = []
        for effect in self._effects:
            lines += flow([pen.ink("   "), pen.said(effect, "muted")], width - 1, 3)
        if self._most and len(lines) > self._most:
            rest = len(lines) - self._most + 1
            lines[self._most - 1 :] = [[pen.ink(f"   {pen.glyphs.cut} {rest} lines more", "muted")]]
        lines[:0] = [[pen.ink(f" {self._title}", bold=True)]] if lines else []
        if self._caution:
            sign = pen.sign(f" {pen.glyphs.warning} ", "warning")
            lines += [*([[]] if lines else []), [sign, pen.ink(self._caution, bold=True)]]
        return [*lines, []] if lines else []


class Foretold(Drawn):
    """The same in a few lines below a form, one to a sentence."""

    DEFAULT_CSS = """
    Foretold { height: auto; margin-top: 1; }
    """
    _MOST = 4

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._effects: tuple[str, ...] = ()

    def show(self, effects: Iterable[str]) -> None:
        """Show these."""
        self._effects = tuple(effects)
        self.display = bool(self._effects)
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """A line for each sentence."""
        pen = self.pen
        lines = [[pen.ink(" "), pen.said(each, "muted")] for each in self._effects[: self._MOST]]
        return [clip(line, width - 1, pen.glyphs.cut) for line in lines]
