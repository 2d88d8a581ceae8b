"""Tasks and notices as rows of a list: what a filter asks for with `kind:task` or `kind:notice`.

Each is read as a piece of work, its name or subject being the subject; what it has not itself is
that of the item it belongs to, and so are the words and the fields by which it is found.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from desk.errors import BadFilter
from desk.models.base import CLOSED, NEVER, NOBODY, PAUSED
from desk.models.store import Session
from desk.queries.clause import Clause, among, ask, every, negated
from desk.queries.conditions import Asker, condition, lacking
from desk.queries.heads import COLUMNS, SELECTED, work_rows
from desk.rows.work import Listing, WorkRow
from desk.rules.filters import Filter, Term
from desk.rules.vocabulary import DEFAULT_PRIORITY, KIND_LETTERS

_NO_LEVELS = {
    "tags": "''",
    "snoozed_until": "0",
    **{
        f"{level}_at": str(NEVER)
        for level in ("watch", "warning", "jeopardy", "breached", "overdue2", "overdue3")
    },
}
_OF_TASK = {
    "kind": "'task'",
    "number": "task.number",
    "subject": "task.name",
    "state": "task.state",
    "owner": "task.owner",
    "team": "task.team",
    "updated": "task.touched_at",
    "closed": "task.ended_at",
    "due_key": "task.due_key",
    "version": "task.version",
    **_NO_LEVELS,
}
"""What a task has in place of what its problem has."""

_GOES = "outbox.state IN ('initial', 'inProgress', 'failed') AND outbox.done_at IS NULL"
_OF_NOTICE = {
    "id": "COALESCE(item.id, 0)",
    "kind": "'notice'",
    "number": "outbox.number",
    "subject": "outbox.subject",
    "state": "outbox.state",
    "priority": f"COALESCE(item.priority, {DEFAULT_PRIORITY})",
    "customer": "COALESCE(outbox.customer, item.customer)",
    "contact": "outbox.recipient",
    "channel": "outbox.medium",
    "direction": "'outbound'",
    "owner": f"COALESCE(item.owner, {NOBODY})",
    "created": "outbox.created",
    "updated": "COALESCE(outbox.done_at, outbox.created)",
    "closed": "outbox.done_at",
    "due_key": f"CASE WHEN outbox.state IN ('draft', 'held') THEN {PAUSED}"
    f" WHEN {_GOES} THEN outbox.not_before ELSE {CLOSED} END",
    "recency": "COALESCE(item.recency, 0)",
    "version": "outbox.version",
    **_NO_LEVELS,
}
"""What a notice has in place of what its item has: it is due when it may leave."""


class Beside(NamedTuple):
    """What stands in a table of its own beside work, and is listed by itself."""

    kind: str
    called: str
    source: str
    """Where its rows come from, as a table called `work`."""
    lacks: Mapping[str, tuple[str, ...]] = {}
    """Fields by which it cannot be filtered; with values, those alone."""


def _as_work(columns: Mapping[str, str], tables: str) -> str:
    named = (f"{columns.get(name, f'item.{name}')} AS {name}" for name in COLUMNS)
    return f"(SELECT {', '.join(named)} FROM {tables}) AS work"


_TASKS = Beside(
    "task", "Tasks", _as_work(_OF_TASK, "task JOIN work AS item ON item.id = task.item")
)
_NOTICES = Beside(
    "notice",
    "Notices",
    _as_work(
        _OF_NOTICE,
        "outbox LEFT JOIN work AS item ON item.id = outbox.item WHERE outbox.medium <> 'webhook'",
    ),
    {
        **dict.fromkeys(("level", "tag", "partner", "direction", "x"), ()),
        "is": ("snoozed", "awake", "escalated", "violated"),
    },
)
_BESIDE = {each.kind: each for each in (_TASKS, _NOTICES)}

_ORDERS = {
    "due": "due_key, priority, number",
    "newest": "number DESC",
    "oldest": "number",
    "updated": "updated DESC, number DESC",
    "priority": "priority, due_key, number",
}
_AT_ONCE = 500


def asked_beside(wanted: Filter) -> Beside | None:
    """What a filter is about, if not about work.

    Raises `BadFilter` when it is about work as well, or asks what such a thing does not have.
    """
    kinds = [term for term in wanted.terms if term.field == "kind" and not term.negated]
    for term in kinds:
        if unlisted := [kind for kind in map(str, term.values) if kind in _UNLISTED]:
            raise _refusal(wanted, term, *_UNLISTED[unlisted[0]])
    named = [
        (term, _BESIDE[str(kind)]) for term in kinds for kind in term.values if kind in _BESIDE
    ]
    if not named:
        return None
    term, beside = named[0]
    if len(term.values) > 1 or len(kinds) > 1:
        raise _refusal(
            wanted,
            term,
            f"{beside.called} are listed by themselves",
            f"Write kind:{beside.kind} alone, or leave it out.",
        )
    for each in wanted.terms:
        lacks = beside.lacks.get(each.field)
        if lacks is not None and (not lacks or not {*lacks}.isdisjoint(map(str, each.values))):
            raise _refusal(
                wanted,
                each,
                f"{beside.called} have no {each.written}",
                f"Filter them by: {', '.join(_KNOWN)}.",
            )
    return beside


_UNLISTED = {
    "customer": (
        "Lists hold work, and no customers",
        'The work of one: customer:"Acme". One by its reference: desk show C-7.',
    ),
    "partner": (
        "Lists hold work, and no business partners",
        "What waits for a partner: kind:problem state:pending.",
    ),
}
"""Kinds of which a list tells nothing, why, and what to ask instead."""

_KNOWN = ("ref", "state", "is", "channel", "owner", "team", "customer", "created", "closed", "due")


def _refusal(wanted: Filter, term: Term, message: str, next_step: str) -> BadFilter:
    return BadFilter(
        f"{message}, at column {term.column}",
        next_step,
        text=wanted.typed or str(wanted),
        column=term.column,
    )


def numbers_of(asker: Asker, listing: Listing, beside: Beside) -> list[int]:
    """The numbers of what a list shows, in its order."""
    tests = [condition(asker, term) for term in asker.filter.terms]
    tests += [negated(lacking(asker.session, word)) for word in asker.filter.words]
    tests += [lacking(asker.session, word) for word in asker.filter.without]
    where, order = every(tests), _ORDERS[listing.sort]
    query = f"SELECT number FROM {beside.source} WHERE {where.text} ORDER BY {order}"
    return [number for (number,) in ask(asker.session, Clause(query, where.values))]


def listed(session: Session, numbers: list[int], beside: Beside) -> Iterator[WorkRow]:
    """The rows of these, in that order."""
    letter = KIND_LETTERS[beside.kind]
    for first in range(0, len(numbers), _AT_ONCE):
        part = numbers[first : first + _AT_ONCE]
        some = among("work.number", part)
        query = f"SELECT {SELECTED} FROM {beside.source} WHERE {some.text}"
        rows = {
            row.ref: row for row in work_rows(session, ask(session, Clause(query, some.values)))
        }
        yield from (rows[f"{letter}-{number}"] for number in part if f"{letter}-{number}" in rows)
