"""Orders for style on the wire: only what differs from the style the terminal already has.

Textual ends each piece of text with a reset and begins the next with everything. On a line that is
slow those are most of the bytes of a key.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_ORDER = re.compile(r"\x1b\[([0-9;]*)m")
_NEUTRAL = re.compile(r"(?:\x1b\[[0-9;]*H|\x1b\[\?2026[hl]|\r\n)*")
"""What draws nothing, so that the style it meets does not matter."""

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
_ENDED_BY = {"22": "12", "23": "3", "24": "4", "25": "5", "27": "7", "28": "8", "29": "9"}


class Style(NamedTuple):
    """How text is drawn, as codes; empty is the terminal's own."""

    ink: str = ""
    ground: str = ""
    marks: frozenset[str] = frozenset()


_PLAIN = Style()


class Thinner:
    """Takes the orders out of a stream that change nothing."""

    def __init__(self) -> None:
        self._shown: Style | None = None
        """The style the terminal has; None when somebody else may have set it."""
        self._wanted = _PLAIN

    def forget(self) -> None:
        """Somebody else has written to the terminal."""
        self._shown = None

    def thin(self, data: str) -> str:
        """The same text in the same styles, in fewer bytes."""
        out: list[str] = []
        for place, part in enumerate(_ORDER.split(data)):
            if place % 2:
                self._wanted = _after(self._wanted, part)
            elif part:
                if not _NEUTRAL.fullmatch(part):
                    out.append(_between(self._shown, self._wanted))
                    self._shown = self._wanted
                out.append(part)
        return "".join(out)


@lru_cache(1024)
def _after(style: Style, codes: str) -> Style:
    """The style after an order."""
    parts = iter(codes.split(";"))
    for code in parts:
        number = int(code or 0)
        if number == 0:
            style = _PLAIN
        elif number in (38, 48):
            kind = next(parts, "5")
            colour = ";".join(
                (code, kind, *(next(parts, "0") for _ in range(3 if kind == "2" else 1)))
            )
            style = style._replace(ink=colour) if number == 38 else style._replace(ground=colour)
        else:
            style = _after_one(style, number, code)
    return style


def _after_one(style: Style, number: int, code: str) -> Style:
    if number in (39, 49):
        return style._replace(ink="") if number == 39 else style._replace(ground="")
    if 30 <= number <= 37 or 90 <= number <= 97:
        return style._replace(ink=code)
    if 40 <= number <= 47 or 100 <= number <= 107:
        return style._replace(ground=code)
    if code in _ENDED_BY:
        return style._replace(marks=style.marks - set(_ENDED_BY[code]))
    return style._replace(marks=style.marks | {code})


@lru_cache(4096)
def _between(shown: Style | None, wanted: Style) -> str:
    """The shortest order that leads from one style to the other."""
    if shown == wanted:
        return ""
    anew = ["0", *sorted(wanted.marks), *filter(None, (wanted.ink, wanted.ground))]
    if shown is None or not shown.marks <= wanted.marks | _OFF.keys():
        return f"\x1b[{';'.join(anew)}m"
    ended = {_OFF[mark] for mark in shown.marks - wanted.marks}
    kept = {mark for mark in shown.marks & wanted.marks if _OFF.get(mark) not in ended}
    changed = [*sorted(ended), *sorted(wanted.marks - kept)]
    changed += [wanted.ink or "39"] if wanted.ink != shown.ink else []
    changed += [wanted.ground or "49"] if wanted.ground != shown.ground else []
    return f"\x1b[{min(';'.join(changed), ';'.join(anew), key=len)}m"
