"""A filter turned to a plan: ranges where an index can walk them, conditions for the rest."""

from desk.models.base import CLOSED, NOBODY, PAUSED
from desk.models.store import Session
from desk.queries.clause import Clause, Interval, among, every
from desk.queries.conditions import Asker, compared, condition, lacking, person
from desk.queries.listing import WALKED, Access, Plan
from desk.queries.orders import order_of
from desk.rows.work import Listing
from desk.rules.filters import Span, Term
from desk.rules.permissions import Actor

_MOST_OWNERS = 8
"""More owners than this are tested row by row, not merged."""


def plan(session: Session, actor: Actor, listing: Listing, now: int) -> Plan:
    """How a listing is read. Raises `BadFilter` for names of people and teams nobody has."""
    asker = Asker(session, actor, now, listing.filter)
    has_words = bool(listing.filter.words)
    order = order_of(listing.sort, has_words=has_words or bool(listing.filter.without))
    owners, terms = _owners(asker)
    ranges: dict[str, Interval] = {}
    rest: list[Clause] = []
    accesses: list[Access] = []
    for term in terms:
        column, interval = _interval(asker, term)
        if column:
            ranges[column] = ranges.get(column, Interval()).within(interval)
            continue
        tested = condition(asker, term)
        rest.append(tested)
        if not term.negated and term.field in _NARROW:
            accesses.append(Access(_NARROW[term.field], tested))
    rest += [lacking(session, word) for word in listing.filter.without]
    accesses += _ranged(ranges, owners, order.leads)
    return Plan(order, every(rest), ranges, owners, listing.filter.words, tuple(accesses))


_NARROW = {"customer": "work_by_customer", "ref": "work_by_reference"}
"""Fields with an index that often leads to a few rows."""


def _ranged(
    ranges: dict[str, Interval], owners: tuple[int, ...] | None, leads: str
) -> list[Access]:
    """The indexes of ranges and owners that the order itself does not walk."""
    found = [
        Access(WALKED[column], interval.holding(column))
        for column, interval in ranges.items()
        if column != leads
    ]
    if owners is not None and leads != "due_key":
        due = ranges.get("due_key", Interval()).holding("due_key")
        found.insert(0, Access("work_by_owner", every((among("owner", owners), due))))
    return found


def _owners(asker: Asker) -> tuple[tuple[int, ...] | None, list[Term]]:
    """Whose work alone can fit, and the terms that are left when that is settled."""
    sets: list[set[int]] = []
    left: list[Term] = []
    for term in asker.filter.terms:
        owned = _owner_ids(asker, term) if _is_owners(term) else None
        if owned is None or len(owned) > _MOST_OWNERS:
            left.append(term)
        else:
            sets.append(owned)
    if not sets:
        return None, left
    return tuple(sorted(set.intersection(*sets))), left


def _is_owners(term: Term) -> bool:
    is_group = term.field == "is" and term.values == ("unowned",)
    return not term.negated and (term.field == "owner" or is_group)


def _owner_ids(asker: Asker, term: Term) -> set[int]:
    if term.field == "is":
        return {NOBODY}
    return {person(asker, term, value) for value in term.values}


def _interval(asker: Asker, term: Term) -> tuple[str, Interval]:
    """The column and the range of it that a term stands for; no column when it is no range."""
    if term.negated or len(term.values) != 1:
        return "", Interval()
    value = term.values[0]
    if term.field == "is":
        highs = {"open": CLOSED, "overdue": asker.now + 1}
        high = highs.get(str(value))
        return ("due_key", Interval(high=high)) if high is not None else ("", Interval())
    if term.field == "due" and value is None:
        return "due_key", Interval(PAUSED)
    if term.field in _RANGED and isinstance(value, Span):
        column, most, factor = _RANGED[term.field]
        span = Span(value.start * factor, value.end * factor)
        return column, compared(term.op, span).within(Interval(high=most))
    return "", Interval()


_RANGED = {
    "due": ("due_key", PAUSED, 1),
    "created": ("recency", None, 1 << 24),
    "updated": ("updated", None, 1),
}
"""Fields whose instants begin an index: its column, where it ends, and the scale it is kept in."""
