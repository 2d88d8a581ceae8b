"""The one gate for text from outside, and how wide what it lets through is.

What a customer wrote may hold bytes that move the cursor, turn the line round or hide. Nothing of
that passes: controls and invisible characters become marks a person can see. What is left has the
same width for every terminal and library that follows Unicode.
"""

import re
import unicodedata

BASE = "\u25cc"
"""What a combining mark sits on that has no letter of its own."""
UNDRAWN = "\ufffd"
"""Stands for what is not drawn alike everywhere: unassigned, private, or of a doubtful width."""
MOST_MARKS = 4
"""Combining marks kept on one letter; scripts need up to four, spoilers pile up hundreds."""

_EXACT = {
    0x09: " ",
    0x0A: "\u23ce",
    0x1B: "\u241b",
    0x7F: "^?",
    0xAD: "-",
}
_EXACT_ASCII = {0x0A: "^J", 0x1B: "^["}
_INVISIBLE_LETTERS = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0})
_DOUBTFUL = (
    (0x2630, 0x2637),
    (0x268A, 0x268F),
    (0x4DC0, 0x4DFF),
    (0x1D300, 0x1D376),
    (0x1F3FB, 0x1F3FF),
)
"""Symbols whose width changed between versions of Unicode, and skin tones that stand alone."""
_SELECTORS = ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))
_JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))
_FLAG_LETTER = 0x1F1E6
_NO_GLYPH = frozenset({"Cn", "Co", "Cs"})
_MARKS = frozenset({"Mn", "Me", "Mc"})
_FIRST_SPECIAL = "\u0300"
"""Below it every printable character is one cell wide and stands alone."""

_TAGS = "\U000e0000"
"""From here on characters are never seen, or nobody agreed what they are."""
_HIDDEN_RUN = "([\U000e0000-\U000e0fff])[\U000e0000-\U000e0fff]+"
_PICTURE_TAIL = (
    "(?<=[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff])[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]+"
    "|(?<=[0-9#*])\ufe0f(?=\u20e3)"
)
_SPELLING_JOINER = "(?<=[\u0600-\u08ff\u0900-\u109f\u1780-\u17ff])[\u200c\u200d]"
_ADORNMENTS = {*"\u200c\u200d\ufe0e\ufe0f", *map(chr, range(0x1F3FB, 0x1F400))}
"""What these look for, besides tags; most texts have none, so they are compiled with the first."""
_PILE = re.compile(f"^m|(?<=m{{{MOST_MARKS}}})m+")
_NEWLINES = re.compile("\r\n|\n")
_ASCII_ALIKE = {
    ord(letter): alike
    for letters, alikes in (
        ("\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb", '\'\'\'\'"""""'),
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2026\u2022\u00b7\u00d7", "-------.*.x"),
        ("\u00f8\u00d8\u0142\u0141\u0111\u0110\u0131", "oOlLdDi"),
    )
    for letter, alike in zip(letters, alikes, strict=True)
}


class _Marks(dict[int, str]):
    """What each character becomes; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _shown(code)
        return shown


class _AsciiMarks(_Marks):
    """The same for terminals that draw ASCII alone."""

    def __missing__(self, code: int) -> str:
        self[code] = shown = _EXACT_ASCII.get(code) or _in_ascii(_shown(code))
        return shown


class _Kinds(dict[int, str]):
    """`m` for what sits on the letter before it, `.` for the rest."""

    def __missing__(self, code: int) -> str:
        self[code] = kind = "." if _width(chr(code)) else "m"
        return kind


class _Widths(dict[str, int]):
    """Cells of each character."""

    def __missing__(self, character: str) -> int:
        self[character] = width = _width(character)
        return width


_SHOWN = _Marks()
_SHOWN_ASCII = _AsciiMarks()
_KINDS = _Kinds()
_WIDTHS = _Widths()


def plain(text: str, *, ascii_only: bool = False) -> str:
    """The text as one line that is safe to show anywhere.

    Line breaks and controls become marks, tabs blanks. Pictures lose what joins, colours or widens
    them, and flags become their two letters, because terminals disagree about the width of those.
    With `ascii_only` accents fall off and what is left beyond ASCII becomes `?`, one per cell.
    """
    if text.isprintable() and (text.isascii() or (not ascii_only and max(text) < _FIRST_SPECIAL)):
        return text
    if text.isascii():
        return text.replace("\r\n", "\n").translate(_SHOWN_ASCII if ascii_only else _SHOWN)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    letters = set(text)
    if letters & _ADORNMENTS or max(letters) >= _TAGS:
        text = re.sub(_PICTURE_TAIL, "", re.sub(_HIDDEN_RUN, r"\1", text))
        text = re.sub(_SPELLING_JOINER, "", text)
    if ascii_only:
        return text.translate(_SHOWN_ASCII)
    if any(_SHOWN[ord(letter)] != letter for letter in letters):
        text = text.translate(_SHOWN)
        letters = set(text)
    return _unpiled(text) if any(_KINDS[ord(letter)] == "m" for letter in letters) else text


def plain_lines(text: str, *, ascii_only: bool = False) -> list[str]:
    """The lines of a text, each safe to show; at least one."""
    return [plain(line, ascii_only=ascii_only) for line in _NEWLINES.split(text)]


def cells(text: str) -> int:
    """How many cells a text takes that has passed the gate."""
    if text.isascii() or max(text) < _FIRST_SPECIAL:
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def fit(text: str, width: int, cut: str = "\u2026", *, right: bool = False) -> str:
    """A text that has passed the gate, in exactly `width` cells: padded, or cut with a sign.

    With `right` the padding stands before it.
    """
    if width <= 0:
        return ""
    # No letter bears more marks, so what lies beyond cannot be seen.
    text = text[: (MOST_MARKS + 1) * (width + 1)]
    room = width - cells(text)
    if room < 0:
        head = _head(text, width - cells(cut))
        text = (head + cut) if cells(cut) <= width else _head(cut, width)
        room = width - cells(text)
    return " " * room + text if right else text + " " * room


def wrap(text: str, width: int) -> list[str]:
    """A line that has passed the gate, broken at blanks into lines of at most `width` cells.

    A word longer than a line is broken where the line ends. Blanks at a break fall away. The cost
    grows with the text alone: one mail of one endless line must not hold up a screen.
    """
    width = max(width, 2)
    is_ascii = text.isascii()
    lines: list[str] = []
    place, end = 0, len(text)
    while (reached := place + width if is_ascii else _reach(text, place, width)) < end:
        broken = reached
        if text[reached] != " ":
            blank = text.rfind(" ", place, reached)
            if blank > place and text[place:blank].strip(" "):
                broken = blank
        lines.append(text[place:broken].rstrip(" "))
        place = broken
        while place < end and text[place] == " ":
            place += 1
    return [*lines, text[place:]] if place < end or not lines else lines


def _reach(text: str, start: int, width: int) -> int:
    """Where the characters end that stand in `width` cells from a place on."""
    used = 0
    for place in range(start, len(text)):
        used += _WIDTHS[text[place]]
        if used > width:
            return place
    return len(text)


def _head(text: str, width: int) -> str:
    if text.isascii():
        return text[: max(width, 0)]
    used = 0
    for place, character in enumerate(text):
        used += _WIDTHS[character]
        if used > width:
            return text[:place]
    return text


def _shown(code: int) -> str:
    if code in _EXACT:
        return _EXACT[code]
    if code < 0x20:
        return "^" + chr(code + 0x40)
    character = chr(code)
    category = unicodedata.category(character)
    if category in _NO_GLYPH or _lies_in(code, _DOUBTFUL):
        return _spelt(code) if _lies_in(code, _SELECTORS) else UNDRAWN
    if category == "Zs":
        return "  " if unicodedata.east_asian_width(character) in "WF" else " "
    if _FLAG_LETTER <= code < _FLAG_LETTER + 26:
        return chr(ord("A") + code - _FLAG_LETTER)
    if _is_invisible(code, category):
        return _spelt(code)
    return character


def _is_invisible(code: int, category: str) -> bool:
    return (
        category in {"Cc", "Cf", "Zl", "Zp"}
        or code in _INVISIBLE_LETTERS
        or _lies_in(code, _SELECTORS)
    )


def _spelt(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _width(character: str) -> int:
    code = ord(character)
    if unicodedata.category(character) in _MARKS or _lies_in(code, _JAMO):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _in_ascii(shown: str) -> str:
    if shown.isascii():
        return shown
    if ord(shown) in _ASCII_ALIKE:
        return _ASCII_ALIKE[ord(shown)]
    bare = unicodedata.normalize("NFD", shown)[0]
    return bare if bare.isascii() else "?" * _width(shown)


def _unpiled(text: str) -> str:
    """Without marks beyond what a letter bears, and with a base for one that has none."""
    kinds = text.translate(_KINDS)
    parts: list[str] = []
    place = 0
    for pile in _PILE.finditer(kinds):
        parts += [
            text[place : pile.start()],
            BASE + text[pile.start()] if pile.start() == 0 else "",
        ]
        place = pile.end()
    return "".join([*parts, text[place:]])


def _lies_in(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)
