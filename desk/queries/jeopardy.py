"""What is late or will be: what was done about each, and the log of crossed thresholds."""

from collections.abc import Iterable, Sequence

from desk.clock import Clock
from desk.models.clocks import KeptClock, clocks_of_all
from desk.models.late import late_notices_of, missable
from desk.models.looked import looked_upto
from desk.models.store import Row, Session, Store
from desk.models.violations import KeptViolation, violations_of
from desk.queries.clause import Clause, among, ask
from desk.rows.jeopardy import CrossingPage, CrossingRow, Response
from desk.rows.work import WorkRow
from desk.rules.late_notices import Missable, Telling, telling
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import Reference

LOG = "crossings"
"""The name by which it is kept up to where somebody has looked at the log."""
SCOPES = ("mine", "team", "all")
"""Whose crossings are shown: one's own and nobody's, those of one's teams, everybody's."""
COUNTED_TO = 1000
_AT_ONCE = 100
_LOOKED_THROUGH = 5000
"""So many crossings are looked through for a page of those that one asks for."""


class Jeopardy:
    """Reads of what is late or will be."""

    LOG = LOG

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def responses(self, actor: Actor, rows: Sequence[WorkRow]) -> dict[int, Response]:
        """What was done about each of some items: a few look-ups for all of them."""
        if not rows or not holds(actor, "work.read"):
            return {}
        with self._store.reading() as session:
            ids = [row.id for row in rows]
            found = {id_: Response() for id_ in ids}
            for id_, plan, at in _plans(session, ids):
                found[id_] = found[id_]._replace(plan=plan, plan_at=at)
            planned = [row for row in rows if found[row.id].plan_at is not None]
            for id_, name in _planners(session, planned):
                found[id_] = found[id_]._replace(planner=name or "")
            for id_, level in _levels(session, ids):
                found[id_] = found[id_]._replace(level=level)
            for id_, told in _tellings(session, rows).items():
                found[id_] = found[id_]._replace(telling=told)
        return found

    def crossings(
        self, actor: Actor, scope: str, past: tuple[int, int] | None = None, many: int = 100
    ) -> CrossingPage:
        """The latest thresholds that were crossed, by their true times, past a place of the log."""
        if not holds(actor, "work.read"):
            return CrossingPage((), is_last=True)
        found: list[CrossingRow] = []
        seen, is_last = 0, False
        with self._store.reading() as session:
            while len(found) < many and seen < _LOOKED_THROUGH and not is_last:
                rows = _logged(session, past)
                seen, is_last = seen + len(rows), len(rows) < _AT_ONCE
                past = (rows[-1].at, rows[-1].id) if rows else past
                found += [row for row in rows if _concerns(row, actor, scope)]
        return CrossingPage(tuple(found), is_last, past)

    def looked(self, actor: Actor) -> int:
        """The number of the newest crossing that the actor has seen; 0 when none."""
        if actor.id is None:
            return 0
        with self._store.reading() as session:
            return looked_upto(session, actor.id, LOG) or 0

    def last(self) -> int:
        """The number of the newest crossing of all."""
        with self._store.reading() as session:
            return int(ask(session, Clause("SELECT max(id) FROM crossing"))[0][0] or 0)


def _plans(session: Session, ids: Sequence[int]) -> list[Row]:
    held = among("id", ids)
    text = f"SELECT id, ack_plan, ack_at FROM detail WHERE {held.text} AND ack_at IS NOT NULL"
    return ask(session, Clause(text, held.values))


def _planners(session: Session, rows: Iterable[WorkRow]) -> list[Row]:
    """Who said last what they would do about some items."""
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.id)
    found: list[Row] = []
    for kind, ids in by_kind.items():
        held = among("object", ids)
        last = (
            f"SELECT object, max(seq) AS seq FROM journal WHERE kind = ? AND {held.text}"
            " AND action = 'acknowledge' GROUP BY object"
        )
        text = (
            f"SELECT last.object, person.name FROM ({last}) AS last"
            " JOIN journal ON journal.seq = last.seq JOIN person ON person.id = journal.actor"
        )
        found += ask(session, Clause(text, (kind, *held.values)))
    return found


def _levels(session: Session, ids: Sequence[int]) -> list[Row]:
    held = among("id", ids)
    text = f"SELECT id, escalation_level FROM ticket WHERE {held.text} AND escalation_level > 0"
    return ask(session, Clause(text, held.values))


def _tellings(session: Session, rows: Sequence[WorkRow]) -> dict[int, Telling]:
    """How far the customers of some items know of what each is due by, or missed."""
    ids = [row.id for row in rows]
    notices = late_notices_of(session, ids)
    told_of = [row for row in rows if row.id in notices]
    clocks = clocks_of_all(session, [row.id for row in told_of])
    missed = violations_of(session, [row.id for row in told_of if row.due is None])
    return {
        row.id: telling(_target(row, clocks[row.id], missed.get(row.id, ())), notices[row.id])
        for row in told_of
    }


def _target(row: WorkRow, clocks: Sequence[KeptClock], missed: Sequence[KeptViolation]) -> Missable:
    """What an item is due by; while nothing is counted, what it missed last, or may yet."""
    for clock in clocks:
        if clock.state == "running" and clock.due == row.instants.breached:
            return missable(clocks, clock.key, clock.due)
    if missed:
        return missable(clocks, missed[-1].key, missed[-1].due)
    return missable(clocks, clocks[-1].key, None) if clocks else Missable("", 0, row.due)


def _logged(session: Session, past: tuple[int, int] | None) -> list[CrossingRow]:
    """The next of the log, going back, whoever it concerns."""
    way = "" if past is None else " WHERE (crossing.at, crossing.id) < (?, ?)"
    text = (
        "SELECT crossing.id, crossing.at, work.id, work.kind, work.number, work.subject,"
        " customer.name, work.owner, work.team, crossing.clock, crossing.threshold,"
        " crossing.level, crossing.action FROM crossing JOIN work ON work.id = crossing.item"
        f" LEFT JOIN customer ON customer.id = work.customer{way}"
        " ORDER BY crossing.at DESC, crossing.id DESC LIMIT ?"
    )
    rows = ask(session, Clause(text, (*(past or ()), _AT_ONCE)))
    return [_crossing(row) for row in rows]


def _crossing(row: Row) -> CrossingRow:
    id_, at, item, kind, number, subject, customer, owner, team, *rest = row
    ref = str(Reference(kind, number))
    return CrossingRow(id_, at, item, ref, subject, customer, owner or None, team, *rest)


def _concerns(row: CrossingRow, actor: Actor, scope: str) -> bool:
    if scope == "mine":
        return row.owner_id in (None, actor.id)
    return scope == "all" or row.team_id in actor.teams
