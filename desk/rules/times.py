"""How instants and spans of time read on lists, heads and reason lines."""

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


def moment(instant: int, zone: str, now: int) -> str:
    """`14:24` today, `Thu 19 Nov` on another day of this year, else `19 Nov 2015`."""
    at, today = local(instant, zone_named(zone)), local(now, zone_named(zone))
    if at.date() == today.date():
        return f"{at:%H:%M}"
    if at.year == today.year:
        return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]}"
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year:04}"


def near_moment(instant: int, zone: str, now: int) -> str:
    """Day and time: `14:24` today, `Mon 09:00` within six days, else `Thu 19 Nov 14:24`."""
    at, today = local(instant, zone_named(zone)), local(now, zone_named(zone))
    apart = at.toordinal() - today.toordinal()
    if apart == 0:
        return f"{at:%H:%M}"
    if abs(apart) < 7:
        return f"{_DAYS[at.weekday()]} {at:%H:%M}"
    return f"{moment(instant, zone, now)} {at:%H:%M}"


def time_of_day(instant: int, zone: str) -> str:
    """Hours and minutes alone: `14:24`."""
    return f"{local(instant, zone_named(zone)):%H:%M}"


def day(instant: int, zone: str) -> str:
    """The day in full: `Thu 19 Nov 2026`."""
    at = local(instant, zone_named(zone))
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year:04}"


def full_moment(instant: int, zone: str) -> str:
    """Day and time in full: `Thu 19 Nov 2026 14:24`, with seconds when there are any."""
    at = local(instant, zone_named(zone))
    return f"{day(instant, zone)} {at:{'%H:%M:%S' if at.second else '%H:%M'}}"


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
