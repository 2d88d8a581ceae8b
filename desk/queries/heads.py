"""Heads of work as rows: the columns a list reads and the names that go with them."""

from collections.abc import Iterable, Sequence

from desk.errors import NotFound
from desk.models.base import CLOSED, NO_CLOCK, NOBODY, PAUSED
from desk.models.store import Row, Session
from desk.queries.clause import Clause, among, ask
from desk.queries.orders import ORDERS, Order
from desk.rows.work import WorkRow
from desk.rules.clocks import Instants
from desk.rules.vocabulary import Reference, parse_reference

COLUMNS = (
    "id",
    "kind",
    "number",
    "subject",
    "state",
    "priority",
    "customer",
    "contact",
    "channel",
    "direction",
    "owner",
    "team",
    "created",
    "updated",
    "closed",
    "tags",
    "due_key",
    "watch_at",
    "warning_at",
    "jeopardy_at",
    "breached_at",
    "overdue2_at",
    "overdue3_at",
    "recency",
    "version",
    "snoozed_until",
)
"""What a list reads of the table `work`, in order."""

SELECTED = ", ".join(f"work.{column}" for column in COLUMNS)
"""The same for a statement."""

_PLACES = {column: place for place, column in enumerate(COLUMNS)}
_CUSTOMER, _OWNER, _TEAM = _PLACES["customer"], _PLACES["owner"], _PLACES["team"]
_DUE, _SNOOZED = _PLACES["due_key"], _PLACES["snoozed_until"]


def standing(due_key: int) -> str:
    """Whether an item's clocks run, stand still, are absent or have ended."""
    if due_key >= CLOSED:
        return "closed"
    return "running" if due_key < PAUSED else "paused" if due_key < NO_CLOCK else "none"


def by_reference(
    session: Session, ref: Reference | str, *, may_read: bool, now: int = 0
) -> WorkRow:
    """The row of one item, or of the one it was merged into.

    Raises `NotFound`, also for what the reader may not see.
    """
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    statement = f"SELECT {SELECTED} FROM work WHERE kind = ? AND number = ?"
    heads = ask(session, Clause(statement, (sought.kind, sought.number))) if may_read else []
    if not heads:
        raise NotFound(f"There is no {sought}", "Look it up with: desk list")
    return work_rows(session, [_going_on(session, heads[0])], now=now)[0]


def _going_on(session: Session, head: Row) -> Row:
    """The head of the item in which one that was merged goes on; a merge is an end."""
    if standing(head[_DUE]) != "closed":
        return head
    from desk.models.details import goes_on_in  # nothing open waits for it

    end = goes_on_in(session, head[0])
    by_id = f"SELECT {SELECTED} FROM work WHERE id = ?"
    return head if end == head[0] else ask(session, Clause(by_id, (end,)))[0]


def by_ids(session: Session, ids: Sequence[int], now: int = 0) -> tuple[WorkRow, ...]:
    """The rows of those items that are there."""
    condition = among("id", ids)
    return work_rows(
        session,
        ask(
            session, Clause(f"SELECT {SELECTED} FROM work WHERE {condition.text}", condition.values)
        ),
        now=now,
    )


def work_rows(
    session: Session, heads: Sequence[Row], order: Order = ORDERS["due"], *, now: int = 0
) -> tuple[WorkRow, ...]:
    """Rows of the list made of heads that were read as `COLUMNS`; three look-ups for all names.

    A snooze that is over by `now` is none any more.
    """
    customers = _customers(session, (head[_CUSTOMER] for head in heads))
    people = _names(session, "person", (head[_OWNER] for head in heads))
    teams = _names(session, "team", (head[_TEAM] for head in heads))
    rows = (
        _work_row(head, order, customers.get(head[_CUSTOMER]), (people.get(head[_OWNER]), teams))
        for head in heads
    )
    return tuple(
        row._replace(snoozed_until=head[_SNOOZED]) if head[_SNOOZED] > now else row
        for row, head in zip(rows, heads, strict=True)
    )


def _work_row(
    head: Row,
    order: Order,
    customer: tuple[str, str] | None,
    names: tuple[str | None, dict[int, str]],
) -> WorkRow:
    (id_, kind, number, subject, state, priority, _, contact, channel, direction) = head[:10]
    (owner, team, created, updated, closed, tags, due_key) = head[10:17]
    return WorkRow(
        id_,
        str(Reference(kind, number)),
        kind,
        subject,
        state,
        priority,
        standing(due_key),
        due_key if due_key < PAUSED else None,
        Instants(*head[17:23]),
        customer[0] if customer else None,
        customer[1] if customer else None,
        contact,
        None if owner == NOBODY else owner,
        names[0],
        names[1].get(team),
        channel,
        direction,
        created,
        updated,
        closed,
        tuple(tag for tag in tags.split("|") if tag),
        head[24],
        order.key(head, _PLACES),
    )


def _customers(session: Session, ids: Iterable[int | None]) -> dict[int | None, tuple[str, str]]:
    wanted = [*{id_ for id_ in ids if id_ is not None}]
    if not wanted:
        return {}
    condition = among("id", wanted)
    found = ask(
        session,
        Clause(f"SELECT id, number, name FROM customer WHERE {condition.text}", condition.values),
    )
    return {id_: (str(Reference("customer", number)), name) for id_, number, name in found}


def _names(session: Session, table: str, ids: Iterable[int | None]) -> dict[int, str]:
    wanted = [*{id_ for id_ in ids if id_}]
    if not wanted:
        return {}
    condition = among("id", wanted)
    found = ask(
        session, Clause(f"SELECT id, name FROM {table} WHERE {condition.text}", condition.values)
    )
    return {int(id_): str(name) for id_, name in found}
