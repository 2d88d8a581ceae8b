"""The statement behind a window of a list: a walk along an index, never a sort of everything.

Three ways to the rows: words go through the search index, newest first; owners in the queue's own
order are ranges of one index each, merged; everything else is walked along the index of the order.
Where another index leads to a few rows only (one customer, one reference), those are sorted.
"""

from collections.abc import Mapping
from typing import NamedTuple

from desk.models.store import Session
from desk.queries.clause import ALWAYS, Clause, Interval, among, ask, every, union
from desk.queries.heads import SELECTED
from desk.queries.matching import having
from desk.queries.orders import Order
from desk.rows.work import Key

FEW = 2000
"""How many rows may be sorted at once where no index gives them in order."""

WALKED = {
    "due_key": "work_by_due",
    "recency": "sqlite_autoindex_work_1",
    "updated": "work_by_update",
}
"""The index each order walks, by the order's first column; the second one is made by UNIQUE."""


class Access(NamedTuple):
    """A condition that an index answers as a range of its own."""

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
    start = _start(plan, part)
    if plan.words:
        found = _by_words(session, plan, start, SELECTED)
        order_by = order_by.replace("recency", _place(session))
    elif plan.owners is not None and plan.order.leads == "due_key":
        found = _by_owners(session, plan, start)
    else:
        index = _few(session, plan) or WALKED[plan.order.leads]
        found = _by_index(session, plan, index, start, SELECTED)
    return Clause(f"{found.text} ORDER BY {order_by} LIMIT ?", (*found.values, part.limit))


def counted(session: Session, plan: Plan, cap: int) -> Clause:
    """The statement that counts a list's rows up to a cap."""
    start = _start(plan, Window())
    if plan.words:
        found = _by_words(session, plan, start, "1")
    else:
        index = _few(session, plan)
        if not index and plan.owners is not None:
            index = "work_by_owner"
        found = _by_index(session, plan, index or WALKED["due_key"], start, "1")
    return Clause(f"SELECT count(*) FROM ({found.text} LIMIT ?) AS found", (*found.values, cap))


def _start(plan: Plan, part: Window) -> Clause:
    """Where the walk begins and ends.

    One condition on each side: of several an engine goes by any, and tests the others row by row.
    """
    leading = plan.ranges.get(plan.order.leads, Interval())
    others = [
        held.holding(f"work.{name}")
        for name, held in plan.ranges.items()
        if name != plan.order.leads
    ]
    return every((*plan.order.beyond(part.key, leading, backwards=part.backwards), *others))


def _by_words(session: Session, plan: Plan, start: Clause, columns: str) -> Clause:
    held = having(plan.words, is_sqlite=session.is_sqlite)
    rest = every((_owned(plan), plan.rest))
    if session.is_sqlite:
        placed = Clause(start.text.replace("recency", "search_words.rowid"), start.values)
        where = every((held, placed, rest))
        return Clause(
            f"SELECT {columns} FROM search_words"
            f" CROSS JOIN work ON work.recency = search_words.rowid WHERE {where.text}",
            where.values,
        )
    # A set of its own: with the limit in sight the planner would walk the order instead and look
    # for the words in every row.
    placed = Clause(start.text.replace("recency", "found.recency"), start.values)
    where = every((placed, rest))
    return Clause(
        f"WITH found AS MATERIALIZED (SELECT recency FROM search WHERE {held.text})"
        f" SELECT {columns} FROM found JOIN work ON work.recency = found.recency"
        f" WHERE {where.text}",
        (*held.values, *where.values),
    )


def _by_owners(session: Session, plan: Plan, start: Clause) -> Clause:
    """One range of an index per owner; the engine merges what is in order already."""
    source = _source(session, "work_by_owner")
    parts = []
    for owner in plan.owners or ():
        where = every((Clause("owner = ?", (owner,)), start, plan.rest))
        parts.append(Clause(f"SELECT {SELECTED} FROM {source} WHERE {where.text}", where.values))
    return union(parts)


def _by_index(session: Session, plan: Plan, index: str, start: Clause, columns: str) -> Clause:
    where = every((_owned(plan), start, plan.rest))
    source = _source(session, index)
    return Clause(f"SELECT {columns} FROM {source} WHERE {where.text}", where.values)


def _few(session: Session, plan: Plan) -> str:
    """The index that leads to so few rows that they may be sorted; empty when there is none."""
    for access in plan.accesses:
        source, condition = _source(session, access.by), access.condition
        inner = f"SELECT 1 FROM {source} WHERE {condition.text} LIMIT ?"
        found = ask(
            session,
            Clause(f"SELECT count(*) FROM ({inner}) AS few", (*condition.values, FEW + 1)),
        )
        if found[0][0] <= FEW:
            return access.by
    return ""


def _owned(plan: Plan) -> Clause:
    return ALWAYS if plan.owners is None else among("work.owner", plan.owners)


def _source(session: Session, index: str) -> str:
    """The table; on SQLite, which keeps no statistics to choose well, with the index to go by."""
    return f"work INDEXED BY {index}" if session.is_sqlite else "work"


def _place(session: Session) -> str:
    return "search_words.rowid" if session.is_sqlite else "found.recency"
