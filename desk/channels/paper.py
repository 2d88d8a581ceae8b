"""Sheets of paper on which text of any script is written: fonts, lines, pages."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from desk.channels.fonts import Face, Fonts, Unusable
from desk.channels.lines import broken, is_right_to_left, needs_shaping
from desk.rules.plain_text import plain, plain_lines
from desk.rules.print_colours import ACCENT, INK, MUTED, RULE, Colour

if TYPE_CHECKING:
    from fpdf import FPDF

LEFT, TOP, RIGHT, BOTTOM = 20.0, 18.0, 190.0, 275.0
"""The edges of what is written on, in millimetres of an A4 sheet."""
WIDE = RIGHT - LEFT

_CUT = "..."
_POINT = 0.3528
"""Millimetres."""
_BODY = "body"
_CORE = "helvetica"
"""What every reader of PDF brings along; it draws Latin-1 alone."""


class Pen(NamedTuple):
    """How something is written."""

    size: float = 9.5
    bold: bool = False
    colour: Colour = INK

    @property
    def height(self) -> float:
        """How high a line is."""
        return self.size * _POINT * 1.42


class Box(NamedTuple):
    """A column on the sheet."""

    left: float
    width: float


class Line(NamedTuple):
    """One line as it is written."""

    text: str
    pen: Pen
    is_turned: bool
    """Whether it belongs to a paragraph from right to left."""


class Paper:
    """A document while it is written, from top to bottom."""

    def __init__(self, fonts: Fonts, made: int) -> None:
        self._pdf = _blank(fonts, made)
        self._has_fonts = fonts.body is not None
        self._missing = fonts.missing
        self._widths: dict[tuple[float, bool, str], float] = {}
        self.y = TOP

    def title(self, title: str, about: str) -> None:
        """What a reader shows in its window's title."""
        self._pdf.set_title(self._drawable(plain(title)))
        self._pdf.set_subject(self._drawable(plain(about)))
        self._pdf.set_lang("en")

    def section(self, name: str) -> None:
        """A mark in the outline at this place."""
        self._pdf.set_y(self.y)
        self._pdf.start_section(self._drawable(plain(name)))

    def room(self) -> float:
        """How much of the sheet is left."""
        return BOTTOM - self.y

    def turn(self) -> None:
        """Go on on a new sheet."""
        self._pdf.add_page()
        self.y = TOP

    def keep(self, height: float) -> bool:
        """Go on on a new sheet unless so much is left on this one; whether it did."""
        if self.room() >= height:
            return False
        self.turn()
        return True

    def lines(self, text: str, width: float, pen: Pen) -> list[Line]:
        """A text as lines of that width."""
        found: list[Line] = []
        for gated in plain_lines(text):
            paragraph = self._drawable(gated)
            is_turned = is_right_to_left(paragraph)
            pieces = broken(paragraph, width, lambda token: self.measure(token, pen))
            found += [Line(piece, pen, is_turned) for piece in pieces]
        return found

    def line(self, text: str, width: float, pen: Pen) -> Line:
        """A text in one line from the left, which says so when there is more of it."""
        first, *more = self.lines(text, width, pen)
        return first._replace(text=first.text + (_CUT if more else ""), is_turned=False)

    def measure(self, token: str, pen: Pen) -> float:
        """How wide a piece of a line is."""
        key = (pen.size, pen.bold, token)
        if key not in self._widths:
            self._take(pen)
            self._shape(token, is_turned=is_right_to_left(token))
            self._widths[key] = float(self._pdf.get_string_width(token))
        return self._widths[key]

    def put(self, line: Line, box: Box, y: float, *, right: bool = False) -> None:
        """Write a line at a height; a turned one begins at the right edge of its box."""
        if not line.text:
            return
        self._take(line.pen)
        self._shape(line.text, is_turned=line.is_turned)
        self._pdf.set_xy(box.left, y)
        align = "R" if right or line.is_turned else "L"
        self._pdf.cell(box.width, line.pen.height, line.text, align=align)

    def write(self, text: str, box: Box, pen: Pen) -> None:
        """Write a text from here on down, over as many sheets as it takes."""
        for line in self.lines(text, box.width, pen):
            self.keep(pen.height)
            self.put(line, box, self.y)
            self.y += pen.height

    def bar(self, box: Box, y: float, height: float, colour: Colour) -> None:
        """Fill an area."""
        self._pdf.set_fill_color(*colour)
        self._pdf.rect(box.left, y, box.width, height, style="F")

    def dot(self, x: float, y: float) -> None:
        """A dot before a sentence."""
        self._pdf.set_fill_color(*ACCENT)
        self._pdf.circle(x, y, 0.55, style="F")

    def feet(self, text: str) -> None:
        """Write at the foot of every sheet what it belongs to and which of all it is."""
        pen = Pen(8, colour=MUTED)
        box, last = Box(LEFT, WIDE), self._pdf.page
        for number in range(1, last + 1):
            self._pdf.page = number
            # What is as it was on the last sheet would not be told to this one.
            self._pdf.set_font(self._pdf.font_family, "", 1)
            self._pdf.set_fill_color(0)
            self.bar(Box(LEFT, WIDE), 281, 0.2, RULE)
            self.put(self.line(text, WIDE - 30, pen), box, 282.5)
            self.put(Line(f"Page {number} of {last}", pen, is_turned=False), box, 282.5, right=True)

    def bytes(self) -> bytes:
        """The document as a file holds it. Nothing more is written after that."""
        made = bytes(self._pdf.output())
        for font in self._pdf.fonts.values():
            file = getattr(font, "ttfont", None)
            if file is not None:  # a font with colours is left open by the library
                file.close()
        return made

    def _take(self, pen: Pen) -> None:
        family = _BODY if self._has_fonts else _CORE
        self._pdf.set_font(family, "B" if pen.bold else "", pen.size)
        self._pdf.set_text_color(*pen.colour)

    def _shape(self, text: str, *, is_turned: bool) -> None:
        """Letters are given their form only where they have several: it takes its time."""
        is_shaped = self._has_fonts and needs_shaping(text)
        self._pdf.set_text_shaping(is_shaped, direction="rtl" if is_turned else "ltr")

    def _drawable(self, text: str) -> str:
        """A line with a sign in place of every character that no font draws."""
        if not self._has_fonts:
            return "".join(map(_in_latin, text))
        if self._missing.isdisjoint(text):
            return text
        return "".join(_named(each) if each in self._missing else each for each in text)


def characters(texts: Iterable[str]) -> set[str]:
    """Every character that is written for these texts."""
    found: set[str] = set()
    for text in texts:
        for line in plain_lines(text):
            found.update(line)
    return found


def _blank(fonts: Fonts, made: int) -> FPDF:
    """An empty document that looks the same whenever it is made."""
    from fpdf import FPDF

    # What the libraries find noteworthy about fonts is nothing to whoever wants a report.
    for name in ("fpdf", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    pdf = FPDF(format="A4")
    pdf.str_alias_nb_pages = ""  # else a text that holds it would turn into a number
    pdf.set_auto_page_break(auto=False)
    pdf.set_margins(LEFT, TOP)
    pdf.c_margin = 0
    pdf.set_creation_date(datetime.fromtimestamp(made, UTC))
    pdf.set_creator("desk")
    if fonts.body is not None:
        _load(pdf, fonts, fonts.body)
    pdf.add_page()
    return pdf


def _load(pdf: FPDF, fonts: Fonts, body: Face) -> None:
    others = {f"other{number}": face for number, face in enumerate(fonts.others)}
    wanted = [(_BODY, "", body), (_BODY, "B", fonts.bold or body)]
    for family, style, face in (*wanted, *((name, "", face) for name, face in others.items())):
        try:
            pdf.add_font(family, style, face.path, collection_font_number=face.number)
        except Exception as error:  # a broken file of a font may raise anything
            raise Unusable(face) from error
    pdf.set_fallback_fonts([*others], exact_match=False)


def _in_latin(character: str) -> str:
    """A character as Latin-1 has it: itself, its like, or its number."""
    if character <= "\xff":
        return character
    alike = plain(character, ascii_only=True)
    return _named(character) if "?" in alike else alike


def _named(character: str) -> str:
    return f"[U+{ord(character):04X}]"
