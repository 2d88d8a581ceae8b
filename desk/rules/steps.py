"""Why a clock is due when it is: the lines a person reads, in the calendar's zone."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from desk.rules.clocks import THRESHOLDS, Ticking, closed
from desk.rules.instants import DAY, at_wall, local
from desk.rules.times import day, full_moment, span, time_of_day
from desk.rules.working_time import Calendar

_HEAD_DAYS = 10
_TAIL_DAYS = 3
"""Days told one by one at the two ends; what lies between is summed up."""
_MOST_PAUSES = 10
_MOST_NAMES = 5
_SCANNED_DAYS = 3700
"""Days between the two ends that are looked through for holidays."""


class _Account(NamedTuple):
    """What the day lines are told about: a clock from its start to an end."""

    calendar: Calendar
    start: int
    end: int
    pauses: list[tuple[int, int]]

    @property
    def zone(self) -> str:
        return self.calendar.spec.zone

    def ordinal(self, instant: int) -> int:
        return local(instant, self.calendar.zone).toordinal()


def steps(
    clock: Ticking, until: int | None = None, thresholds: Iterable[int] = THRESHOLDS
) -> list[str]:
    """The opening hours used day by day, pauses taken off, holidays skipped, and what is left.

    They lead to the due time, or without one to `until`; `thresholds` say where levels begin.
    """
    zone = clock.calendar.spec.zone
    begin = clock.begin()
    if begin is None:
        return [f"Times are those of {zone}", "The calendar does not open after the start"]
    due = clock.due(until)
    end = due if due is not None else until
    lines = [_heading(clock), _beginning(clock, begin)]
    if end is not None:
        account = _Account(clock.calendar, clock.start, end, closed(clock.pauses, until))
        lines += _days(account)
        lines += _pauses(clock, account, due)
    if due is not None:
        lines.append(f"Due {full_moment(due, zone)}")
    elif clock.target is not None:
        since = min(begin for begin, end in clock.pauses if end is None)
        lines.append(f"Paused since {full_moment(since, zone)}: due when that has ended")
    if until is not None:
        lines.append(_standing(clock, until, thresholds))
    return lines


def _heading(clock: Ticking) -> str:
    hours = "round the clock" if clock.calendar.is_round_the_clock else "in opening hours"
    target = f"Target {span(clock.target)} {hours}" if clock.target is not None else "No target"
    return f"{target}; times are those of {clock.calendar.spec.zone}"


def _beginning(clock: Ticking, begin: int) -> str:
    zone = clock.calendar.spec.zone
    if begin == clock.start:
        return f"Begins {full_moment(begin, zone)}"
    return f"Starts closed, {full_moment(clock.start, zone)}; begins {full_moment(begin, zone)}"


def _days(account: _Account) -> Iterator[str]:
    """A line for each day with hours used or a holiday; in a long span only at its two ends."""
    first, last = account.ordinal(account.start), account.ordinal(account.end)
    if last - first < _HEAD_DAYS + _TAIL_DAYS + 4:
        yield from _each(account, range(first, last + 1))
        return
    head, tail = range(first, first + _HEAD_DAYS), range(last - _TAIL_DAYS + 1, last + 1)
    yield from _each(account, head)
    yield _between(account, range(head.stop, tail.start))
    yield from _each(account, tail)


def _each(account: _Account, days: range) -> Iterator[str]:
    for ordinal in days:
        line = _day(account, ordinal)
        if line:
            yield line


def _day(account: _Account, ordinal: int) -> str:
    calendar, zone = account.calendar, account.zone
    midnight = at_wall(calendar.zone, ordinal, 0)
    title = day(at_wall(calendar.zone, ordinal, DAY // 2), zone)
    holiday = calendar.holiday(ordinal)
    if holiday is not None:
        return f"{title}: closed, {holiday or 'holiday'}"
    begin = max(midnight, account.start)
    end = min(at_wall(calendar.zone, ordinal, DAY), account.end)
    used = list(_used(account, begin, end))
    if not used:
        return ""
    hours = ", ".join(f"{time_of_day(a, zone)}-{_closing(b, zone)}" for a, b in used)
    counted = span(sum(closes - opens for opens, closes in used))
    return f"{title}: {hours}, {counted}{_exceptions(calendar, ordinal)}"


def _used(account: _Account, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The open intervals, without what falls into pauses."""
    for opens, closes in account.calendar.spans(begin, end):
        at = opens
        for pause_begin, pause_end in account.pauses:
            if pause_end <= at or pause_begin >= closes:
                continue
            if pause_begin > at:
                yield at, pause_begin
            at = max(at, pause_end)
        if at < closes:
            yield at, closes


def _closing(instant: int, zone: str) -> str:
    """The end of an interval; midnight as the end of its day."""
    text = time_of_day(instant, zone)
    return "24:00" if text == "00:00" else "midnight" if text == "12:00am" else text


def _exceptions(calendar: Calendar, ordinal: int) -> str:
    said = " (hours of this date)" if calendar.is_special(ordinal) else ""
    for opens, closes in calendar.breaks(ordinal):
        said += f" (break {_wall(opens)}-{_wall(closes)} taken off)"
    return said


def _wall(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def _between(account: _Account, days: range) -> str:
    """One line on the days that are not told one by one."""
    begin = at_wall(account.calendar.zone, days.start, 0)
    end = at_wall(account.calendar.zone, days.stop, 0)
    counted = Ticking(account.calendar, begin, None, tuple(account.pauses)).elapsed(end)
    return (
        f"{day(begin, account.zone)} to {day(end - 1, account.zone)}: "
        f"{span(counted)}{_holidays(account.calendar, days)}"
    )


def _holidays(calendar: Calendar, days: range) -> str:
    if len(days) > _SCANNED_DAYS:
        return ""
    found = [
        f"{name or 'holiday'} {date.fromordinal(ordinal).isoformat()}"
        for ordinal in days
        if (name := calendar.holiday(ordinal)) is not None
    ]
    if not found:
        return ""
    more = f" and {len(found) - _MOST_NAMES} more" if len(found) > _MOST_NAMES else ""
    return f"; closed: {', '.join(found[:_MOST_NAMES])}{more}"


def _pauses(clock: Ticking, account: _Account, due: int | None) -> Iterator[str]:
    """A line for each pause, with what it took off."""
    calendar, zone = account.calendar, account.zone
    for begin, end in account.pauses[:_MOST_PAUSES]:
        title = f"Paused {full_moment(begin, zone)} to {full_moment(end, zone)}"
        off = calendar.between(max(begin, clock.start), end)
        if due is not None and begin >= due:
            yield f"{title}: after it was due, nothing taken off"
        elif off:
            yield f"{title}: {span(off)} taken off"
        else:
            yield f"{title}: outside opening hours, nothing taken off"
    if len(account.pauses) > _MOST_PAUSES:
        yield f"and {len(account.pauses) - _MOST_PAUSES} more pauses"


def _standing(clock: Ticking, until: int, thresholds: Iterable[int]) -> str:
    """What is used and left at `until`."""
    elapsed = clock.elapsed(until)
    at = full_moment(until, clock.calendar.spec.zone)
    if clock.target is None:
        return f"{at}: {span(elapsed)} used"
    left = clock.target - elapsed
    rest = f"{span(left)} left" if left > 0 else f"{span(-left)} over" if left else "none left"
    level = clock.level(until, thresholds)
    return f"{at}: {span(elapsed)} of {span(clock.target)} used, {rest}: {level}"
