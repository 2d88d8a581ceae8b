"""The statements behind a lane of the board: a walk along an index that begins with the lane.

Every statement spells the kind out, since the indexes hold problems alone. Lanes whose cards no
index begins with (levels, partners) are sorted while they are few, and else picked from the walk
along what is due: where many fit, the next ones are near.
"""

from typing import NamedTuple

from desk.models.base import CLOSED, NEVER, PAUSED
from desk.models.store import Session
from desk.queries.clause import ALWAYS, Clause, Interval, ask, either, every, joined
from desk.queries.found import found as by_words
from desk.queries.heads import SELECTED
from desk.queries.listing import (
    FEW,
    Access,
    Plan,
    Window,
    beside,
    few,
    owned,
    starts,
    unordered,
    walks,
)
from desk.rows.board import Lane
from desk.rules.lanes import NO_PARTNER

PROBLEM = Clause("work.kind = 'problem'")
"""In these words an index of problems alone knows that it is meant."""

_LONGEST_LEVEL = 400 * 86400
"""No clock takes longer than this from one level to the next; older instants are not looked at."""

_REACHED = {
    "jeopardy": ("jeopardy_at", "breached_at"),
    "warning": ("warning_at", "jeopardy_at"),
}
"""A level begins at one instant and ends at the next."""


class Way(NamedTuple):
    """How the cards of a lane are found."""

    by: str
    """The index that is walked in the lane's order; none where few cards are sorted."""
    fixed: Clause
    """What the walk holds equal."""
    due: Interval = Interval(high=CLOSED)
    rest: Clause = ALWAYS
    """What is tested card by card."""
    accesses: tuple[Access, ...] = ()
    """Where few are in the lane, how they are found without a walk."""
    kind: Clause = PROBLEM
    """That it is of problems, unless that follows from the rest."""


def way_of(session: Session, lane: Lane, now: int) -> Way:
    """How the cards of a lane are found."""
    match lane.by:
        case "state":
            return Way("problem_by_state", Clause("state = ?", (lane.key,)), Interval())
        case "owner":
            return Way("problem_by_owner", Clause("owner = ?", (int(lane.key),)))
        case "priority":
            return Way("problem_by_priority", Clause("priority = ?", (int(lane.key),)))
        case "all":
            return Way("problem_by_due", ALWAYS)
        case "partner":
            return _of_partner(session, lane.key)
        case _:
            return _of_level(lane.key, now)


def in_lane(plan: Plan, way: Way) -> Plan:
    """The plan of a list, kept to a lane."""
    ranges = dict(plan.ranges)
    ranges["due_key"] = way.due.within(ranges.get("due_key", Interval()))
    rest = every((way.kind, way.fixed, way.rest, plan.rest))
    accesses = (*way.accesses, *plan.accesses)
    return plan._replace(ranges=ranges, rest=rest, accesses=accesses)


def lane_heads(session: Session, plan: Plan, way: Way, part: Window) -> list[tuple[object, ...]]:
    """The heads of work in a part of a lane, nearest to its key first."""
    wanted = in_lane(plan, way)
    if wanted.words:
        return by_words(session, wanted, part, SELECTED)
    order_by = wanted.order.backwards if part.backwards else wanted.order.by
    head = Clause(f" ORDER BY {order_by} LIMIT ?", (part.limit,))
    begun = starts(wanted, part)
    if index := few(session, wanted):
        found = unordered(session, wanted, Access(index, either(begun)), SELECTED)
    else:
        rest = every((wanted.rest, owned(wanted)))
        found = walks(session, Access(way.by, rest), begun, head)
    return ask(session, joined("", (found, head)))


def lane_count(session: Session, plan: Plan, way: Way, cap: int) -> int:
    """How many cards a lane has, counted up to a cap."""
    wanted = in_lane(plan, way)
    if wanted.words:
        return len(by_words(session, wanted, Window(limit=cap), "1"))
    (start,) = starts(wanted, Window())
    return _counted(session, wanted, Access(few(session, wanted) or way.by, start), cap)


def late_count(session: Session, plan: Plan, way: Way, now: int, cap: int) -> int:
    """How many cards of a lane are past their due time."""
    return lane_count(session, plan, way._replace(due=way.due.within(Interval(high=now + 1))), cap)


def level_count(session: Session, plan: Plan, way: Way, level: str, reach: tuple[int, int]) -> int:
    """How many cards of a lane stand at a level; `reach` is the moment and the cap."""
    now, cap = reach
    access = _reached(level, now)
    wanted = in_lane(plan, way._replace(rest=every((way.rest, access.condition))))
    if wanted.words:
        return len(by_words(session, wanted, Window(limit=cap), "1"))
    others = every((access.condition, beside(wanted, "")))
    return _counted(session, wanted, Access(access.by, others), cap)


def _counted(session: Session, plan: Plan, access: Access, cap: int) -> int:
    found = unordered(session, plan, access, "1")
    clause = Clause(f"SELECT count(*) FROM ({found.text} LIMIT ?) AS found", (*found.values, cap))
    return int(ask(session, clause)[0][0])


def _of_level(level: str, now: int) -> Way:
    if level == "breached":
        return Way("problem_by_due", ALWAYS, Interval(high=now + 1))
    if level == "still":
        return Way("problem_by_due", ALWAYS, Interval(PAUSED, CLOSED))
    running = Interval(now + 1, PAUSED)
    test = Clause("warning_at > ?", (now,)) if level == "inTime" else _reached(level, now).condition
    return Way("problem_by_due", ALWAYS, running, test, _narrow(level, now))


def _narrow(level: str, now: int) -> tuple[Access, ...]:
    """Ranges that hold a level and as little else as possible: those behind it, those before it.

    What is tested besides stands in the lane's own condition, so a look whether a range holds few
    goes through no more than few.
    """
    since = (now - _LONGEST_LEVEL, now)
    ahead = Access("problem_by_due", Interval(now + 1, PAUSED).holding("due_key"))
    found = {
        "inTime": (Access("problem_by_warning", Interval(now + 1, NEVER).holding("warning_at")),),
        "warning": (
            Access("problem_by_warning", Clause("warning_at BETWEEN ? AND ?", since)),
            Access("problem_by_jeopardy", Interval(now + 1, NEVER).holding("jeopardy_at")),
        ),
        "jeopardy": (
            Access("problem_by_jeopardy", Clause("jeopardy_at BETWEEN ? AND ?", since)),
            ahead,
        ),
    }[level]
    return tuple(Access(each.by, every((PROBLEM, each.condition))) for each in found)


def _reached(level: str, now: int) -> Access:
    begins, ends = _REACHED[level]
    condition = Clause(f"{begins} BETWEEN ? AND ? AND {ends} > ?", (now - _LONGEST_LEVEL, now, now))
    index = "problem_by_" + begins.removesuffix("_at")
    return Access(index, every((PROBLEM, condition)))


def _of_partner(session: Session, partner: str) -> Way:
    """By the partner's tickets while they are few."""
    if partner == NO_PARTNER:
        test = "NOT EXISTS (SELECT 1 FROM ticket WHERE ticket.id = work.id AND partner <> '')"
        return Way("problem_by_due", ALWAYS, rest=Clause(test))
    theirs = "partner = ? AND partner <> ''"
    inner = Clause(f"SELECT 1 FROM ticket WHERE {theirs} LIMIT ?", (partner, FEW + 1))
    counting = Clause(f"SELECT count(*) FROM ({inner.text}) AS few", inner.values)
    if ask(session, counting)[0][0] > FEW:
        test = f"EXISTS (SELECT 1 FROM ticket WHERE ticket.id = work.id AND {theirs})"
        return Way("problem_by_due", ALWAYS, rest=Clause(test, (partner,)))
    listed = Clause(f"work.id IN (SELECT id FROM ticket WHERE {theirs})", (partner,))
    # With the kind beside it SQLite would go through all problems instead.
    return Way("", listed, kind=ALWAYS)
