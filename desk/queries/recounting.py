"""The clocks of open items counted once more, beside what the store keeps of them."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from desk.errors import DeskError
from desk.models.clocks import COLUMNS, Clock, KeptClock, head_of, kept_clock
from desk.models.policies import calendars
from desk.models.store import Row, Session
from desk.models.terms import table_of
from desk.models.work import Work
from desk.rules.clocks import Instants, Ticking
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


_Terms = tuple[dict[str, Calendar], Levels]


def recounted(session: Session) -> Recounted:
    """Count every clock that goes, and compare."""
    terms = calendars(session), read_levels(table_of(session, "levels"))
    items = 0
    wrong: list[str] = []
    for reference, head, clocks in _open_items(session):
        items += 1
        if not _fits(terms, head, clocks):
            wrong.append(reference)
    return Recounted(items, tuple(wrong))


def _open_items(session: Session) -> Iterator[tuple[str, Row, list[KeptClock]]]:
    """Each item with a clock that goes: its reference, its stored head, those clocks."""
    query = (
        Clock.select(
            Work.kind,
            Work.number,
            *[getattr(Work, column) for column in _HEAD],
            *[getattr(Clock, column) for column in COLUMNS],
        )
        .join(Work, on=(Work.id == Clock.item))
        .where(Clock.state << ("running", "paused"))
        .order_by(Clock.item)
    )
    wide = 2 + len(_HEAD)
    for _, rows in groupby(session.stream(query), key=lambda row: row[wide]):
        found = list(rows)
        kind, number = found[0][:2]
        yield str(Reference(kind, number)), found[0][2:wide], [kept_clock(r[wide:]) for r in found]


def _fits(terms: _Terms, head: Row, clocks: list[KeptClock]) -> bool:
    known, levels = terms
    running: list[Instants] = []
    for clock in clocks:
        if clock.calendar not in known:
            return False
        ticking = Ticking(known[clock.calendar], clock.start, clock.target, clock.pauses)
        try:
            if ticking.due() != clock.due:
                return False
            running += [ticking.instants(levels)] if clock.state == "running" else []
        except DeskError:
            return False
    place = head_of(running, is_open=True, is_paused=True)
    return tuple(head) == (place.due_key, *place.instants)
