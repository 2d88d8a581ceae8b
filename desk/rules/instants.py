"""Instants and durations as people and programs write them.

Inside the desk an instant is whole seconds since 1970-01-01T00:00:00Z. Fractions of a second fall
off; a wall time that a clock change leaves out moves forward by the change, one that comes twice
is the first of the two.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from desk.errors import BadValue
from desk.rules.nearness import nearest

FIRST = -62_135_596_800
"""0001-01-01T00:00:00Z: no instant of the desk is earlier."""
LAST = 253_402_300_799
"""9999-12-31T23:59:59Z: no instant of the desk is later."""
DAY = 86_400

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = _EPOCH.toordinal()
_LAST_ORDINAL = date.max.toordinal()
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MORNING = "09:00"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": DAY, "w": 7 * DAY}
_RFC3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:([Zz])|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_LOCAL = re.compile(
    r"(?:(?P<date>\d{4}-\d\d-\d\d)|(?P<day>[a-z]+))?(?:(?:^|(?<=\d)t|\s+)(?P<time>\d\d?:\d\d(?::\d\d)?)"
    r"(?:\s?(?P<half>[ap]m))?)?",
    re.ASCII,
)
_DURATION = re.compile(r"[+-]?(?:\d{1,9}[smhdw])+", re.ASCII)
_PIECE = re.compile(r"(\d+)([smhdw])", re.ASCII)


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo:
    """The zone of that IANA name. Raises `BadValue` with the nearest known name."""
    try:
        # right/ counts leap seconds, posix/ repeats every zone: neither is an IANA name.
        if not name.startswith(("right/", "posix/", "posixrules", "Factory", "localtime")):
            # A name that carries more than itself must not become the zone's key.
            return ZoneInfo(str(name))
    except (ValueError, OSError, LookupError):
        pass
    near = nearest(name, available_timezones())
    raise BadValue(
        f"There is no time zone '{name[:64]}'",
        f"The nearest known one is {near}." if near else "Write one like Europe/Berlin.",
    )


def at_wall(zone: ZoneInfo, ordinal: int, seconds: int) -> int:
    """The instant of a wall time: a day (`date.toordinal`) and seconds from its midnight."""
    days, rest = divmod(seconds, DAY)
    ordinal += days
    if ordinal > _LAST_ORDINAL:
        return at_wall(zone, ordinal - 1, DAY - 1) + rest + 1
    wall = datetime.fromordinal(ordinal) + timedelta(seconds=rest)
    offset = zone.utcoffset(wall)
    assert offset is not None  # a named zone always has one
    return (ordinal - _EPOCH_ORDINAL) * DAY + rest - (offset.days * DAY + offset.seconds)


def local(instant: int, zone: ZoneInfo) -> datetime:
    """The wall time of an instant in a zone; at the two ends of time, the last one it can show."""
    at = _EPOCH + timedelta(seconds=instant)
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at.replace(tzinfo=zone)


def rfc3339(instant: int) -> str:
    """RFC 3339 in UTC, whole seconds, `Z`."""
    return (_EPOCH + timedelta(seconds=instant)).isoformat()[:19] + "Z"


def parse_rfc3339(text: str) -> int:
    """Read an RFC 3339 instant, which has an offset. Raises `BadValue` for anything else."""
    found = _RFC3339.fullmatch(text.strip())
    if found is None:
        raise _bad_instant(text, "Write it like 2026-11-23T14:30:00Z or 2026-11-23T15:30:00+01:00.")
    day, hour, minute, second, _, sign, off_hours, off_minutes = found.groups()
    offset = 0
    if sign:
        offset = _time_of_day(text, int(off_hours), int(off_minutes))
        offset = -offset if sign == "-" else offset
    # The second 60 of a leap second is the first one of the next minute.
    is_leap = second == "60"
    seconds = _time_of_day(text, int(hour), int(minute), 59 if is_leap else int(second or 0))
    ordinal = parse_date(day).toordinal()
    return within((ordinal - _EPOCH_ORDINAL) * DAY + seconds + is_leap - offset, text)


def parse_date(text: str) -> date:
    """Read a date such as 2026-11-23. Raises `BadValue` for anything else."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise BadValue(f"'{text[:40]}' is not a date", "Write year, month and day, like 2026-11-23.")


def parse_duration(text: str) -> int:
    """Read `2h`, `1h30m`, `-3d` as seconds; units are s, m, h, d and w. Raises `BadValue`."""
    folded = text.strip().lower()
    if not _DURATION.fullmatch(folded):
        raise BadValue(f"'{text[:40]}' is not a duration", "Write it like 45m, 2h, 1h30m or 3d.")
    seconds = sum(int(amount) * _UNITS[unit] for amount, unit in _PIECE.findall(folded))
    return -seconds if folded.startswith("-") else seconds


def duration(seconds: int) -> str:
    """A length of time as `parse_duration` reads it: `1h30m`."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "m"), (left, "s"))
    return "".join(f"{many}{unit}" for many, unit in parts if many) or "0s"


def parse_instant(text: str, zone: str, now: int) -> int:
    """Read an instant as a person types it; wall times are those of `zone`.

    RFC 3339; `2026-11-23`, `2026-11-23 14:30`; `+2h`, `-3d`, `1h30m` from now; `now`, `16:00`,
    `4:00pm`, `today 16:00`, `tomorrow`, `Mon 09:00` (the next one). A day alone is its first
    instant. Raises `BadValue`.
    """
    typed = text.strip()
    folded = typed.lower()
    if folded == "now":
        return now
    if _DURATION.fullmatch(folded):
        return within(now + parse_duration(folded), text)
    if _RFC3339.fullmatch(typed):
        return parse_rfc3339(typed)
    found = _LOCAL.fullmatch(folded)
    if found is None or not folded:
        raise _bad_instant(text, "Write it like 2026-11-23 14:30, tomorrow, Mon 09:00 or +2h.")
    place = zone_named(zone)
    hour, *rest = map(int, (found["time"] or "0:0").split(":"))
    if found["half"]:
        hour = _hour_of_half(text, hour, found["half"])
    seconds = _time_of_day(text, hour, *rest)
    if found["date"]:
        return within(at_wall(place, parse_date(found["date"]).toordinal(), seconds), text)
    return within(_near_day(found["day"] or "today", text, place, now, seconds), text)


def parse_moment(text: str, zone: str, now: int) -> int:
    """Read an instant at which somebody acts: `tomorrow` or a weekday alone is its morning, 09:00.

    What else there is reads as `parse_instant` does. Raises `BadValue`.
    """
    word = text.strip().lower()
    is_weekday = len(word) > 2 and any(name.startswith(word) for name in _WEEKDAYS)
    is_day = is_weekday or word == "tomorrow"
    return parse_instant(f"{word} {_MORNING}" if is_day else text, zone, now)


def within(instant: int, text: str) -> int:
    """The instant itself. Raises `BadValue` when it is not in the years 1 to 9999."""
    if not FIRST <= instant <= LAST:
        raise BadValue(f"'{text[:40]}' is out of range", "An instant lies in the years 1 to 9999.")
    return instant


def _near_day(word: str, text: str, zone: ZoneInfo, now: int, seconds: int) -> int:
    today = local(now, zone).toordinal()
    if word in _NEAR_DAYS:
        return at_wall(zone, today + _NEAR_DAYS[word], seconds)
    matching = [day for day, name in enumerate(_WEEKDAYS) if name.startswith(word)]
    if not matching or len(word) < 3:
        raise _bad_instant(text, "Days are mon to sun, today, tomorrow or 2026-11-23.")
    ahead = (matching[0] - (today - 1)) % 7
    instant = at_wall(zone, today + ahead, seconds)
    return instant if instant > now else at_wall(zone, today + ahead + 7, seconds)


def _hour_of_half(text: str, hour: int, half: str) -> int:
    """An hour of the clock that goes round twice a day: 12am is midnight."""
    if not 1 <= hour <= 12:
        raise _bad_instant(text, "Before am and pm stand the hours 1 to 12.")
    return hour % 12 + (12 if half == "pm" else 0)


def _time_of_day(text: str, hour: int, minute: int, second: int = 0) -> int:
    if hour > 23 or minute > 59 or second > 59:
        raise _bad_instant(text, "Hours go from 00 to 23, minutes and seconds from 00 to 59.")
    return hour * 3600 + minute * 60 + second


def _bad_instant(text: str, next_step: str) -> BadValue:
    return BadValue(f"'{text[:40]}' is not an instant", next_step)
