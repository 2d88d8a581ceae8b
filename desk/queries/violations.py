"""Targets that were missed: by how much, whether the customer was told, what was done since."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.clock import Clock
from desk.models.clocks import KeptClock, clocks_of_all
from desk.models.late import late_notices_of, missable
from desk.models.policies import calendars
from desk.models.store import Session, Store
from desk.models.violations import KeptViolation, violations_of
from desk.queries.clause import Clause, ask
from desk.rows.escalations import OpenViolation, ViolationRow
from desk.rules.clocks import Ticking
from desk.rules.instants import rfc3339
from desk.rules.late_notices import LateNotice, telling, told_json
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import Reference
from desk.rules.working_time import Calendar

_OPEN = """SELECT work.id, work.kind, work.number, work.subject, customer.name, person.name,
    violation.clock, violation.generation, violation.due, violation.action, violation.satisfied_at
    FROM violation JOIN work ON work.id = violation.item
    LEFT JOIN customer ON customer.id = work.customer
    LEFT JOIN person ON person.id = work.owner
    WHERE violation.satisfied_at IS NULL ORDER BY violation.due DESC, violation.id DESC LIMIT ?"""


class ViolationList:
    """Reads of what is followed up."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def open(self, actor: Actor, limit: int = 100) -> tuple[OpenViolation, ...]:
        """The missed targets that are not settled with the customer, the latest first."""
        if not holds(actor, "work.read"):
            return ()
        now = self._clock.now()
        with self._store.reading() as session:
            known = calendars(session)
            rows = ask(session, Clause(_OPEN, (limit,)))
            about = _abouts(session, [row[0] for row in rows])
        return tuple(
            OpenViolation(
                str(Reference(kind, number)),
                subject,
                customer or "",
                owner or "",
                _row(KeptViolation(*kept), about[id_], known, now),
            )
            for id_, kind, number, subject, customer, owner, *kept in rows
        )


def violation_rows(session: Session, id_: int, now: int) -> tuple[ViolationRow, ...]:
    """The targets that an item missed, the first one first."""
    kept = violations_of(session, [id_]).get(id_, ())
    if not kept:
        return ()
    known, about = calendars(session), _abouts(session, [id_])[id_]
    return tuple(_row(each, about, known, now) for each in kept)


def told_violations(rows: Sequence[ViolationRow]) -> list[dict[str, object]]:
    """Missed targets as scripts rely on them."""
    return [
        {
            "clock": row.clock,
            "generation": row.generation,
            "due": rfc3339(row.due),
            "missed_by_seconds": row.missed_by_seconds,
            **told_json(row.telling),
            "action": row.action or None,
            "satisfied_at": _instant(row.satisfied_at),
        }
        for row in rows
    ]


def told_before_breach(rows: Sequence[ViolationRow]) -> bool | None:
    """Whether the customer was told of every missed target before it was; None without one."""
    return all(row.told_before for row in rows) if rows else None


class _About(NamedTuple):
    """What has to be known of an item to tell of what it missed."""

    clocks: Sequence[KeptClock]
    """In every generation."""
    notices: Sequence[LateNotice]


def _abouts(session: Session, ids: Sequence[int]) -> dict[int, _About]:
    clocks, notices = clocks_of_all(session, ids), late_notices_of(session, ids)
    return {id_: _About(kept, notices.get(id_, ())) for id_, kept in clocks.items()}


def _row(
    kept: KeptViolation, about: _About, known: Mapping[str, Calendar], now: int
) -> ViolationRow:
    clock = next((each for each in about.clocks if each.key == kept.key), None)
    late = max(0, now - kept.due) if clock is None else _late(clock, known, now)
    told = telling(missable(about.clocks, kept.key, kept.due), about.notices)
    return ViolationRow(
        *(kept.clock, kept.generation, kept.due, late),
        *(told, kept.action, kept.satisfied_at),
    )


def _late(clock: KeptClock, known: Mapping[str, Calendar], now: int) -> int:
    """Working time past a clock's target, until it was stopped or now."""
    at = max(now, clock.start) if clock.stop is None else clock.stop
    ticking = Ticking(known[clock.calendar], clock.start, clock.target, clock.pauses, clock.stop)
    return max(0, ticking.elapsed(at) - clock.target)


def _instant(at: int | None) -> str | None:
    return None if at is None else rfc3339(at)
