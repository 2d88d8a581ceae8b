"""What leaves the house: notices as lists and pages show them, events for hooks beside them."""

from collections.abc import Collection

from desk.clock import Clock
from desk.errors import NotFound
from desk.models.sending import RETRIED
from desk.models.store import Row, Session, Store
from desk.queries.clause import Clause, ask
from desk.rows.outbox import AGAIN, GIVEN_UP, OutboxCounts, OutboxPage, OutboxRow
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import Reference, parse_reference

HOOK = "webhook"
"""The medium of what goes to other systems."""

COUNTED_TO = 1000
"""So far is counted."""

_SELECT = (
    "SELECT outbox.id, outbox.number, work.kind, work.number, outbox.purpose, outbox.medium,"
    " outbox.recipient, outbox.subject, outbox.state, outbox.tries, outbox.last_answer,"
    " outbox.not_before, outbox.created, outbox.done_at, outbox.promised,"
    " COALESCE(message.text, outbox.text), outbox.language, customer.number, customer.name,"
    " person.name, outbox.clock, outbox.seq, outbox.version FROM outbox"
    " LEFT JOIN work ON work.id = outbox.item LEFT JOIN message ON message.id = outbox.message"
    " LEFT JOIN customer ON customer.id = COALESCE(outbox.customer, work.customer)"
    " LEFT JOIN person ON person.id = outbox.writer"
)


class OutboxList:
    """Reads of what leaves the house."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def page(
        self,
        actor: Actor,
        *,
        states: Collection[str] = (),
        before: int | None = None,
        limit: int = 100,
    ) -> OutboxPage:
        """The newest of some states, or of all; older than `before`, a row's `id`.

        Besides the states there are `AGAIN` and `GIVEN_UP`, which part what failed.
        """
        if not holds(actor, "work.read"):
            return OutboxPage((), is_last=True)
        newest = [_newest(which, before, limit + 1) for which in _of_states(states)]
        among = " UNION ALL ".join(f"SELECT id FROM ({each.text}) AS part" for each in newest)
        values = (*(value for each in newest for value in each.values), limit + 1)
        tail = f" WHERE outbox.id IN ({among}) ORDER BY outbox.id DESC LIMIT ?"
        with self._store.reading() as session:
            rows = _rows(session, Clause(_SELECT + tail, values))
        return OutboxPage(rows[:limit], is_last=len(rows) <= limit)

    def find(self, actor: Actor, ref: Reference | str) -> OutboxRow:
        """One notice. Raises `NotFound`."""
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        statement = Clause(f"{_SELECT} WHERE outbox.number = ?", (sought.number,))
        with self._store.reading() as session:
            may_read = sought.kind == "notice" and holds(actor, "work.read")
            found = _rows(session, statement) if may_read else ()
        if not found:
            raise NotFound(
                f"There is no {sought}", 'Look it up with: desk list --filter "kind:notice"'
            )
        return found[0]

    def of_item(self, actor: Actor, ref: Reference | str) -> tuple[OutboxRow, ...]:
        """Every notice of an item that goes to people, the newest first."""
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        if not holds(actor, "work.read"):
            return ()
        where = "outbox.item = (SELECT id FROM work WHERE kind = ? AND number = ?)"
        tail = f" WHERE {where} AND outbox.medium <> ? ORDER BY outbox.id DESC"
        with self._store.reading() as session:
            return _rows(session, Clause(_SELECT + tail, (*sought, HOOK)))

    def counts(self, actor: Actor) -> OutboxCounts:
        """How much there is in each state, each counted up to a cap."""
        if not holds(actor, "work.read"):
            return OutboxCounts({}, 0)
        with self._store.reading() as session:
            found = {state: _counted(session, f"state = '{state}'") for state in _STATES}
            retrying = _counted(session, RETRIED)
        return OutboxCounts({state: many for state, many in found.items() if many}, retrying)


_STATES = ("draft", "held", "initial", "inProgress", "failed", "completed", "cancelled")


def _of_states(states: Collection[str]) -> list[str]:
    """The conditions of which each is a stretch of one index."""
    parted = {AGAIN: RETRIED, GIVEN_UP: "state = 'failed' AND done_at IS NOT NULL"}
    known = {state: f"state = '{state}'" for state in _STATES} | parted
    return [known[state] for state in dict.fromkeys(states)] or ["id IS NOT NULL"]


def _newest(which: str, before: int | None, many: int) -> Clause:
    """The newest of one stretch, so that many are never sorted to show a few."""
    past = "" if before is None else " AND id < ?"
    values = (many,) if before is None else (before, many)
    return Clause(f"SELECT id FROM outbox WHERE {which}{past} ORDER BY id DESC LIMIT ?", values)


def _counted(session: Session, which: str) -> int:
    statement = f"SELECT count(*) FROM (SELECT 1 FROM outbox WHERE {which} LIMIT {COUNTED_TO}) AS f"
    return int(ask(session, Clause(statement))[0][0])


def _rows(session: Session, statement: Clause) -> tuple[OutboxRow, ...]:
    return tuple(_row(row) for row in ask(session, statement))


def _row(row: Row) -> OutboxRow:
    id_, number, kind, item, *rest = row
    customer = rest.pop(13)
    about = str(Reference(kind, item)) if kind else None
    known = str(Reference("customer", customer)) if customer else None
    ref = str(Reference("notice", number))
    return OutboxRow._make((id_, number, ref, about, *rest[:13], known, *rest[13:]))


def latest_draft(session: Session, item: int) -> str:
    """The reference of the notice of an item that lies ready; empty without one.

    Of several that it is late comes first, else the latest.
    """
    statement = (
        "SELECT number FROM outbox WHERE item = ? AND state = 'draft'"
        " ORDER BY CASE purpose WHEN 'late' THEN 0 ELSE 1 END, number DESC LIMIT 1"
    )
    found = ask(session, Clause(statement, (item,)))
    return str(Reference("notice", found[0][0])) if found else ""
