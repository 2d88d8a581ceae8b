"""Tasks as rows of a list: what a filter asks for with `kind:task`.

A task is read as a piece of work: its name is the subject; customer, channel and priority are those
of its problem, and so are the words and the fields by which it is found.
"""

from collections.abc import Iterator

from desk.errors import BadFilter
from desk.models.base import NEVER
from desk.models.store import Session
from desk.queries.clause import Clause, among, ask, every, negated
from desk.queries.conditions import Asker, condition, lacking
from desk.queries.heads import COLUMNS, SELECTED, work_rows
from desk.rows.work import Listing, WorkRow
from desk.rules.filters import Filter

_OF_TASK = {
    "kind": "'task'",
    "number": "task.number",
    "subject": "task.name",
    "state": "task.state",
    "owner": "task.owner",
    "team": "task.team",
    "updated": "task.touched_at",
    "closed": "task.ended_at",
    "tags": "''",
    "due_key": "task.due_key",
    "version": "task.version",
    "snoozed_until": "0",
    **{
        f"{level}_at": str(NEVER)
        for level in ("watch", "warning", "jeopardy", "breached", "overdue2", "overdue3")
    },
}
"""What a task has in place of what its problem has."""

_AS_WORK = ", ".join(f"{_OF_TASK.get(name, f'problem.{name}')} AS {name}" for name in COLUMNS)
_FROM = f"(SELECT {_AS_WORK} FROM task JOIN work AS problem ON problem.id = task.item) AS work"

_ORDERS = {
    "due": "due_key, priority, number",
    "newest": "number DESC",
    "oldest": "number",
    "updated": "updated DESC, number DESC",
    "priority": "priority, due_key, number",
}
_AT_ONCE = 500


def asks_for_tasks(wanted: Filter) -> bool:
    """Whether a filter is about tasks. Raises `BadFilter` when it is about other work as well."""
    kinds = [term for term in wanted.terms if term.field == "kind" and not term.negated]
    for term in kinds:
        if "task" in term.values and len(term.values) > 1:
            raise BadFilter(
                f"Tasks are listed by themselves, at column {term.column}",
                "Write kind:task alone, or leave it out.",
                text=wanted.typed or str(wanted),
                column=term.column,
            )
    return any(term.values == ("task",) for term in kinds)


def numbers_of(asker: Asker, listing: Listing) -> list[int]:
    """The numbers of the tasks that a list shows, in its order."""
    tests = [condition(asker, term) for term in asker.filter.terms]
    tests += [negated(lacking(asker.session, word)) for word in asker.filter.words]
    tests += [lacking(asker.session, word) for word in asker.filter.without]
    where = every(tests)
    query = f"SELECT number FROM {_FROM} WHERE {where.text} ORDER BY {_ORDERS[listing.sort]}"
    return [number for (number,) in ask(asker.session, Clause(query, where.values))]


def listed(session: Session, numbers: list[int]) -> Iterator[WorkRow]:
    """The rows of these tasks, in that order."""
    for first in range(0, len(numbers), _AT_ONCE):
        some = among("work.number", numbers[first : first + _AT_ONCE])
        heads = ask(
            session, Clause(f"SELECT {SELECTED} FROM {_FROM} WHERE {some.text}", some.values)
        )
        rows = {row.ref: row for row in work_rows(session, heads)}
        yield from (
            rows[f"T-{number}"]
            for number in numbers[first : first + _AT_ONCE]
            if f"T-{number}" in rows
        )
