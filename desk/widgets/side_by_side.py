"""What two people made of the same thing: beside each other, or below where there is no room."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from desk.widgets.drawn import Drawn, Line, clip, flow, width_of
from desk.widgets.look import Look

BESIDE = 100
"""Cells from which the two stand beside each other."""
_LABEL = 12
_SIDE = 8
"""Cells of the word that says whose it is."""


class Difference(NamedTuple):
    """One thing that two changed, each text as it was written."""

    label: str
    theirs: str
    mine: str


class SideBySide(Drawn):
    """Every difference with both of its sides in full."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "surface")
        self._differences: Sequence[Difference] = ()

    def show(self, differences: Sequence[Difference]) -> None:
        """Show these."""
        self._differences = differences
        self.redraw()

    def draw(self, width: int) -> list[Line]:
        """A blank line before each difference."""
        lines: list[Line] = self._heads(width) if width >= BESIDE else []
        for difference in self._differences:
            draw = self._beside if width >= BESIDE else self._below
            lines += [[], *draw(difference, width)]
        return [*lines, []]

    def _heads(self, width: int) -> list[Line]:
        pen, column = self.pen, _column(width)
        theirs = pen.ink(f"{'Theirs':<{column + 2}}", "muted")
        return [[], [pen.ink(" " * (_LABEL + 1)), theirs, pen.ink("Yours", "muted")]]

    def _beside(self, difference: Difference, width: int) -> list[Line]:
        pen, column = self.pen, _column(width)
        label = clip([pen.said(difference.label, "muted")], _LABEL - 2, pen.glyphs.cut)
        left = self._text(difference.theirs, column)
        right = self._text(difference.mine, column)
        lines: list[Line] = []
        nothing: Line = []
        for number, (theirs, mine) in enumerate(zip_longest(left, right, fillvalue=nothing)):
            head = label if number == 0 else []
            gap = pen.ink(" " * (_LABEL - width_of(head)))
            between = pen.ink(" " * (column + 2 - width_of(theirs)))
            lines.append([pen.ink(" "), *head, gap, *theirs, between, *mine])
        return lines

    def _below(self, difference: Difference, width: int) -> list[Line]:
        pen = self.pen
        lines: list[Line] = [[pen.ink(" "), pen.said(difference.label, bold=True)]]
        for whose, text in (("theirs", difference.theirs), ("yours", difference.mine)):
            for number, line in enumerate(self._text(text, width - _SIDE - 4)):
                side = whose if number == 0 else ""
                lines.append([pen.ink(f"   {side:<{_SIDE}}", "muted"), *line])
        return lines

    def _text(self, text: str, width: int) -> list[Line]:
        """A text with its own line breaks; nothing says so."""
        pen = self.pen
        if not text.strip():
            return [[pen.ink(pen.glyphs.nobody, "muted")]]
        paragraphs = text.replace("\r\n", "\n").split("\n")
        return [line for part in paragraphs for line in flow([pen.said(part)], width) or [[]]]


def _column(width: int) -> int:
    return (width - _LABEL - 4) // 2
