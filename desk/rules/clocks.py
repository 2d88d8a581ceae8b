"""SLA clocks: what they have counted, when they are due, how far they have run."""

from collections.abc import Iterable
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.vocabulary import LEVELS
from desk.rules.working_time import Calendar

NEVER = 9_000_000_000_000
"""The instant that does not come: later than any a clock can reach."""

PROMISE = "promise"
"""The name of the clocks of promises: each has a generation of its own, the promise's number."""

THRESHOLDS = (50, 75, 90, 100, 125, 150)
"""Percent of the target at which each level after green begins, in the order of `LEVELS`."""

Span = tuple[int, int | None]
"""From an instant to another; None as long as it lasts."""


class Instants(NamedTuple):
    """When a clock reaches each level; `NEVER` where it does not, or not as long as it stands."""

    watch: int = NEVER
    warning: int = NEVER
    jeopardy: int = NEVER
    breached: int = NEVER
    overdue2: int = NEVER
    overdue3: int = NEVER


NO_INSTANTS = Instants()
"""Of an item without a running clock."""


def level_at(instants: Instants, now: int) -> str | None:
    """The level reached by `now`; None when no clock runs."""
    if instants == NO_INSTANTS:
        return None
    return LEVELS[sum(instant <= now for instant in instants)]


class Ticking(NamedTuple):
    """A clock: it counts open seconds from its start, its pauses taken off, towards a target.

    It begins at the first open instant at or after `start`. While a pause is open, `until` says
    when to take it as ended; without it nothing is known of what comes after.
    """

    calendar: Calendar
    start: int
    target: int | None = None
    """Open seconds it may take; None when it only counts."""
    pauses: tuple[Span, ...] = ()
    """In any order; what overlaps counts once, what is empty counts nothing."""
    stop: int | None = None

    def begin(self) -> int | None:
        """The first open instant at or after the start; None when there is none."""
        return self.calendar.next_open(self.start)

    def is_paused(self) -> bool:
        """Whether it stands in a pause that has no end yet."""
        return any(end is None for _, end in self.pauses)

    def due(self, until: int | None = None) -> int | None:
        """The earliest instant from the begin at which the target is used up.

        None without a target, and while it is paused unless `until` is given. Raises `BadValue`
        when the calendar does not open for that long.
        """
        return self.crossing(100, until)

    def crossing(self, percent: int, until: int | None = None) -> int | None:
        """As `due`, for a share of the target, rounded up to a whole second."""
        return None if self.target is None else self.reaching(share_of(self.target, percent), until)

    def reaching(self, seconds: int, until: int | None = None) -> int | None:
        """As `due`, for so many seconds."""
        if until is None and self.is_paused():
            return None
        return self._reaches(seconds, closed(self.pauses, until))

    def instants(self, thresholds: Iterable[int] = THRESHOLDS) -> Instants:
        """When it reaches each level; none of them while it is paused, stopped or has no target."""
        if self.stop is not None or self.target is None or self.is_paused():
            return NO_INSTANTS
        pauses = closed(self.pauses)
        reached: list[int] = []
        for percent in thresholds:
            try:
                reached.append(self._reaches(share_of(self.target, percent), pauses))
            except BadValue:
                break  # The calendar does not open for that long.
        return Instants(*reached)

    def elapsed(self, at: int) -> int:
        """Open seconds counted by then, pauses taken off; 0 when it is not after the start."""
        at = at if self.stop is None else min(at, self.stop)
        counted = self.calendar.between(self.start, at)
        for begin, end in closed(self.pauses, at):
            counted -= self.calendar.between(max(begin, self.start), min(end, at))
        return counted

    def consumed(self, at: int) -> float:
        """The share of the target used by then: 1.0 is all of it."""
        if self.target:
            return self.elapsed(at) / self.target
        return 1.0 if self._has_begun(at) else 0.0

    def level(self, at: int, thresholds: Iterable[int] = THRESHOLDS) -> str | None:
        """The level reached by then, which a pause leaves as it was; None without a target."""
        if self.target is None:
            return None
        if not self._has_begun(at):
            return LEVELS[0]
        elapsed = self.elapsed(at)
        return LEVELS[sum(elapsed >= share_of(self.target, percent) for percent in thresholds)]

    def _has_begun(self, at: int) -> bool:
        begin = self.begin()
        return begin is not None and begin <= (at if self.stop is None else min(at, self.stop))

    def _reaches(self, seconds: int, pauses: list[tuple[int, int]]) -> int:
        """The earliest instant at which so many seconds are counted."""
        if not pauses:
            return self.calendar.add(self.start, seconds)
        at = self.calendar.add(self.start, 0)
        for begin, end in pauses:
            counted = self.calendar.between(at, begin)
            if seconds <= counted or seconds == 0:
                break
            seconds -= counted
            at = max(at, end)
        return self.calendar.add(at, seconds)


def share_of(target: int, percent: int, divisor: int = 1) -> int:
    """So many percent of a target, rounded up to a whole second; 12.5 % is 25 with divisor 2."""
    return -(-target * percent // (100 * divisor))


def closed(pauses: Iterable[Span], until: int | None = None) -> list[tuple[int, int]]:
    """The pauses in order, overlapping ones as one.

    Open ones end at `until`; without it they fall off.
    """
    merged: list[tuple[int, int]] = []
    for begin, given_end in sorted(pauses, key=lambda pause: pause[0]):
        end = until if given_end is None else given_end
        if end is None or end <= begin:
            continue
        if merged and begin <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged
