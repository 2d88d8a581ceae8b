"""What a filter means, said a second time and slowly: row by row, in Python."""

from collections.abc import Callable, Iterable

from desk.rows.work import WorkRow
from desk.rules.clocks import NEVER, level_at
from desk.rules.filters import Filter, Me, Span, Term, Value
from desk.rules.permissions import Actor
from desk.rules.vocabulary import LEVELS, Reference
from desk.rules.words import fold

TEAM_OF_ACTOR = "Network"
_OPEN_ENDED = {"completed", "closed", "cancelled", "rejected"}


def fits(row: WorkRow, wanted: Filter, actor: Actor, now: int) -> bool:
    """Whether a row fits all terms; words are another matter."""
    return all(_holds(row, term, actor, now) for term in wanted.terms)


def in_order(rows: Iterable[WorkRow], sort: str) -> list[WorkRow]:
    """Rows in an order, by what they show."""
    keys = {
        "due": lambda row: (_place(row), row.priority, row.id),
        "newest": lambda row: (-row.created, -row.id),
        "oldest": lambda row: (row.created, row.id),
        "updated": lambda row: (-row.updated, -row.id),
        "priority": lambda row: (row.priority, _place(row), row.id),
    }
    return sorted(rows, key=keys[sort])


def _place(row: WorkRow) -> tuple[int, int]:
    rank = ("running", "paused", "none", "closed").index(row.standing)
    return rank, row.due or 0


def _holds(row: WorkRow, term: Term, actor: Actor, now: int) -> bool:
    found = any(_fits(row, term, value, actor, now) for value in term.values)
    return found != term.negated


def _fits(row: WorkRow, term: Term, value: Value, actor: Actor, now: int) -> bool:
    if isinstance(value, Me):
        return row.owner_id == actor.id if term.field == "owner" else row.team == TEAM_OF_ACTOR
    if term.field == "level":
        return _level(row, term.op, value, now)
    if term.field in ("due", "created", "updated", "closed"):
        return _time(getattr(row, term.field), term.op, value)
    if term.field == "is":
        return _in_group(row, str(value), now)
    if term.field in _TESTS:
        return _TESTS[term.field](row, value)
    if term.field == "priority":
        assert isinstance(value, int)
        return _compares(row.priority, term.op, value, value + 1)
    return bool(getattr(row, term.field) == value)


def _in_group(row: WorkRow, group: str, now: int) -> bool:
    return {
        "open": row.standing != "closed",
        "closed": row.state in _OPEN_ENDED,
        "waiting": row.state in ("awaitingCustomer", "pending", "held"),
        "snoozed": _is_snoozed(row, now),
        "awake": row.standing != "closed" and (not _is_snoozed(row, now) or _is_late(row, now)),
        "unowned": row.owner is None,
        "overdue": _is_late(row, now),
    }[group]


def _is_snoozed(row: WorkRow, now: int) -> bool:
    return row.snoozed_until is not None and row.snoozed_until > now


def _is_late(row: WorkRow, now: int) -> bool:
    return row.due is not None and row.due <= now


def _named(name: str | None, value: Value) -> bool:
    return name is None if value is None else fold(name or "") == value


def _customer(row: WorkRow, value: Value) -> bool:
    if value is None:
        return row.customer is None
    if isinstance(value, Reference):
        return row.customer_ref == str(value)
    return f" {value}" in f" {fold(row.customer or '')}"


def _level(row: WorkRow, op: str, value: Value, now: int) -> bool:
    level = level_at(row.instants, now)
    if value is None or level is None:
        return value is None and level is None
    assert isinstance(value, int)
    return _compares(LEVELS.index(level), op, value, value + 1)


def _time(at: int | None, op: str, value: Value) -> bool:
    if value is None or at is None:
        return value is None and at is None
    assert isinstance(value, Span)
    return at < NEVER and _compares(at, op, value.start, value.end)


def _compares(at: int, op: str, start: int, end: int) -> bool:
    return {
        ":": start <= at < end,
        "<": at < start,
        "<=": at < end,
        ">": at >= end,
        ">=": at >= start,
    }[op]


_TESTS: dict[str, Callable[[WorkRow, Value], bool]] = {
    "owner": lambda row, value: _named(row.owner, value),
    "team": lambda row, value: _named(row.team, value),
    "customer": _customer,
    "partner": lambda _, value: value is None,
    "ref": lambda row, value: row.ref == str(value),
    "tag": lambda row, value: not row.tags if value is None else value in row.tags,
}
