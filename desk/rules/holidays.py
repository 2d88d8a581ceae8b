"""The holidays a calendar keeps, worked out from a country or from the text of an iCalendar file.

Both libraries cost more than the rest of a start, so each is loaded only when it is asked.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desk.errors import BadValue

if TYPE_CHECKING:
    from icalendar import Component

_LONGEST_YEARS = 50
_LANGUAGE = "en_US"
"""The desk speaks English; without this the names would change with the machine's locale."""
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")


class Holiday(NamedTuple):
    """A day on which a calendar is closed."""

    date: str
    """As 2026-12-25."""
    name: str


def of_country(
    country: str, subdivision: str | None, first: date, last: date
) -> tuple[Holiday, ...]:
    """The public holidays of a country, and of a part of it, from the first day to the last one.

    Codes are those of ISO 3166; substitute days are among them. Raises `BadValue` for unknown ones.
    """
    _check_period(first, last)
    import holidays

    code, known = country.strip().upper(), holidays.list_supported_countries()
    if code not in known:
        raise BadValue(
            f"There are no holidays for the country '{country}'",
            "Write its ISO 3166 code, like DE, FR or US.",
        )
    part = (subdivision or "").strip()
    if part and part not in known[code]:
        part = part.upper()
    if part and part not in known[code]:
        parts = ", ".join(known[code]) or "none"
        raise BadValue(f"{code} has no subdivision '{subdivision}'", f"It has: {parts}.")
    found = holidays.country_holidays(
        code, subdiv=part or None, years=range(first.year, last.year + 1), language=_LANGUAGE
    )
    return _kept(((day, name) for day, name in found.items()), first, last)


def of_icalendar(text: str, first: date, last: date) -> tuple[Holiday, ...]:
    """The days that events of an iCalendar text cover wholly, recurrences included.

    An event of hours closes no day; cancelled ones count as not there. Raises `BadValue` when the
    text is no iCalendar, or an event in it cannot be read.
    """
    _check_period(first, last)
    import icalendar
    import recurring_ical_events

    found: list[tuple[date, str]] = []
    try:
        components = icalendar.Calendar.from_ical(text.removeprefix("\ufeff"), multiple=True)
        _check(components)
        for component in components:
            events = recurring_ical_events.of(component).between(first, last + timedelta(days=1))
            for event in events:
                if str(event.get("STATUS", "")).upper() != "CANCELLED":
                    found += _days(event["DTSTART"].dt, event["DTEND"].dt, _name(event))
    except BadValue:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        raise BadValue(
            f"The iCalendar text cannot be read: {str(error)[:200]}",
            "Export it again as an .ics file, or look at the event it names.",
        ) from None
    return _kept(found, first, last)


def _check_period(first: date, last: date) -> None:
    if last < first:
        raise BadValue(f"The period ends before it begins ({first} to {last})", "Turn it round.")
    if last.year - first.year > _LONGEST_YEARS:
        raise BadValue(
            f"From {first} to {last} is too long",
            f"Ask for at most {_LONGEST_YEARS} years at once.",
        )


def _check(components: "Iterable[Component]") -> None:
    """Refuse what is no calendar, and recurrences by the hour: those could run for hours."""
    names = [component.name for component in components]
    if not names or set(names) != {"VCALENDAR"}:
        raise ValueError("it holds no whole calendar")
    for event in (event for component in components for event in component.walk("VEVENT")):
        rules = event.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            frequency = str((rule.get("FREQ") or [""])[0]).upper()
            by_day = frequency in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
            if not by_day or any(key in rule for key in _WITHIN_A_DAY):
                raise BadValue(
                    f"'{_name(event)}' recurs within a day", "A holiday recurs by day at most."
                )


def _name(event: "Component") -> str:
    return str(event.get("SUMMARY", "")).strip() or "Holiday"


def _days(begin: date, end: date, name: str) -> Iterator[tuple[date, str]]:
    """The days wholly between begin and end, in the event's own zone."""
    day, stop = _midnight_from(begin), end.date() if isinstance(end, datetime) else end
    while day < stop:
        yield day, name
        day += timedelta(days=1)


def _midnight_from(begin: date) -> date:
    if not isinstance(begin, datetime):
        return begin
    return begin.date() + timedelta(days=begin.time() > time())


def _kept(found: Iterable[tuple[date, str]], first: date, last: date) -> tuple[Holiday, ...]:
    """One entry a day, in order; several names on one day stand in one."""
    names: dict[date, list[str]] = {}
    for day, name in found:
        if first <= day <= last and name not in names.setdefault(day, []):
            names[day].append(name)
    return tuple(Holiday(day.isoformat(), "; ".join(names[day])) for day in sorted(names))
