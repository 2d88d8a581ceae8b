"""Opening hours as they are written down, read and checked: the form of `desk clock explain`."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.instants import DAY, parse_date, zone_named
from desk.rules.nearness import nearest

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
KEYS = ("tz", "hours", "holidays", "annual_holidays", "date_overrides", "breaks")

Windows = tuple[tuple[int, int], ...]
"""Half-open intervals in seconds of the day, in order, none touching another."""

_TIME = re.compile(r"(\d\d?):([0-5]\d)", re.ASCII)
_LEAP_YEAR = 2024


class CalendarSpec(NamedTuple):
    """A calendar as read: hashable, so that compiled calendars can be kept by it."""

    zone: str
    week: tuple[Windows, ...]
    """Monday first."""
    holidays: tuple[tuple[int, str], ...] = ()
    """Days (`date.toordinal`) and their names."""
    annual: tuple[tuple[int, int, str], ...] = ()
    """Month, day and name."""
    overrides: tuple[tuple[int, Windows], ...] = ()
    """Days whose own hours replace those of the weekday, holiday or not."""
    breaks: tuple[tuple[int, Windows], ...] = ()
    """Days on which something comes off whatever is open."""


def parse_spec(mapping: object) -> CalendarSpec:
    """Read a calendar from JSON or TOML values. Raises `BadValue` naming the key at fault.

    A holiday is a date, or `{"date", "name"}` as `desk clock holidays` prints it.
    """
    given = mapping_of(mapping, "calendar")
    refuse_unknown(given, KEYS, "A calendar")
    if not isinstance(given.get("tz"), str):
        raise BadValue("The calendar has no time zone", 'Give it one, like "tz": "Europe/Berlin".')
    zone = str(given["tz"])
    zone_named(zone)
    if given.get("hours") is None:
        raise BadValue(
            "The calendar has no hours", 'Give it some, like "hours": {"mon": [["09:00","17:00"]]}.'
        )
    hours = mapping_of(given["hours"], "hours")
    refuse_unknown(hours, DAYS, "The week of hours")
    return CalendarSpec(
        zone,
        tuple(_windows(hours.get(day) or [], f"hours.{day}") for day in DAYS),
        _holidays(given.get("holidays")),
        _annual(given.get("annual_holidays")),
        _per_date(given.get("date_overrides"), "date_overrides"),
        # Breaks that overlap come off once, so only hours that open are held to be apart.
        _per_date(given.get("breaks"), "breaks", may_overlap=True),
    )


def mapping_of(value: object, name: str) -> Mapping[str, object]:
    """The value itself when it is an object with keys. Raises `BadValue` when it is not."""
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return value
    raise BadValue(f"{name} is not an object", "Write it as keys and values, in { and }.")


def list_of(value: object, name: str) -> list[object]:
    """The value as a list, nothing being the empty one. Raises `BadValue` when it is none."""
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return list(value)
    raise BadValue(f"{name} is not a list", "Write it as a list, in [ and ].")


def refuse_unknown(given: Iterable[str], known: tuple[str, ...], what: str) -> None:
    """Raise `BadValue`, with the nearest known key, when there is one that is not known."""
    for key in given:
        if key not in known:
            near = nearest(key, known)
            raise BadValue(
                f"{what} has no '{key[:40]}'",
                f"The nearest known one is {near}." if near else f"It has: {', '.join(known)}.",
            )


def _holidays(value: object) -> tuple[tuple[int, str], ...]:
    named: dict[int, str] = {}
    for item in list_of(value, "holidays"):
        text, name = _dated(item, "holidays")
        named[_ordinal(text, "holidays")] = name
    return tuple(sorted(named.items()))


def _annual(value: object) -> tuple[tuple[int, int, str], ...]:
    named: dict[tuple[int, int], str] = {}
    for item in list_of(value, "annual_holidays"):
        text, name = _dated(item, "annual_holidays")
        try:
            # 02-29 is a day of the year too; it comes in leap years alone.
            day = parse_date(f"{_LEAP_YEAR}-{text}")
        except BadValue:
            raise BadValue(
                f"annual_holidays: '{text[:40]}' is not a day of the year",
                "Write month and day, like 12-25.",
            ) from None
        named[day.month, day.day] = name
    return tuple(sorted((month, day, name) for (month, day), name in named.items()))


def _dated(item: object, where: str) -> tuple[str, str]:
    name: object = ""
    if isinstance(item, Mapping):
        entry = mapping_of(item, where)
        refuse_unknown(entry, ("date", "name"), f"An entry of {where}")
        item, name = entry.get("date"), entry.get("name") or ""
    if isinstance(item, date):
        item = item.isoformat()[:10]
    if not isinstance(item, str) or not isinstance(name, str):
        raise BadValue(f"{where} has an entry that is not a date", "Write each date in quotes.")
    return item, name


def _ordinal(text: str, where: str) -> int:
    try:
        return parse_date(text).toordinal()
    except BadValue as error:
        raise BadValue(f"{where}: {error.message}", error.next_step) from None


def _per_date(
    value: object, where: str, *, may_overlap: bool = False
) -> tuple[tuple[int, Windows], ...]:
    if value is None:
        return ()
    return tuple(
        sorted(
            (_ordinal(day, where), _windows(windows, f"{where}.{day}", may_overlap=may_overlap))
            for day, windows in mapping_of(value, where).items()
        )
    )


def _windows(value: object, where: str, *, may_overlap: bool = False) -> Windows:
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(_window(item, where) for item in list_of(value, where)):
        if merged and opens < merged[-1][1] and not may_overlap:
            raise BadValue(f"{where} overlaps itself", "Let each interval begin after the last.")
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    return tuple(merged)


def _window(value: object, where: str) -> tuple[int, int]:
    pair = value if isinstance(value, list | tuple) else ()
    if len(pair) != 2:
        raise BadValue(f"{where} is not opening hours", 'Write pairs, like [["09:00","17:00"]].')
    opens, closes = _seconds(pair[0], where), _seconds(pair[1], where)
    if opens >= closes:
        raise BadValue(
            f"{where}: {pair[0]} to {pair[1]} ends before it begins",
            "A window never goes over midnight: end it at 24:00 and begin again the next day.",
        )
    return opens, closes


def _seconds(value: object, where: str) -> int:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    seconds = int(found[1]) * 3600 + int(found[2]) * 60 if found else DAY + 1
    if seconds > DAY:
        raise BadValue(f"{where}: '{str(value)[:40]}' is not a time", "Write 00:00 to 24:00.")
    return seconds
