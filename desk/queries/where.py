"""A filter turned to a plan: ranges where an index can walk them, conditions for the rest."""

from desk.models.base import NOBODY
from desk.models.store import Session
from desk.queries.clause import Clause, Interval, among, every
from desk.queries.conditions import Asker, condition, lacking, person
from desk.queries.listing import WALKED, Access, Plan
from desk.queries.orders import order_of
from desk.queries.ranges import range_of
from desk.rows.work import Listing
from desk.rules.filters import Term
from desk.rules.permissions import Actor
from desk.rules.vocabulary import LEVELS

_MOST_OWNERS = 8
"""More owners than this are tested row by row, not merged."""

_JEOPARDY = LEVELS.index("jeopardy")
_LONGEST_LEVEL = 400 * 86400
"""No clock takes longer than this from one level to the next; older instants are not looked at."""
_ANYBODY = "SELECT id FROM person UNION ALL SELECT 0"
"""Every owner there can be, where an index begins with them."""

_NO_ONE = -1
"""A number that no person has, nor nobody: whose work no item is."""


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
        held = range_of(asker, term)
        if held is not None:
            ranges[held.column] = ranges.get(held.column, Interval()).within(held.interval)
            if held.is_exact:
                continue
        tested = condition(asker, term)
        rest.append(tested)
        index = "" if term.negated else _narrow(term)
        if index:
            accesses.append(Access(index, tested))
        few = _in_jeopardy(term, now)
        accesses += few
        rest += [each.condition for each in few]
    rest += [lacking(session, word) for word in listing.filter.without]
    accesses += _ranged(ranges, owners, order.leads)
    return Plan(order, every(rest), ranges, owners, listing.filter.words, tuple(accesses))


_NARROW = {"customer": "work_by_customer", "ref": "work_by_reference"}
"""Fields with an index that often leads to a few rows."""


def _narrow(term: Term) -> str:
    """The index that often leads to the few rows a term fits; empty when there is none."""
    if term.field == "is" and term.values == ("snoozed",):
        return "work_by_snooze"
    return _NARROW.get(term.field, "")


def _in_jeopardy(term: Term, now: int) -> list[Access]:
    """The index that leads to the few that are in jeopardy among all that runs."""
    level = term.values[0] if len(term.values) == 1 else None
    if term.field != "level" or term.negated or level != _JEOPARDY or term.op not in (":", ">="):
        return []
    since = "jeopardy_at BETWEEN ? AND ?" + (" AND breached_at > ?" if term.op == ":" else "")
    values = (now - _LONGEST_LEVEL, now, *((now,) if term.op == ":" else ()))
    return [Access("work_by_jeopardy", Clause(f"owner IN ({_ANYBODY}) AND {since}", values))]


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
    return tuple(sorted(set.intersection(*sets))) or (_NO_ONE,), left


def _is_owners(term: Term) -> bool:
    is_group = term.field == "is" and term.values == ("unowned",)
    return not term.negated and (term.field == "owner" or is_group)


def _owner_ids(asker: Asker, term: Term) -> set[int]:
    if term.field == "is":
        return {NOBODY}
    return {person(asker, term, value) for value in term.values}
