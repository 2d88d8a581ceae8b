"""Forms of dates in files of records: compiled once, then as fast as a regular expression.

A form is written with the signs of strftime (`%d-%m-%y %I:%M:%S %p`), or is `iso`, `epoch`, or
`epoch_ms`.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from desk.errors import BadValue
from desk.rules.instants import DAY, FIRST, LAST, at_wall, zone_named

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_MONTH = r"(?P<b>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_PIECES = {
    "%d": r"(?P<d>\d{1,2})",
    "%m": r"(?P<m>\d{1,2})",
    "%b": _MONTH,
    "%B": _MONTH,
    "%y": r"(?P<y>\d{2})",
    "%Y": r"(?P<Y>\d{4})",
    "%H": r"(?P<H>\d{1,2})",
    "%I": r"(?P<I>\d{1,2})",
    "%M": r"(?P<M>\d{2})",
    "%S": r"(?P<S>\d{2})",
    "%f": r"\d{1,9}",
    "%p": r"(?P<p>[ap])\.?m\.?",
    "%z": r"(?P<z>z|[+-]\d{2}:?\d{2})",
    "%a": r"[^\W\d]+\.?",
    "%A": r"[^\W\d]+\.?",
    "%%": "%",
}
_SIGNS = re.compile(r"%.|\s+|.", re.DOTALL)
_ISO = re.compile(
    r"(?P<Y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)"
    r"(?:[t ](?P<H>\d\d):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d+)?)?\s?(?P<z>z|[+-]\d\d:?\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d+)?", re.ASCII)
_EPOCH = date(1970, 1, 1).toordinal()
_CENTURY_TURNS = 69
"""Two digits from here on mean the twentieth century, as POSIX has it."""

Form = Callable[[str, ZoneInfo], int | None]
"""Reads a text as an instant; None when it has another form."""


def reader(forms: Sequence[str], zone: str) -> Callable[[str], int | None]:
    """What reads a date by the first form that fits; None when none does. Raises `BadValue`."""
    place = zone_named(zone)
    compiled = [form(written) for written in forms]

    @lru_cache(maxsize=8192)
    def read(text: str) -> int | None:
        for fits in compiled:
            instant = fits(text, place)
            if instant is not None:
                return instant if FIRST <= instant <= LAST else None
        return None

    return read


@lru_cache(maxsize=64)
def form(written: str) -> Form:
    """Compile one form. Raises `BadValue` for a sign it does not know, or without a date."""
    if written in ("epoch", "epoch_ms"):
        divisor = 1000 if written == "epoch_ms" else 1
        return lambda text, _: int(float(text) // divisor) if _NUMBER.fullmatch(text) else None
    if written == "iso":
        return _iso
    pattern = _pattern(written)
    return lambda text, zone: _instant(pattern.fullmatch(text), zone)


def _iso(text: str, zone: ZoneInfo) -> int | None:
    """As most programs write it the whole text is read at once; else part by part."""
    if len(text) == 25 and text[7] == "-" and text[13] == text[16] == text[22] == ":":
        try:
            return int(datetime.fromisoformat(text).timestamp())
        except ValueError:
            return None
    return _instant(_ISO.fullmatch(text), zone)


def _pattern(written: str) -> re.Pattern[str]:
    parts: list[str] = []
    for sign in _SIGNS.findall(written.strip()):
        if sign.startswith("%"):
            if sign not in _PIECES:
                known = " ".join(_PIECES)
                raise BadValue(
                    f"The date form '{written}' has an unknown {sign}", f"Signs: {known}"
                )
            parts.append(_PIECES[sign])
        else:
            parts.append(r"\s+" if sign.isspace() else re.escape(sign))
    try:
        pattern = re.compile("".join(parts), re.IGNORECASE | re.ASCII)
    except re.error as error:
        raise BadValue(
            f"The date form '{written}' has a sign twice", "Write each part of a date once."
        ) from error
    named = pattern.groupindex.keys()
    if not ({"d"} <= named and named & {"m", "b"} and named & {"y", "Y"}):
        raise BadValue(
            f"The date form '{written}' lacks day, month or year", "Write one like %Y-%m-%d %H:%M."
        )
    return pattern


def _instant(found: re.Match[str] | None, zone: ZoneInfo) -> int | None:
    if found is None:
        return None
    part = found.groupdict()
    try:
        day = date(_year(part), _month(part), int(part["d"]))
    except ValueError:
        return None
    seconds = _seconds(part)
    if seconds is None:
        return None
    if part.get("z"):
        return _with_offset(day, seconds, part["z"])
    return at_wall(zone, day.toordinal(), seconds)


def _year(part: dict[str, str]) -> int:
    if part.get("Y"):
        return int(part["Y"])
    year = int(part["y"])
    return year + (1900 if year >= _CENTURY_TURNS else 2000)


def _month(part: dict[str, str]) -> int:
    if part.get("b"):
        return MONTHS.index(part["b"][:3].lower()) + 1
    return int(part["m"])


def _seconds(part: dict[str, str]) -> int | None:
    hour = int(part.get("H") or 0)
    if part.get("I"):
        hour = int(part["I"])
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if (part.get("p") or "a") in "pP" else 0)
    minute, second = int(part.get("M") or 0), int(part.get("S") or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    return hour * 3600 + minute * 60 + second


def _with_offset(day: date, seconds: int, offset: str) -> int | None:
    away = 0
    if offset not in "zZ":
        hours, minutes = int(offset[1:3]), int(offset[-2:])
        if hours > 23 or minutes > 59:
            return None
        away = (hours * 60 + minutes) * 60 * (-1 if offset[0] == "-" else 1)
    return (day.toordinal() - _EPOCH) * DAY + seconds - away
