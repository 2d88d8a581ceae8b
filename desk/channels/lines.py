"""Breaking text into lines of a width, for any script, when somebody can measure."""

import re
import unicodedata
from collections.abc import Callable, Iterator

Measure = Callable[[str], float]
"""How wide a text is."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u303f\u3041-\u30ff\u3105-\u312f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)
"""Scripts written without blanks: a line may end behind any of their letters."""
_TOKEN = re.compile(f" +|[{_UNSPACED}]|[^ {_UNSPACED}]+")
_MARKS = ("Mn", "Mc", "Me")
_NOT_FIRST = frozenset(
    "\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff09\u300d\u300f\u3011\u30fc\uff1a\uff1b"
)
"""Signs that do not begin a line."""
_RIGHT_TO_LEFT = ("R", "AL")


def is_right_to_left(text: str) -> bool:
    """Whether a text is written from right to left: its first letter with a direction says so."""
    for character in text:
        way = unicodedata.bidirectional(character)
        if way == "L" or way in _RIGHT_TO_LEFT:
            return way != "L"
    return False


def needs_shaping(text: str) -> bool:
    """Whether its letters change their form or order beside others."""
    if text.isascii():
        return False
    return any(
        unicodedata.category(character) in _MARKS
        or unicodedata.bidirectional(character) in (*_RIGHT_TO_LEFT, "AN")
        for character in set(text)
    )


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """A line as lines no wider than `width`; blanks at a break fall away. At least one."""
    lines: list[str] = []
    line, used = "", 0.0
    for token in _tokens(text):
        wide = measure(token)
        if used + wide <= width or (line and token.isspace()):
            line, used = line + token, used + wide
            continue
        if line.strip():
            lines.append(line.rstrip(" "))
        line, used = token.lstrip(" "), wide
        if wide > width:
            *full, line = _cut(token, width, measure)
            lines += full
            used = measure(line)
    return [*lines, line.rstrip(" ")] if line.strip() or not lines else lines


def _tokens(text: str) -> Iterator[str]:
    """What is not parted: words, runs of blanks, and letters of scripts without blanks."""
    held = ""
    for token in _TOKEN.findall(text):
        if held and (token in _NOT_FIRST or unicodedata.category(token[0]) in _MARKS):
            held += token
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _cut(token: str, width: float, measure: Measure) -> list[str]:
    """A word longer than a line in pieces that fit; marks stay with their letter."""
    pieces: list[str] = []
    piece, used = "", 0.0
    for cluster in _clusters(token):
        wide = measure(cluster)
        if piece and used + wide > width:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + cluster, used + wide
    return [*pieces, piece]


def _clusters(token: str) -> Iterator[str]:
    held = ""
    for character in token:
        if held and unicodedata.category(character) not in _MARKS:
            yield held
            held = ""
        held += character
    yield held
