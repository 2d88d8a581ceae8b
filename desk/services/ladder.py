"""What time itself does on the ladder of authority: those above are called in, item by item."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.models.base import NOBODY, peewee
from desk.models.escalations import Step, add_steps, steps_of
from desk.models.ladder import read_ladder
from desk.models.store import Session
from desk.models.tickets import Ticket
from desk.models.work import Work
from desk.rules.ladder import Ladder, raised

_AT_ONCE = 1000
"""Items in one statement."""


class Climb(NamedTuple):
    """A threshold that calls those above in on an item."""

    item: int
    """Its number in the store."""
    step: int
    """How far up: 1 for the first above it."""
    clock: str
    at: int
    """When the threshold was reached."""
    reason: str = ""


class Climbed(NamedTuple):
    """What came of it."""

    told: tuple[int, ...]
    """Those who are called in, by their numbers; whoever calls tells them."""
    level: int
    """The level of the item that it made; the step alone on what has no level."""
    before: Mapping[str, object]
    after: Mapping[str, object]
    """What the journal is to tell of it: fields of the item, and `escalations` beside them."""


class _Head(NamedTuple):
    owner: int
    team: int | None
    level: int | None
    """None on what has no levels."""


def climb(session: Session, wanted: Sequence[Climb], now: int) -> list[Climbed]:
    """Call in those above items, in the order that is given; what came of each, in that order.

    A problem's level rises to that of the step and the step is written down, unless somebody has
    called them in before: then they are told again. No clock is touched.
    """
    ids = sorted({each.item for each in wanted})
    climber = _Climber(read_ladder(session), _heads(session, ids), steps_of(session, ids))
    done = [climber.climb(each) for each in wanted]
    add_steps(session, climber.new)
    _raise(session, climber, now)
    return done


class _Climber:
    """The items of one call as they stand after each step."""

    def __init__(
        self, ladder: Ladder, heads: dict[int, _Head], steps: dict[int, list[Step]]
    ) -> None:
        self.heads = heads
        self.new: list[tuple[int, Step]] = []
        self._ladder = ladder
        self._steps = steps

    def climb(self, wanted: Climb) -> Climbed:
        head = self.heads[wanted.item]
        people = self._ladder.step(head.owner, head.team, wanted.step)
        if head.level is None:
            return Climbed(people, wanted.step, {}, {})
        steps = self._steps.setdefault(wanted.item, [])
        if any(step.rung >= wanted.step for step in steps if step.ended_at is None):
            return Climbed(people, head.level, {}, {})
        level = raised(head.level, wanted.step)
        number = 1 + max((step.number for step in steps), default=0)
        step = _automatic(wanted, head, people, Place(number, level))
        steps.append(step)
        self.new.append((wanted.item, step))
        self.heads[wanted.item] = head._replace(level=level)
        before: dict[str, object] = {"escalations": {str(number): None}}
        after: dict[str, object] = {"escalations": {str(number): told(step)}}
        if level != head.level:
            before["escalation_level"], after["escalation_level"] = head.level, level
        return Climbed(people, level, before, after)


class Place(NamedTuple):
    """Where a step stands among those of its item."""

    number: int
    level: int


def told(step: Step) -> dict[str, object]:
    """A step as the journal tells it."""
    values = step._asdict()
    del values["number"]
    return values


def called(people: Sequence[int]) -> dict[str, object]:
    """Who is called in, as a step keeps it."""
    return {"person": people[0]} if len(people) == 1 else {"people": [*people]}


def origin_of(owner: int, team: int | None) -> dict[str, object]:
    """Whom an item comes from, as a step keeps it."""
    found = {"owner": owner if owner != NOBODY else None, "team": team}
    return {name: number for name, number in found.items() if number is not None}


def _automatic(wanted: Climb, head: _Head, people: Sequence[int], place: Place) -> Step:
    return Step(
        place.number,
        "hierarchic",
        place.level,
        origin_of(head.owner, head.team),
        {**called(people), "step": wanted.step},
        "auto",
        wanted.at,
        wanted.clock,
        wanted.reason,
    )


def _heads(session: Session, ids: Sequence[int]) -> dict[int, _Head]:
    """The items, locked until the end."""
    found: dict[int, _Head] = {}
    for first in range(0, len(ids), _AT_ONCE):
        query = (
            Work.select(Work.id, Work.owner, Work.team, Ticket.escalation_level)
            .join(Ticket, peewee.JOIN.LEFT_OUTER, on=(Ticket.id == Work.id))
            .where(Work.id << ids[first : first + _AT_ONCE])
            .order_by(Work.id)
        )
        locked = query if session.is_sqlite else query.for_update(of=(Work,))
        found |= {id_: _Head(*rest) for id_, *rest in session.rows(locked)}
    return found


def _raise(session: Session, climber: _Climber, now: int) -> None:
    """Write the new levels down, alike items at once; each step makes a version of its item."""
    taken = Counter(item for item, _ in climber.new)
    level_of = {item: step.level for item, step in climber.new}
    alike: dict[tuple[int, int], list[int]] = {}
    for item, steps in sorted(taken.items()):
        alike.setdefault((level_of[item], steps), []).append(item)
    for (level, steps), ids in alike.items():
        for first in range(0, len(ids), _AT_ONCE):
            some = ids[first : first + _AT_ONCE]
            session.run(Ticket.update(escalation_level=level).where(Ticket.id << some))
            newer = Work.update(version=Work.version + steps, updated=now)
            session.run(newer.where(Work.id << some))
