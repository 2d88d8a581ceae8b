"""The clocks of open items counted once more, beside what the store keeps of them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from desk.errors import DeskError
from desk.models.clocks import (
    COLUMNS,
    LOOK_NOW,
    Clock,
    KeptClock,
    Seen,
    head_of,
    kept_clock,
)
from desk.models.levels import Recount, waiting
from desk.models.policies import calendars
from desk.models.store import Row, Session
from desk.models.terms import table_of
from desk.models.work import Work
from desk.rules.clocks import NEVER, Instants, Ticking
from desk.rules.levels import Levels
from desk.rules.levels import read as read_levels
from desk.rules.vocabulary import Reference
from desk.rules.working_time import Calendar

_HEAD = (
    *("due_key", "watch_at", "warning_at", "jeopardy_at", "breached_at"),
    *("overdue2_at", "overdue3_at"),
)


class Recounted(NamedTuple):
    """What came of counting anew."""

    items: int
    wrong: tuple[str, ...]
    """References of items whose due time or level is not what their clocks give."""


class _Terms(NamedTuple):
    """What clocks are counted by."""

    calendars: dict[str, Calendar]
    levels: Levels
    recount: Recount | None
    """Levels that were settled otherwise, which not all items have yet."""

    def levels_of(self, item: int) -> Iterable[int]:
        """Where the levels of an item begin."""
        if self.recount is None or item <= self.recount.after:
            return self.levels
        return self.recount.before


class _Looked(NamedTuple):
    """A clock that goes, and when the tick looks at it."""

    clock: KeptClock
    seen: Seen


def recounted(session: Session) -> Recounted:
    """Count every clock that goes, and compare."""
    levels = read_levels(table_of(session, "levels"))
    terms = _Terms(calendars(session), levels, waiting(session))
    items = 0
    wrong: list[str] = []
    for item, reference, head, clocks in _open_items(session):
        items += 1
        if not _fits(terms, item, head, clocks):
            wrong.append(reference)
    return Recounted(items, tuple(wrong))


def _open_items(session: Session) -> Iterator[tuple[int, str, Row, list[_Looked]]]:
    """Each item with a clock that goes: number, reference, its head as stored, those clocks."""
    query = (
        Clock.select(
            Work.kind,
            Work.number,
            *[getattr(Work, column) for column in _HEAD],
            *[getattr(Clock, column) for column in (*Seen._fields, *COLUMNS)],
        )
        .join(Work, on=(Work.id == Clock.item))
        .where(Clock.state << ("running", "paused"))
        .order_by(Clock.item)
    )
    seen = 2 + len(_HEAD)
    wide = seen + len(Seen._fields)
    for item, rows in groupby(session.stream(query), key=lambda row: row[wide]):
        found = list(rows)
        kind, number = found[0][:2]
        clocks = [_Looked(kept_clock(row[wide:]), Seen(*row[seen:wide])) for row in found]
        yield item, str(Reference(kind, number)), found[0][2:seen], clocks


def _fits(terms: _Terms, item: int, head: Row, clocks: list[_Looked]) -> bool:
    running: list[Instants] = []
    levels = [*terms.levels_of(item)]
    for clock, seen in clocks:
        if clock.calendar not in terms.calendars:
            return False
        hours = terms.calendars[clock.calendar]
        ticking = Ticking(hours, clock.start, clock.target, clock.pauses)
        try:
            if ticking.due() != clock.due:
                return False
        except DeskError:
            return False
        if clock.state == "running":
            running.append(ticking.instants(levels))
            if not _is_looked_at(seen, running[-1], levels):
                return False
    place = head_of(running, is_open=True, is_paused=True)
    return tuple(head) == (place.due_key, *place.instants)


def _is_looked_at(seen: Seen, instants: Instants, levels: list[int]) -> bool:
    """Whether the tick looks at a running clock at once, or when it reaches its next threshold."""
    if seen.next_at == LOOK_NOW:
        return True
    told = seen.told or 0
    ahead = [at for level, at in zip(levels, instants, strict=True) if level > told and at < NEVER]
    if not ahead:
        return seen.next_at is None
    return seen.next_at in (ahead[0], max(ahead[0], seen.since))
