"""Opening hours worked with: is it open, when next, how long between, when is so much used up.

Hours are wall times of the calendar's zone, their length is real elapsed time. Each year is
compiled once, when it is first asked for, into its open intervals and a running sum of them, so
every answer is a search in short sorted arrays.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.calendars import CalendarSpec, Windows, parse_spec
from desk.rules.instants import DAY, FIRST, LAST, at_wall, rfc3339, zone_named

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_YEAR = 9999
_LAST_ORDINAL = date.max.toordinal()
_UNRULY_YEARS = range(1800, 2101)
"""Years in which zones change their clocks one by one (Morocco's are set to 2087).

Before and after them, years of the same shape are alike.
"""

_Interval = tuple[int, int]


class _Year(NamedTuple):
    """The open intervals of a UTC year, in seconds from its start."""

    opens: "array[int]"
    closes: "array[int]"
    before: "array[int]"
    """Open seconds of the year before each interval."""
    total: int

    def until(self, second: int) -> int:
        """Open seconds of the year before that second of it."""
        place = bisect_right(self.opens, second) - 1
        if place < 0:
            return 0
        return self.before[place] + min(second, self.closes[place]) - self.opens[place]


class Calendar:
    """Compiled opening hours. Made by `parse_calendar`; one is kept per specification."""

    def __init__(self, spec: CalendarSpec) -> None:
        self.spec = spec
        self.zone = zone_named(spec.zone)
        self._holidays = dict(spec.holidays)
        self._annual = {(month, day): name for month, day, name in spec.annual}
        self._overrides = dict(spec.overrides)
        self._breaks = dict(spec.breaks)
        dated = (*self._holidays, *self._overrides, *self._breaks)
        # A day lies in the UTC year of its date or, for an hour of it, in a neighbour.
        self._dated_years = {
            year + near for year in {_year_of_day(day) for day in dated} for near in (-1, 0, 1)
        }
        self._years: dict[int, _Year] = {}
        self._alike: dict[tuple[bool, int, int], _Year] = {}
        self.is_round_the_clock = all(windows == ((0, DAY),) for windows in spec.week) and not (
            dated or self._annual
        )
        if not self._ever_opens():
            raise BadValue("The calendar never opens", "Give it opening hours on some day.")

    def is_open(self, instant: int) -> bool:
        """Whether it is open; opening time counts as open, closing time as closed."""
        return self.next_open(instant) == instant

    def next_open(self, instant: int) -> int | None:
        """The first open instant at or after this one; None when it never opens again."""
        for number in range(_year_of(instant), _LAST_YEAR + 1):
            year, base = self._year(number), _base(number)
            place = bisect_right(year.closes, instant - base)
            if place < len(year.closes):
                return max(instant, base + year.opens[place])
        return None

    def add(self, start: int, seconds: int) -> int:
        """The earliest instant at which so many open seconds have passed since `start`.

        No seconds at all end at the first open instant. Raises `BadValue` when the calendar does
        not open for that long before the year 10000.
        """
        if self.is_round_the_clock and FIRST <= start <= LAST - max(seconds, 0):
            return start + max(seconds, 0)
        begin = self.next_open(start)
        if begin is not None and seconds <= 0:
            return begin
        # Counted from the start of the year in which it begins.
        first = _year_of(begin) if begin is not None else _LAST_YEAR + 1
        seconds += 0 if begin is None else self._year(first).until(begin - _base(first))
        for number in range(first, _LAST_YEAR + 1):
            year = self._year(number)
            if seconds <= year.total:
                place = bisect_left(year.before, seconds) - 1
                return _base(number) + year.opens[place] + seconds - year.before[place]
            seconds -= year.total
        raise BadValue(
            f"The calendar does not open for that long after {rfc3339(start)}",
            "Give it opening hours that go on, or a smaller target.",
        )

    def between(self, start: int, end: int) -> int:
        """Open seconds from `start` to `end`; none when the end is not after the start."""
        if end <= start:
            return 0
        first, last = _year_of(start), _year_of(end)
        whole = sum(self._year(number).total for number in range(first, last))
        return (
            whole
            + self._year(last).until(end - _base(last))
            - self._year(first).until(start - _base(first))
        )

    def spans(self, start: int, end: int) -> Iterator[_Interval]:
        """The open intervals between two instants, in order."""
        at = self.next_open(start)
        while at is not None and at < end:
            number = _year_of(at)
            year, base = self._year(number), _base(number)
            close = base + year.closes[bisect_right(year.closes, at - base)]
            yield at, min(close, end)
            at = self.next_open(close)

    def holiday(self, ordinal: int) -> str | None:
        """The name (maybe empty) of the holiday that closes a day which would be open."""
        day = date.fromordinal(ordinal)
        if ordinal in self._overrides or not self.spec.week[day.weekday()]:
            return None
        return self._holidays.get(ordinal, self._annual.get((day.month, day.day)))

    def is_special(self, ordinal: int) -> bool:
        """Whether the day has hours of its own."""
        return ordinal in self._overrides

    def breaks(self, ordinal: int) -> Windows:
        """The breaks of a day, in seconds of it."""
        return self._breaks.get(ordinal, ())

    def _ever_opens(self) -> bool:
        if any(self.spec.week) and len(self._annual) < 366:
            return True
        return any(self._open_on(range(day, day + 1)) for day in self._overrides)

    def _year(self, number: int) -> _Year:
        year = self._years.get(number)
        if year is None:
            year = self._years[number] = self._shared(number)
        return year

    def _shared(self, number: int) -> _Year:
        """The year, made only once for all far years that are alike."""
        is_far = number not in _UNRULY_YEARS and 1 < number < _LAST_YEAR - 1
        if not is_far or number in self._dated_years:
            return self._compile(number)
        era = number >= _UNRULY_YEARS.stop
        shape = era, _base(number + 1) - _base(number), _base(number) // DAY % 7
        if shape not in self._alike:
            self._alike[shape] = self._compile(number)
        return self._alike[shape]

    def _compile(self, number: int) -> _Year:
        base, end = _base(number), min(_base(number + 1), LAST)
        first = date(number, 1, 1).toordinal()
        # The year is a UTC one: hours of the days around it may reach into it.
        days = range(max(1, first - 2), min(first + 368, _LAST_ORDINAL + 1))
        opens, closes, before = array("q"), array("q"), array("q")
        total = 0
        for open_at, close_at in self._open_on(days):
            if close_at > base and open_at < end:
                opens.append(max(open_at, base) - base)
                closes.append(min(close_at, end) - base)
                before.append(total)
                total += closes[-1] - opens[-1]
        return _Year(opens, closes, before, total)

    def _open_on(self, days: range) -> list[_Interval]:
        """The open intervals of those days as instants, in order, none touching another."""
        opened: list[_Interval] = []
        closed: list[_Interval] = []
        midnights = [at_wall(self.zone, day, 0) for day in range(days.start, days.stop + 1)]
        for day, (midnight, next_midnight) in zip(days, pairwise(midnights), strict=True):
            opened += self._instants(day, self._windows(day), midnight, next_midnight)
            if day in self._breaks:
                closed += self._instants(day, self._breaks[day], midnight, next_midnight)
        return _without(_merged(opened), _merged(closed))

    def _windows(self, ordinal: int) -> Windows:
        if ordinal in self._overrides:
            return self._overrides[ordinal]
        windows = self.spec.week[(ordinal - 1) % 7]
        return () if windows and self.holiday(ordinal) is not None else windows

    def _instants(
        self, ordinal: int, windows: Windows, midnight: int, next_midnight: int
    ) -> list[_Interval]:
        if next_midnight - midnight == DAY:
            return [(midnight + opens, midnight + closes) for opens, closes in windows]
        if next_midnight == midnight:
            return []  # The zone left the whole day out.
        shifted = (
            (at_wall(self.zone, ordinal, opens), at_wall(self.zone, ordinal, closes))
            for opens, closes in windows
        )
        return [(opens, closes) for opens, closes in shifted if opens < closes]


@lru_cache(maxsize=32)
def compiled(spec: CalendarSpec) -> Calendar:
    """The calendar of a specification. Raises `BadValue` when it never opens."""
    return Calendar(spec)


def parse_calendar(mapping: object) -> Calendar:
    """Read, check and compile a calendar. Raises `BadValue` naming what is wrong with it."""
    return compiled(parse_spec(mapping))


def _year_of(instant: int) -> int:
    return (_EPOCH + timedelta(seconds=min(instant, LAST))).year


def _year_of_day(ordinal: int) -> int:
    return date.fromordinal(ordinal).year


@lru_cache(maxsize=512)
def _base(number: int) -> int:
    """The first instant of a UTC year."""
    if number > _LAST_YEAR:
        return LAST + 1
    return (date(number, 1, 1).toordinal() - _EPOCH.toordinal()) * DAY


def _merged(intervals: list[_Interval]) -> list[_Interval]:
    """The same time in intervals that lie apart: a clock change can push two over each other."""
    merged: list[_Interval] = []
    for opens, closes in sorted(intervals):
        if merged and opens <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(closes, merged[-1][1])
        else:
            merged.append((opens, closes))
    return merged


def _without(opened: list[_Interval], closed: list[_Interval]) -> list[_Interval]:
    """What is left of the first intervals when the second come off."""
    for off_from, off_to in closed:
        left: list[_Interval] = []
        for opens, closes in opened:
            left += [(opens, min(closes, off_from))] if opens < off_from else []
            left += [(max(opens, off_to), closes)] if closes > off_to else []
        opened = left
    return opened
