"""Calendars: opening hours with their holidays, worked out when they are saved."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from typing import TypedDict, Unpack

from desk.clock import Clock
from desk.errors import BadValue
from desk.models.clocks import (
    KeptClock,
    clocks_of,
    head_of,
    items_counting,
    keep_clock,
    put_head,
)
from desk.models.levels import look_anew
from desk.models.policies import put_calendar, spec_of, whole_spec
from desk.models.store import Session, Store
from desk.models.tick import due_clocks_of
from desk.rows.work import Outcome
from desk.rules.calendars import list_of, mapping_of
from desk.rules.holidays import Holiday, of_country, of_icalendar
from desk.rules.instants import zone_named
from desk.rules.permissions import Actor, require
from desk.rules.policies import AT_ANY_HOUR
from desk.rules.settings import HOLIDAYS_OF
from desk.rules.working_time import parse_calendar
from desk.services.clocks import Agreed, agreed, instants_of, ticking
from desk.services.consequences import cross
from desk.services.crossings import read_terms
from desk.services.journal import Entry, record
from desk.services.policy_sending import send_late

_YEARS_BACK, _YEARS_AHEAD = 1, 2
"""The years around the present one whose holidays a calendar keeps."""
_AT_ONCE = 500
"""Items that are looked at together."""


class Closed(TypedDict, total=False):
    """Where a calendar's holidays come from, besides those written in it."""

    country: str
    """ISO 3166 code: DE."""
    subdivision: str
    """A part of the country: BY."""
    ics: str
    """The text of an iCalendar file."""


class Calendars:
    """Use cases on calendars."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def save(
        self, actor: Actor, name: str, spec: str | Mapping[str, object], **closed: Unpack[Closed]
    ) -> Outcome:
        """Add a calendar or replace the one of that name; its clocks are counted anew.

        `spec` has the form of `desk clock explain`. Holidays are worked out here and kept as
        dates, one year back to two years ahead.
        """
        require(actor, "calendar.write", "save calendars")
        name = " ".join(name.split())
        if name == AT_ANY_HOUR:
            raise BadValue(f"'{name}' is the calendar of promises", "Give yours another name.")
        written = _read(spec)
        now = self._clock.now()
        worked_out = [day._asdict() for day in _holidays(written, closed, now)]
        parse_calendar(whole_spec(json.dumps(written), json.dumps(worked_out)))
        with self._store.writing() as session:
            before = spec_of(session, name)
            items = items_counting(session, name)
            _cross_what_is_due(session, items, now, training=self._clock.training)
            number, version = put_calendar(session, name, written, worked_out)
            _count_anew(session, name, items, now)
            after = {"name": name, "spec": written, "holidays": worked_out}
            seq = record(
                session,
                Entry(
                    now,
                    actor.id,
                    "save",
                    "calendar",
                    number,
                    before={"spec": before} if before else {},
                    after=after,
                    training=self._clock.training,
                ),
            )
        effects = (f"Clocks of {len(items)} items were counted anew.",) if items else ()
        return Outcome(name, "save", "", version, seq, undo=False, effects=effects)

    def whole(self, spec: Mapping[str, object]) -> dict[str, object]:
        """A calendar of the settings with the holidays of the country it names among its own."""
        named = {key: str(spec[key]) for key in HOLIDAYS_OF if key in spec}
        whole = {key: value for key, value in spec.items() if key not in named}
        if not named:
            return whole
        days = _holidays(whole, Closed(**named), self._clock.now())  # type: ignore[typeddict-item]
        own = list_of(whole.get("holidays"), "holidays")
        return {**whole, "holidays": [*(day._asdict() for day in days), *own]}


def _read(spec: str | Mapping[str, object]) -> Mapping[str, object]:
    if not isinstance(spec, str):
        return spec
    try:
        return mapping_of(json.loads(spec), "The calendar")
    except (ValueError, RecursionError) as error:
        raise BadValue(
            f"The calendar is not JSON: {error}", "Write it as desk clock explain reads it."
        ) from error


def _holidays(written: Mapping[str, object], closed: Closed, now: int) -> list[Holiday]:
    """The holidays of a country and of an iCalendar text around the present year."""
    year = datetime.fromtimestamp(now, UTC).astimezone(zone_named(str(written.get("tz")))).year
    first, last = date(year - _YEARS_BACK, 1, 1), date(year + _YEARS_AHEAD, 12, 31)
    found: list[Holiday] = []
    country = closed.get("country", "").strip()
    if country:
        found += of_country(country, closed.get("subdivision"), first, last)
    elif closed.get("subdivision", "").strip():
        raise BadValue("A subdivision needs its country", "Add country=, like country=DE.")
    if closed.get("ics", "").strip():
        found += of_icalendar(closed["ics"], first, last)
    return list({day.date: day for day in found}.values())


def _cross_what_is_due(session: Session, items: Sequence[int], now: int, *, training: bool) -> None:
    """Do what clocks demand by the hours as they were, where no tick has seen it yet."""
    send = partial(send_late, training=training)
    for first in range(0, len(items), _AT_ONCE):
        clocks = due_clocks_of(session, items[first : first + _AT_ONCE], now)
        if clocks:
            cross(session, clocks, read_terms(session, now, training=training), send)


def _count_anew(session: Session, name: str, items: Sequence[int], now: int) -> None:
    """Give open items whose clocks count on a calendar their due times and places again.

    What they have reached only because its hours are others, they reach now.
    """
    terms = agreed(session)
    for item in items:
        clocks = [_counted(terms, clock) for clock in clocks_of(session, item)]
        for clock in clocks:
            if clock.calendar == name:
                keep_clock(session, item, clock)
        running = [instants_of(terms, clock) for clock in clocks if _runs(clock)]
        is_paused = any(clock.state == "paused" for clock in clocks)
        put_head(session, item, head_of(running, is_open=True, is_paused=is_paused))
    for first in range(0, len(items), _AT_ONCE):
        look_anew(session, items[first : first + _AT_ONCE], {}, now)


def _counted(terms: Agreed, clock: KeptClock) -> KeptClock:
    """The clock with its due instant as the calendar now has it; one that has ended stays."""
    return clock._replace(due=ticking(terms, clock).due()) if _runs(clock) else clock


def _runs(clock: KeptClock) -> bool:
    return clock.state == "running"
