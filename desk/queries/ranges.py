"""Terms of a filter that mean a range of an index, or at least keep to one."""

from typing import NamedTuple

from desk.models.base import CLOSED, PAUSED
from desk.queries.clause import Interval
from desk.queries.conditions import Asker, compared
from desk.rules.filters import Span, Term, Value
from desk.rules.states import machine_of
from desk.rules.vocabulary import LEVELS

_KINDS = ("interaction", "problem", "request")
"""Kinds of work whose states are known."""

_BREACHED = LEVELS.index("breached")


class Range(NamedTuple):
    """A range of a column in which everything lies that a term fits."""

    column: str
    interval: Interval
    is_exact: bool = True
    """Whether the term fits everything in it, so that it need not be tested."""


def range_of(asker: Asker, term: Term) -> Range | None:
    """The range a term keeps to; None when it may fit anywhere."""
    if term.negated or len(term.values) != 1:
        return None
    value = term.values[0]
    if term.field in _INSTANTS and isinstance(value, Span):
        column, most, scale = _INSTANTS[term.field]
        span = Span(value.start * scale, value.end * scale)
        return Range(column, compared(term.op, span).within(Interval(high=most)))
    interval = _due(asker, term, value)
    if interval is None:
        return None
    return Range("due_key", interval, is_exact=(term.field, value) in _EXACT)


_INSTANTS = {
    "due": ("due_key", PAUSED, 1),
    "created": ("recency", None, 1 << 24),
    "updated": ("updated", None, 1),
}
"""Fields whose instants begin an index: its column, where it ends, and the scale it is kept in."""

_EXACT = (("is", "open"), ("is", "overdue"), ("due", None))


def _due(asker: Asker, term: Term, value: Value) -> Interval | None:
    """Where in the queue everything stands that a term fits."""
    if term.field == "due" and value is None:
        return Interval(PAUSED)
    if term.field == "is":
        return {
            "open": Interval(high=CLOSED),
            "waiting": Interval(high=CLOSED),
            "snoozed": Interval(high=CLOSED),
            "awake": Interval(high=CLOSED),
            "overdue": Interval(high=asker.now + 1),
            "closed": Interval(CLOSED),
        }.get(str(value))
    if term.field == "closed" and value is not None:
        return Interval(CLOSED)
    if term.field == "state":
        return _of_state(str(value))
    if term.field == "level" and isinstance(value, int):
        return _of_level(asker.now, term.op, value)
    return None


def _of_level(now: int, op: str, value: int) -> Interval:
    """What is missed already stands before now, what is not yet behind it."""
    is_late = op in (":", ">", ">=") and value >= _BREACHED
    is_early = value < _BREACHED + (op == "<") and op in (":", "<", "<=")
    return Interval(now + 1 if is_early else None, now + 1 if is_late else PAUSED)


def _of_state(state: str) -> Interval | None:
    machines = [machine_of(kind) for kind in _KINDS]
    opens = {machine.is_open(state) for machine in machines if state in machine.states}
    if len(opens) != 1:
        return None
    return Interval(high=CLOSED) if opens.pop() else Interval(CLOSED)
