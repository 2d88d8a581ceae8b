"""Times to which people put things off, offered so that nobody has to type them."""

from desk.rules.instants import local, parse_moment, zone_named

_AFTERNOON, _EVENING = 14, 18
_TOMORROW, _MONDAY = "tomorrow 09:00", "monday 09:00"


def later(now: int, zone: str) -> list[tuple[str, str]]:
    """Each time as it would be typed, and in words; the nearest first, none of them twice."""
    hour = local(now, zone_named(zone)).hour
    offered = [("+1h", "In one hour")]
    if hour < _AFTERNOON:
        offered.append((f"today {_AFTERNOON}:00", "This afternoon"))
    elif hour < _EVENING:
        offered.append((f"today {_EVENING}:00", "This evening"))
    offered.append((_TOMORROW, "Tomorrow morning"))
    if parse_moment(_MONDAY, zone, now) != parse_moment(_TOMORROW, zone, now):
        offered.append((_MONDAY, "Monday morning"))
    return sorted(offered, key=lambda each: parse_moment(each[0], zone, now))
