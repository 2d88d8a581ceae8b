"""How instants and spans of time read on lists, heads and reason lines."""

from __future__ import annotations

from datetime import datetime

from desk.rules.instants import DAY, local, zone_named

_HOUR = 3600
_YEAR = 31_557_600
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def due_cell(due: int | None, standing: str, now: int) -> str:
    """The time to go in five cells: `8m`, `1h10`, `20h`, `3d`, late `-42m`; `wait` while it stands.

    `standing` is running, paused, none or closed; without a running clock the cell is empty.
    """
    if standing == "paused":
        return "wait"
    if standing != "running" or due is None:
        return ""
    # A clock that is due is late at once: its first minute already reads -1m.
    return _short(due - now) if due > now else "-" + _short(max(60, now - due))


def _short(seconds: int) -> str:
    if seconds < _HOUR:
        return f"{seconds // 60}m"
    if seconds < 10 * _HOUR:
        return f"{seconds // _HOUR}h{seconds % _HOUR // 60:02}"
    if seconds < 2 * DAY:
        return f"{seconds // _HOUR}h"
    days = seconds // DAY
    return f"{days}d" if days < 1000 else f"{seconds // _YEAR}y"


class OwnZone(str):
    """A zone by its IANA name, with the forms in which somebody wants to read days and times.

    It goes wherever the name alone would go, so what reads times need not know that there are
    other forms.
    """

    dates: str
    """`short`: `Thu 19 Nov`; `iso`: `2026-11-19`."""
    times: str
    """`24h`: `14:24`; `12h`: `2:24pm`."""

    __slots__ = ("dates", "times")

    def __new__(cls, name: str, dates: str = "short", times: str = "24h") -> OwnZone:
        """The zone of that name with those forms."""
        made = super().__new__(cls, name)
        made.dates, made.times = dates, times
        return made


def moment(instant: int, zone: str, now: int) -> str:
    """`14:24` today, `Thu 19 Nov` on another day of this year, else `19 Nov 2015`."""
    at, today = local(instant, zone_named(zone)), local(now, zone_named(zone))
    if at.date() == today.date():
        return _clock(at, zone)
    if _is_iso(zone):
        return at.date().isoformat()
    if at.year == today.year:
        return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}"
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year:04}"


def near_moment(instant: int, zone: str, now: int) -> str:
    """Day and time: `14:24` today, `Mon 09:00` within six days, else `Thu 19 Nov 14:24`."""
    at, today = local(instant, zone_named(zone)), local(now, zone_named(zone))
    apart = at.toordinal() - today.toordinal()
    if apart == 0:
        return _clock(at, zone)
    if abs(apart) < 7 and not _is_iso(zone):
        return f"{_DAYS[at.weekday()]} {_clock(at, zone)}"
    return f"{moment(instant, zone, now)} {_clock(at, zone)}"


def short_moment(instant: int, zone: str, now: int) -> str:
    """As short as it can be told: `14:24` today, `Fri` within six days, else `19 Nov`."""
    at, today = local(instant, zone_named(zone)), local(now, zone_named(zone))
    apart = abs(at.toordinal() - today.toordinal())
    if apart == 0 or _is_iso(zone):
        return moment(instant, zone, now)
    if apart < 7:
        return _DAYS[at.weekday()]
    return f"{at.day} {_MONTHS[at.month - 1]}" + (f" {at.year}" if at.year != today.year else "")


def time_of_day(instant: int, zone: str) -> str:
    """Hours and minutes alone: `14:24`."""
    return _clock(local(instant, zone_named(zone)), zone)


def day(instant: int, zone: str) -> str:
    """The day in full: `Thu 19 Nov 2026`."""
    at = local(instant, zone_named(zone))
    if _is_iso(zone):
        return at.date().isoformat()
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year:04}"


def day_of_year(instant: int, zone: str) -> str:
    """The day where the year goes without saying: `Thu 19 Nov`."""
    return day(instant, zone) if _is_iso(zone) else day(instant, zone)[:-5]


def full_moment(instant: int, zone: str) -> str:
    """Day and time in full: `Thu 19 Nov 2026 14:24`, with seconds when there are any."""
    at = local(instant, zone_named(zone))
    return f"{day(instant, zone)} {_clock(at, zone, with_seconds=at.second > 0)}"


def _clock(at: datetime, zone: str, *, with_seconds: bool = False) -> str:
    seconds = f":{at.second:02}" if with_seconds else ""
    if getattr(zone, "times", "24h") != "12h":
        return f"{at:%H:%M}{seconds}"
    return f"{at.hour % 12 or 12}:{at.minute:02}{seconds}{'am' if at.hour < 12 else 'pm'}"


def _is_iso(zone: str) -> bool:
    return getattr(zone, "dates", "short") == "iso"


def span(seconds: int) -> str:
    """A length of time: `13 min`, `4 h`, `1 h 30 min`, `45 s`; hours are never made into days.

    A day of opening hours has no fixed length, so 16 h stays 16 h.
    """
    hours, rest = divmod(seconds, _HOUR)
    minutes, left = divmod(rest, 60)
    parts = [f"{hours:,} h"] if hours else []
    parts += [f"{minutes} min"] if minutes else []
    parts += [f"{left} s"] if left or not parts else []
    return " ".join(parts)


def ago(seconds: int) -> str:
    """How long ago in one unit: `4 s ago`, `12 min ago`, `3 h ago`, `2 days ago`."""
    for size, word in ((DAY, "day"), (_HOUR, "h"), (60, "min")):
        if seconds >= size:
            many = seconds // size
            return f"{many} {word}{'s' if word == 'day' and many > 1 else ''} ago"
    return f"{max(0, seconds)} s ago"
