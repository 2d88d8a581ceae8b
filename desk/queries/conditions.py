"""Each field of a filter as a condition on the table of work."""

from collections.abc import Callable
from typing import NamedTuple

from desk.errors import BadFilter
from desk.models.base import CLOSED, NEVER, NOBODY, PAUSED
from desk.models.people import people_names, team_named, team_names
from desk.models.store import Session
from desk.queries.clause import (
    NOWHERE,
    Clause,
    Interval,
    among,
    ask,
    either,
    every,
    negated,
)
from desk.queries.extras import kept_field
from desk.queries.matching import beginnings, holding
from desk.queries.parties import customers_called, with_partner
from desk.rules.filters import Filter, Me, Span, Term, Value
from desk.rules.permissions import Actor
from desk.rules.states import MACHINES, PROBLEM, REQUEST
from desk.rules.vocabulary import LEVELS, Reference

_LEVEL_COLUMNS = (
    "watch_at",
    "warning_at",
    "jeopardy_at",
    "breached_at",
    "overdue2_at",
    "overdue3_at",
)
_WAITING = tuple(sorted({state for machine in MACHINES for state in machine.waiting}))
_DONE = among("work.state", sorted(PROBLEM.done | REQUEST.done))
"""What wants no more work and has not ended."""


class Asker(NamedTuple):
    """Who asks a filter's question, where and when."""

    session: Session
    actor: Actor
    now: int
    filter: Filter


def condition(asker: Asker, term: Term) -> Clause:
    """The condition a term stands for."""
    test = _TESTS[term.field]
    found = either(test(asker, term, value) for value in term.values)
    return negated(found) if term.negated else found


def lacking(session: Session, word: str) -> Clause:
    """The condition that a word is not found, looked up item by item.

    A set of all items that hold it would be most of them where the word is common.
    """
    held = holding(beginnings((word,)), "search.body", is_sqlite=session.is_sqlite)
    return Clause(
        f"NOT EXISTS (SELECT 1 FROM search WHERE search.recency = work.recency AND {held.text})",
        held.values,
    )


def compared(op: str, span: Span) -> Interval:
    """What compares so with a stretch of time."""
    return {
        ":": Interval(span.start, span.end),
        "<": Interval(high=span.start),
        "<=": Interval(high=span.end),
        ">": Interval(low=span.end),
        ">=": Interval(low=span.start),
    }[op]


def person(asker: Asker, term: Term, value: Value) -> int:
    """The number of the person a value names. Raises `BadFilter` when there is nobody."""
    if value is None:
        return NOBODY
    if isinstance(value, Me):
        return asker.actor.id if asker.actor.id is not None else -1
    found = ask(asker.session, Clause("SELECT id FROM person WHERE name_key = ?", (value,)))
    if not found:
        raise _unknown(asker, term, f"Nobody at this desk is called '{value}'", people_names)
    return int(found[0][0])


def _unknown(
    asker: Asker, term: Term, message: str, known: Callable[[Session], list[str]]
) -> BadFilter:
    names = known(asker.session)
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    text = asker.filter.typed or str(asker.filter)
    column = term.column if asker.filter.typed else max(1, text.find(term.written) + 1)
    return BadFilter(
        f"{message}, at column {column}",
        f"Known are: {shown or 'none'}.",
        text=text,
        column=column,
    )


def _ref(_: Asker, __: Term, value: Value) -> Clause:
    assert isinstance(value, Reference)
    return Clause("work.kind = ? AND work.number = ?", (value.kind, value.number))


_ESCALATED = "SELECT item FROM escalation WHERE ended_at IS NULL"
_VIOLATED = "SELECT item FROM violation WHERE satisfied_at IS NULL"


def _is(asker: Asker, _: Term, value: Value) -> Clause:
    return {
        "open": Clause("work.due_key < ?", (CLOSED,)),
        "closed": every((Clause("work.due_key = ?", (CLOSED,)), negated(_DONE))),
        "waiting": among("work.state", _WAITING),
        # The plus keeps SQLite from a range that would break off the walk along the order; that
        # something is snoozed at all says that the index of what is has it.
        "snoozed": Clause(
            "work.snoozed_until > 0 AND work.snoozed_until > ? AND +work.due_key < ?",
            (asker.now, CLOSED),
        ),
        "awake": Clause(
            "+work.due_key < ? AND (work.snoozed_until <= ? OR +work.due_key <= ?)",
            (CLOSED, asker.now, asker.now),
        ),
        "unowned": Clause("work.owner = ?", (NOBODY,)),
        "overdue": Clause("work.due_key <= ?", (asker.now,)),
        "escalated": Clause(f"work.id IN ({_ESCALATED})"),
        "violated": Clause(f"work.id IN ({_VIOLATED})"),
    }[str(value)]


def _owner(asker: Asker, term: Term, value: Value) -> Clause:
    return Clause("work.owner = ?", (person(asker, term, value),))


def _team(asker: Asker, term: Term, value: Value) -> Clause:
    if value is None:
        return Clause("work.team IS NULL")
    if isinstance(value, Me):
        return among("work.team", asker.actor.teams)
    found = team_named(asker.session, str(value))
    if found is None:
        raise _unknown(asker, term, f"There is no team '{value}'", team_names)
    return Clause("work.team = ?", (found[0],))


def _customer(asker: Asker, _: Term, value: Value) -> Clause:
    if value is None:
        return Clause("work.customer IS NULL")
    return customers_called(asker.session, value)


def _partner(asker: Asker, _: Term, value: Value) -> Clause:
    return with_partner(asker.session, value)


def _tag(asker: Asker, _: Term, value: Value) -> Clause:
    if value is None:
        return Clause("work.tags = ''")
    place = "instr" if asker.session.is_sqlite else "strpos"
    return Clause(f"{place}(work.tags, ?) > 0", (f"|{value}|",))


def _plain(_: Asker, term: Term, value: Value) -> Clause:
    sign = "=" if term.op == ":" else term.op
    # The plus keeps SQLite from taking a priority that is given for one that orders nothing.
    plus = "+" if term.field == "priority" else ""
    return Clause(f"{plus}work.{term.field} {sign} ?", (value,))


def _instant(_: Asker, term: Term, value: Value) -> Clause:
    column = "due_key" if term.field == "due" else term.field
    if value is None:
        return (
            Clause("work.due_key >= ?", (PAUSED,))
            if column == "due_key"
            else Clause(f"work.{column} IS NULL")
        )
    assert isinstance(value, Span)
    interval = compared(term.op, value)
    if column == "due_key":
        interval = interval.within(Interval(high=PAUSED))
    return interval.holding(f"work.{column}")


def _level(asker: Asker, term: Term, value: Value) -> Clause:
    """Levels as instants that have passed or not; nothing without a running clock has one."""
    runs = Clause("work.watch_at < ?", (NEVER,))
    if value is None:
        return negated(runs)
    assert isinstance(value, int)
    lowest, highest = {
        ":": (value, value),
        "<": (0, value - 1),
        "<=": (0, value),
        ">": (value + 1, len(LEVELS) - 1),
        ">=": (value, len(LEVELS) - 1),
    }[term.op]
    if lowest > highest:
        return NOWHERE
    parts = [runs]
    if lowest > 0:
        parts.append(Clause(f"work.{_LEVEL_COLUMNS[lowest - 1]} <= ?", (asker.now,)))
    if highest < len(LEVELS) - 1:
        parts.append(Clause(f"work.{_LEVEL_COLUMNS[highest]} > ?", (asker.now,)))
    return every(parts)


def _kept(asker: Asker, term: Term, value: Value) -> Clause:
    return kept_field(asker.session, term, value)


_TESTS: dict[str, Callable[[Asker, Term, Value], Clause]] = {
    "ref": _ref,
    "kind": _plain,
    "state": _plain,
    "is": _is,
    "channel": _plain,
    "direction": _plain,
    "owner": _owner,
    "team": _team,
    "customer": _customer,
    "partner": _partner,
    "priority": _plain,
    "level": _level,
    "tag": _tag,
    "due": _instant,
    "created": _instant,
    "updated": _instant,
    "closed": _instant,
    "x": _kept,
}
"""How each field is tested against one value."""
