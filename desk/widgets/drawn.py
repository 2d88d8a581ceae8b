"""Widgets that are nothing but drawn lines (heads, bars, cards), and the pen that draws them."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from desk.rules.plain_text import cells, fit, plain, wrap
from desk.widgets.look import Look

Line = list[Segment]
"""One line of a drawn text, as its pieces; what they say has passed the gate."""


class Pen:
    """Makes pieces of text in the tokens of the palette, on one ground.

    `said` is for text from outside, which passes the gate here; `ink` and `sign` write the desk's
    own words and signs.
    """

    def __init__(self, look: Look, ground: str = "background") -> None:
        self.look = look
        self.glyphs = look.glyphs
        self.ground = ground

    def gate(self, text: str) -> str:
        """Text from outside as one line that may be shown."""
        return plain(text, ascii_only=self.look.ascii_text)

    def said(self, text: str, token: str = "text", *, bold: bool = False) -> Segment:
        """What somebody outside wrote, on one line."""
        return self.ink(self.gate(text), token, bold=bold)

    def ink(self, text: str, token: str = "text", *, bold: bool = False) -> Segment:
        """Words, numbers and rules."""
        return Segment(text, self.look.palette.ink(token, self.ground, bold=bold))

    def sign(self, text: str, token: str = "text", *, bold: bool = False) -> Segment:
        """Glyphs, bars, keys and the names of people who wrote in."""
        return Segment(text, self.look.palette.sign(token, self.ground, bold=bold))

    def dot(self) -> Segment:
        """What stands between two facts in a line."""
        return self.ink(f" {self.glyphs.dot} ", "muted")


def width_of(line: Sequence[Segment]) -> int:
    """The cells of a line."""
    return sum(cells(piece.text) for piece in line)


def joined(line: Line) -> Line:
    """The line with blanks taken into what stands beside them on the same ground.

    A blank shows no ink, but each change of style costs some forty bytes on the wire.
    """
    pieces: Line = []
    for piece in line:
        last = pieces[-1] if pieces else None
        if last is None or not (_is_blank(last) or _is_blank(piece)) or not _same(last, piece):
            pieces.append(piece)
        else:
            style = piece.style if _is_blank(last) else last.style
            pieces[-1] = Segment(last.text + piece.text, style)
    return pieces


def _is_blank(piece: Segment) -> bool:
    return not piece.text.strip(" ")


def _same(one: Segment, other: Segment) -> bool:
    """Whether blanks of both look alike."""
    if one.style is None or other.style is None:
        return False
    looks = [(s.bgcolor, bool(s.reverse), bool(s.underline)) for s in (one.style, other.style)]
    return looks[0] == looks[1] and not (one.style.reverse and one.style.color != other.style.color)


def clip(line: Line, width: int, cut: str) -> Line:
    """The line in at most `width` cells, with a sign where it was cut."""
    if width_of(line) <= width:
        return line
    kept: Line = []
    room = max(0, width)
    for piece in line:
        taken = cells(piece.text)
        if taken >= room:
            # The blank makes `fit` cut even where the piece alone would have had room.
            return [*kept, Segment(fit(f"{piece.text} ", room, cut), piece.style)]
        kept.append(piece)
        room -= taken
    return kept


def spread(left: Line, right: Line, width: int, pen: Pen) -> Line:
    """One line with `right` at its end; `left` gives way, two cells stay between them."""
    right = clip(right, width, pen.glyphs.cut)
    room = width - width_of(right)
    left = clip(left, room - 2 if right else room, pen.glyphs.cut)
    return [*left, pen.ink(" " * (room - width_of(left))), *right]


def flow(line: Line, width: int, hang: int = 0) -> list[Line]:
    """A line of pieces broken at blanks; each later line begins `hang` cells in."""
    text = "".join(piece.text for piece in line)
    lines: list[Line] = []
    place = 0
    for part in _hanging(text, width, hang):
        place = text.index(part, place) if part else place
        pieces = _between(line, place, place + len(part))
        lines.append(pieces if not lines else [Segment(" " * hang, line[0].style), *pieces])
        place += len(part)
    return lines


def _hanging(text: str, width: int, hang: int) -> list[str]:
    first = wrap(text, width)
    if not hang or len(first) < 2:
        return first
    rest = text[text.index(first[1], len(first[0])) :]
    return [first[0], *wrap(rest, width - hang)]


def _between(line: Line, start: int, end: int) -> Line:
    found: Line = []
    place = 0
    for piece in line:
        text = piece.text[max(0, start - place) : max(0, end - place)]
        if text:
            found.append(Segment(text, piece.style))
        place += len(piece.text)
    return found


class Drawn(Widget):
    """A widget that is nothing but lines; subclasses say which, for a width."""

    DEFAULT_CSS = """
    Drawn { height: auto; width: 1fr; }
    """

    def __init__(
        self,
        look: Look,
        ground: str = "background",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name for it
        classes: str = "",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.pen = Pen(look, ground)
        self._drawn: tuple[int, Sequence[Line]] = (-1, [])
        self._drawn_in = ""
        """The theme whose colours are in the lines."""

    def draw(self, width: int) -> list[Line]:
        """The lines in so many cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again; the layout moves only when the number of lines changes."""
        width, lines = self._drawn
        self._drawn = (-1, [])
        self.refresh(layout=width < 0 or len(self.lines(width)) != len(lines))

    def lines(self, width: int) -> Sequence[Line]:
        """The lines as they were drawn last, or drawn now."""
        theme = self.pen.look.palette.name
        if self._drawn[0] != width or self._drawn_in != theme:
            self._drawn_in = theme
            self._drawn = (width, self.draw(width) if width > 0 else [])
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One line, padded to the width."""
        width = self.size.width
        lines = self.lines(width)
        ground = self.pen.look.palette.ink("text", self.pen.ground)
        return (
            Strip(lines[y] if y < len(lines) else []).adjust_cell_length(width, ground).simplify()
        )
