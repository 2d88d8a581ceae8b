"""Fonts of this machine: which of them draw the characters of a text, and what none of them draws.

Where fontconfig is installed it is asked, because it knows every font there is and what is in it;
else the folders are looked through in which fonts lie.
"""

import os
import subprocess
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from desk.errors import Unreachable

PLACES = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/usr/share/X11/fonts",
    "/opt/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)
"""Where fonts lie."""
FONTCONFIG = "fc-list"
"""The program of fontconfig that lists fonts."""

_KINDS = (".ttf", ".otf", ".ttc", ".otc")
_PLAIN = ("NotoSans", "DejaVuSans", "LiberationSans", "Arimo", "FreeSans", "Ubuntu", "Roboto")
"""Families that may draw the body of a text, best first."""
_NOT_FOR_READING = ("Mono", "Display", "Condensed", "Serif", "Kufi", "Rashi", "Looped", "Unjoined")
_STYLED = ("Bold", "Italic", "Oblique", "Black", "Light", "Thin", "Medium", "Semi")
_LATIN = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:"))
_NUMBER = 0xFFFF
"""What of fontconfig's index is the font's number; the rest tells a variable font's instance."""
_PATIENCE = 10
"""Seconds that fontconfig may take."""

_DRAWN = ("glyf", "CFF ", "CBDT")
"""Tables of a font file that hold its signs: outlines of two kinds, or pictures."""

Covers = Callable[[int], bool]


class Face(NamedTuple):
    """One font in a file."""

    path: str
    number: int = 0
    """Which one of a file that holds several."""


class Known(NamedTuple):
    """A font and what it draws."""

    face: Face
    covers: Covers


class Unusable(Exception):
    """A font that cannot be read, whatever its file says it is."""

    def __init__(self, face: Face) -> None:
        super().__init__(face.path)
        self.face = face


class Fonts(NamedTuple):
    """The fonts for a text."""

    body: Face | None
    """None when there is no font at all."""
    bold: Face | None
    others: tuple[Face, ...]
    """They draw what the first one does not."""
    missing: frozenset[str]
    """What no font draws."""


NONE = Fonts(None, None, (), frozenset())
"""Of a machine without fonts: what every reader of PDF brings along has to do."""


def choose(
    characters: Iterable[str], chosen: Sequence[str] = (), broken: Collection[Face] = ()
) -> Fonts:
    """Fonts that draw these characters; `chosen` are files and folders to be looked in first.

    None of the `broken` ones is taken. Raises `Unreachable` for a chosen one that is not there.
    """
    known = [font for font in _known(chosen) if font.face not in broken]
    body = min(
        (font for font in known if all(map(font.covers, _LATIN))),
        key=lambda font: _rank_of_body(font.face, chosen),
        default=None,
    )
    if body is None:
        return NONE
    left = {code for code in map(ord, characters) if not body.covers(code)}
    others = _others(known, left, chosen) if left else []
    drawn = {code for font in others for code in left if font.covers(code)}
    return Fonts(
        body.face,
        _bold(body.face),
        tuple(font.face for font in others),
        frozenset(map(chr, left - drawn)),
    )


def _others(known: list[Known], left: set[int], chosen: Sequence[str]) -> list[Known]:
    """As few fonts as draw these characters, those made for reading before others."""
    known.sort(key=lambda font: (_rank(font.face, chosen), *font.face))
    taken: list[Known] = []
    for _, tier in groupby(known, lambda font: _rank(font.face, chosen)):
        fonts = [*tier]
        while left:
            best = max(fonts, key=lambda font: sum(map(font.covers, left)))
            drawn = {code for code in left if best.covers(code)}
            if not drawn:
                break
            taken.append(best)
            left = left - drawn
    return taken


def _rank_of_body(face: Face, chosen: Sequence[str]) -> tuple[bool, int, int, Face]:
    """Where a font stands that is to draw all that has no special need."""
    family, _, _ = Path(face.path).stem.partition("-")
    place = _PLAIN.index(family) if family in _PLAIN else len(_PLAIN)
    return (not _is_chosen(face, chosen), place, _rank(face, chosen), face)


def _rank(face: Face, chosen: Sequence[str]) -> int:
    """Where a font stands that is to draw what the body's does not.

    A large one that draws the signs of half a continent comes after the small ones.
    """
    family, _, style = Path(face.path).stem.partition("-")
    if _is_chosen(face, chosen):
        return 0
    if any(word in style for word in _STYLED) or any(word in family for word in _NOT_FOR_READING):
        return 5
    if "Emoji" in family:
        return 6
    if "CJK" in family:
        return 3
    return 1 if family.startswith("NotoSans") else 2 if family in _PLAIN else 4


def _is_chosen(face: Face, chosen: Sequence[str]) -> bool:
    return any(Path(face.path).is_relative_to(Path(each).expanduser()) for each in chosen)


def _bold(body: Face) -> Face | None:
    """The bold font beside one."""
    path = Path(body.path)
    family = path.stem.partition("-")[0]
    beside = path.with_name(f"{family}-Bold{path.suffix}")
    return Face(str(beside)) if beside.is_file() and beside != path else None


def _known(chosen: Sequence[str]) -> Iterator[Known]:
    own = [Path(each).expanduser() for each in chosen]
    for path in own:
        if not path.exists():
            raise Unreachable(
                f"There is no font at {path}", "Correct report.fonts: desk settings edit"
            )
    listed = _listed()
    yield from listed
    seen = {font.face.path for font in listed}
    for font in _found((*own, *map(Path, PLACES))):
        if font.face.path not in seen:
            seen.add(font.face.path)
            yield font


def _listed() -> list[Known]:
    """What fontconfig knows; nothing where it is not installed."""
    form = "%{file}\t%{index}\t%{outline}\t%{color}\t%{charset}\n"
    try:
        done = subprocess.run(
            [FONTCONFIG, "--format", form],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return []
    found: dict[Face, Known] = {}
    for line in os.fsdecode(done.stdout).splitlines():
        path, number, *kinds, charset = line.split("\t")
        if path.lower().endswith(_KINDS) and "True" in kinds:
            face = Face(path, int(number) & _NUMBER)
            found.setdefault(face, Known(face, _Charset(charset)))
    return [*found.values()]


class _Charset:
    """The characters of a font as fontconfig tells them: `20-7e a0-17f`."""

    def __init__(self, told: str) -> None:
        self._told = told
        self._codes: set[int] | None = None

    def __call__(self, code: int) -> bool:
        if self._codes is None:
            self._codes = set()
            for part in self._told.split():
                first, _, last = part.partition("-")
                self._codes.update(range(int(first, 16), int(last or first, 16) + 1))
        return code in self._codes


def _found(places: Iterable[Path]) -> Iterator[Known]:
    for place in places:
        for path in _files(place.expanduser()):
            face = Face(str(path))
            yield Known(face, _Read(face))


def _files(place: Path) -> Iterator[Path]:
    """Font files at a place, in an order that does not change."""
    if place.is_file():
        yield place
        return
    for folder, within, files in os.walk(place):
        within.sort()
        yield from (Path(folder, name) for name in sorted(files) if name.lower().endswith(_KINDS))


class _Read:
    """The characters of a font file, read when they are first asked for."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._codes: Collection[int] | None = None

    def __call__(self, code: int) -> bool:
        if self._codes is None:
            self._codes = _codes(self._face)
        return code in self._codes


def _codes(face: Face) -> Collection[int]:
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with (
            open(face.path, "rb") as file,
            TTFont(file, lazy=True, fontNumber=face.number) as font,
        ):
            is_drawn = any(table in font for table in _DRAWN)
            return frozenset(font.getBestCmap() or ()) if is_drawn else ()
    except (OSError, TTLibError, KeyError, ValueError, AssertionError):
        return ()
