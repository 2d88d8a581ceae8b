"""The clocks of an item as they stand at the moment of reading."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from desk.models.clocks import KeptClock
from desk.models.policies import calendars
from desk.models.store import Session
from desk.models.terms import table_of
from desk.rows.items import ClockRow
from desk.rules.clocks import PROMISE, Span, Ticking
from desk.rules.levels import Levels
from desk.rules.levels import read as read_levels
from desk.rules.vocabulary import LEVELS


class Counted(NamedTuple):
    """A clock that counts: how it runs, and at which instant it is told of."""

    ticking: Ticking
    at: int
    levels: Levels


Reasons = Callable[[Counted], Iterable[str]]
"""The lines on how the due time of a clock came about."""


def clock_rows(
    session: Session, kept: Sequence[KeptClock], now: int, reasons: Reasons = lambda _: ()
) -> tuple[ClockRow, ...]:
    """Some clocks as they stand, each with the reasons that are given for those that count."""
    if not kept:
        return ()
    known, levels = calendars(session), read_levels(table_of(session, "levels"))
    found = []
    for clock in kept:
        ticking = Ticking(
            known[clock.calendar], clock.start, clock.target, clock.pauses, clock.stop
        )
        at = max(now, clock.start) if clock.stop is None else clock.stop
        found.append(_clock(clock, Counted(ticking, at, levels), reasons))
    return tuple(found)


def standing_since(pauses: Sequence[Span]) -> int | None:
    """Since when a clock stands still, if it does."""
    return next((begin for begin, end in pauses if end is None), None)


def _clock(clock: KeptClock, counted: Counted, reasons: Reasons) -> ClockRow:
    ticking, at, levels = counted
    is_paused, is_counted = clock.state == "paused", clock.state != "cancelled"
    is_counted_up = is_counted and clock.name != PROMISE
    return ClockRow(
        clock.name,
        clock.policy,
        clock.calendar,
        clock.target,
        clock.start,
        ticking.due(at) if is_counted else None,
        clock.stop,
        ticking.elapsed(at),
        ticking.level(at, levels) or LEVELS[0],
        is_paused,
        standing_since(clock.pauses) if is_paused else None,
        clock.state,
        (*clock.reason, *(reasons(counted) if is_counted_up else ())),
    )
