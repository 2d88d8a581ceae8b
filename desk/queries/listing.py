"""The statement behind a window of a list: a walk along an index, never a sort of everything.

Owners in the queue's own order are ranges of one index each, merged; everything else is walked
along the index of the order. Where another index leads to a few rows only (one customer, one
reference), those are sorted. What words find is read by `desk.queries.found`.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.models.store import Session
from desk.queries.clause import ALWAYS, Clause, Interval, among, ask, either, every, joined
from desk.queries.heads import SELECTED
from desk.queries.orders import AMONG_EQUALS, Order
from desk.rows.work import Key
from desk.rules.vocabulary import PRIORITIES

FEW = 2000
"""How many rows may be sorted at once where no index gives them in order."""

WALKED = {
    "due_key": "work_by_due",
    "recency": "sqlite_autoindex_work_1",
    "updated": "work_by_update",
    "priority": "work_by_priority",
}
"""The index each order walks, by the order's first column; the second one is made by UNIQUE."""


class Access(NamedTuple):
    """An index, and a condition on what is read by it."""

    by: str
    """The index."""
    condition: Clause


class Plan(NamedTuple):
    """What a list shows and how it gets there."""

    order: Order
    rest: Clause
    """What every row must meet, whichever way it is found."""
    ranges: Mapping[str, Interval]
    """Ranges of columns that orders begin with."""
    owners: tuple[int, ...] | None = None
    """Whose work alone is shown, as numbers of people; 0 is nobody."""
    words: tuple[str, ...] = ()
    accesses: tuple[Access, ...] = ()
    """Parts of `rest` that an index of their own answers, best first."""


class Window(NamedTuple):
    """Which part of the list is read."""

    key: Key | None = None
    backwards: bool = False
    limit: int = 100


def window(session: Session, plan: Plan, part: Window) -> Clause:
    """The statement that reads a part of a list, nearest to its key first."""
    order_by = plan.order.backwards if part.backwards else plan.order.by
    head = Clause(f" ORDER BY {order_by} LIMIT ?", (part.limit,))
    begun = starts(plan, part)
    if plan.owners is not None and plan.order.leads == "due_key":
        owners = [Clause("owner = ?", (owner,)) for owner in plan.owners]
        ways = [every((owner, start)) for owner in owners for start in begun]
        found = walks(session, Access("work_by_owner", plan.rest), ways, head)
    elif index := few(session, plan):
        found = unordered(session, plan, Access(index, either(begun)), SELECTED)
    else:
        begun = _by_priority(plan, part) if plan.order.leads == "priority" else begun
        ways = [every((owned(plan), start)) for start in begun]
        found = walks(session, Access(WALKED[plan.order.leads], plan.rest), ways, head)
    return joined("", (found, head))


def counted(session: Session, plan: Plan, cap: int) -> Clause:
    """The statement that counts a list's rows up to a cap; no order stands in its way."""
    (start,) = starts(plan, Window())
    indexes = [access.by for access in plan.accesses]
    if plan.owners is not None:
        indexes.append("work_by_owner")
    index = few(session, plan) or [*indexes, WALKED["due_key"]][0]
    found = unordered(session, plan, Access(index, start), "1")
    return Clause(f"SELECT count(*) FROM ({found.text} LIMIT ?) AS found", (*found.values, cap))


def starts(plan: Plan, part: Window) -> tuple[Clause, ...]:
    """The parts of the walk, each with the ranges of other columns."""
    leads = plan.order.leads
    others = beside(plan, leads)
    held = plan.ranges.get(leads, Interval())
    beyond = plan.order.beyond(part.key, held, backwards=part.backwards)
    return tuple(every((start, others)) for start in beyond)


def beside(plan: Plan, leads: str) -> Clause:
    """The ranges of the columns that the walk does not go along."""
    return every(
        held.holding(f"work.{name}") for name, held in plan.ranges.items() if name != leads
    )


def _by_priority(plan: Plan, part: Window) -> tuple[Clause, ...]:
    """The walk as one range for each priority: what is closed in one does not bar the next."""
    others = beside(plan, "due_key")
    due = plan.ranges.get("due_key", Interval())
    first = part.key.values[0] if part.key is not None and part.key.values else None
    found: list[Clause] = []
    for priority in PRIORITIES:
        if first is not None and (priority > first if part.backwards else priority < first):
            continue
        inner = None
        if part.key is not None and priority == first:
            inner = Key(part.key.values[1:], part.key.id)
        same = Clause("priority = ?", (priority,))
        begun = AMONG_EQUALS.beyond(inner, due, backwards=part.backwards)
        found += [every((same, start, others)) for start in begun]
    return tuple(found)


def walks(session: Session, access: Access, ways: Sequence[Clause], head: Clause) -> Clause:
    """Ranges of one index, each in order, to be merged.

    SQLite merges them as they are read; PostgreSQL would read all of each first, so there each
    gives no more than its own head.
    """
    select = f"SELECT {SELECTED} FROM {source(session, access.by)} WHERE "
    wheres = [every((way, access.condition)) for way in ways]
    parts = [Clause(f"{select}{text}", values) for text, values in wheres]
    if not session.is_sqlite and len(parts) > 1:
        parts = [joined("", (Clause("("), part, head, Clause(")"))) for part in parts]
    return joined(" UNION ALL ", parts)


def unordered(session: Session, plan: Plan, access: Access, columns: str) -> Clause:
    """What an index finds in whatever order."""
    where = every((access.condition, owned(plan), plan.rest))
    table = source(session, access.by)
    return Clause(f"SELECT {columns} FROM {table} WHERE {where.text}", where.values)


def few(session: Session, plan: Plan) -> str:
    """The index that leads to so few rows that they may be sorted; empty when there is none."""
    for access in plan.accesses:
        table, condition = source(session, access.by), access.condition
        inner = f"SELECT 1 FROM {table} WHERE {condition.text} LIMIT ?"
        found = ask(
            session,
            Clause(f"SELECT count(*) FROM ({inner}) AS few", (*condition.values, FEW + 1)),
        )
        if found[0][0] <= FEW:
            return access.by
    return ""


def owned(plan: Plan) -> Clause:
    """The condition on whose work it is."""
    return ALWAYS if plan.owners is None else among("work.owner", plan.owners)


def source(session: Session, index: str) -> str:
    """The table; on SQLite, which keeps no statistics to choose well, with the index to go by."""
    return f"work INDEXED BY {index}" if index and session.is_sqlite else "work"
