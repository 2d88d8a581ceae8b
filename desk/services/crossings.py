"""Crossings: each threshold that a clock or an alarm has reached is written down once.

What is written goes with what follows from it in one transaction, so whoever runs it and whenever
it is broken off, each is written and told once.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.models.ladder import read_ladder
from desk.models.levels import waiting
from desk.models.people import Person
from desk.models.store import Session
from desk.models.terms import table_of
from desk.models.tick import DueClock, DueItem, Key, Looked, add_crossings, crossed_already
from desk.models.told import tell_all
from desk.rows.ticks import Ticked
from desk.rules.clocks import Ticking
from desk.rules.crossings import Seen, reached
from desk.rules.escalation import Escalation
from desk.rules.escalation import read as read_escalation
from desk.rules.ladder import Ladder
from desk.services.clocks import Agreed, agreed
from desk.services.journal import Entry, record_all


class Terms(NamedTuple):
    """What a pass goes by."""

    now: int
    training: bool
    agreed: Agreed
    escalation: Escalation
    ladder: Ladder
    names: Mapping[int, str]
    """Of everybody at the desk."""
    is_recounting: bool = False
    """Whether levels were settled otherwise, and not every clock knows yet when it reaches them."""


class Crossed(NamedTuple):
    """A threshold that a clock or an alarm of an item has reached."""

    item: DueItem
    clock: str
    generation: int
    threshold: int
    level: str
    at: int
    due: int | None = None
    """When the clock's target is used up."""

    @property
    def key(self) -> Key:
        """What is crossed but once."""
        return self.item.id, self.clock, self.generation, self.threshold


class Facts(NamedTuple):
    """What the journal is to tell of a crossing besides itself."""

    action: str = "cross"
    before: Mapping[str, object] = {}
    after: Mapping[str, object] = {}


class News(NamedTuple):
    """Who is told of a crossing, and what the desk did about it besides."""

    people: Sequence[int] = ()
    text: str = ""
    done: Sequence[str] = ()
    """In words, as `desk tick` prints them."""
    why: str = ""
    """As what people are told it; the level itself unless said."""


def read_terms(session: Session, now: int, *, training: bool) -> Terms:
    """What a pass goes by, as it is settled."""
    names: dict[int, str] = dict(session.rows(Person.select(Person.id, Person.name)))
    escalation = read_escalation(table_of(session, "escalation"))
    is_recounting = waiting(session) is not None
    known = agreed(session), escalation, read_ladder(session), names, is_recounting
    return Terms(now, training, *known)


def look(clocks: Sequence[DueClock], terms: Terms) -> tuple[list[Looked], list[Crossed]]:
    """What is known of clocks now, and what they have crossed since they were last looked at.

    Of one that nobody has looked at yet it is only worked out what it has behind it.
    """
    looked, crossed = [], []
    levels = terms.agreed.levels
    for clock in clocks:
        calendar = terms.agreed.calendars.get(clock.calendar)
        if calendar is None or clock.state != "running" or not clock.item.is_open:
            looked.append(Looked(clock.id, clock.told, None))
            continue
        ticking = Ticking(calendar, clock.start, clock.target, clock.pauses)
        seen = Seen(clock.told or 0, max(clock.since, clock.item.created))
        first = None if terms.is_recounting else clock.next_at
        found = reached(ticking, levels, seen, terms.now, first)
        looked.append(Looked(clock.id, found.told, found.next_at))
        if clock.told is not None and found.crossed:
            crossed += [
                _crossed(clock, threshold, levels.name_of(threshold), at)
                for threshold, at in found.crossed
            ]
    return looked, crossed


def new_ones(session: Session, crossed: Sequence[Crossed]) -> list[Crossed]:
    """Those that were not written down before, in the order of their times.

    A change that was taken back and made again may bring a clock to where it was before.
    """
    present = crossed_already(session, {each.item.id for each in crossed})
    found = [each for each in crossed if each.key not in present]
    return sorted(found, key=lambda each: (each.at, each.item.id, each.threshold))


def record_crossings(
    session: Session, terms: Terms, crossed: Sequence[Crossed], facts: Sequence[Facts]
) -> Sequence[int]:
    """Let the journal tell of crossings; the numbers of its entries."""
    told = [
        Entry(
            each.at,
            None,
            fact.action,
            each.item.kind,
            each.item.id,
            fact.before,
            {"crossing": _told(each), **fact.after},
            customer=each.item.customer,
            training=terms.training,
        )
        for each, fact in zip(crossed, facts, strict=True)
    ]
    return record_all(session, told)


def keep(
    session: Session,
    terms: Terms,
    crossed: Sequence[Crossed],
    told: Sequence[tuple[int, News]],
) -> list[Ticked]:
    """Write crossings down, each with the number of its entry, and tell people of them."""
    done, rows, news = [], [], []
    for each, (seq, of_it) in zip(crossed, told, strict=True):
        action = _action(terms, of_it)
        rows.append((*each.key, each.level, each.at, seq, action))
        columns = each.item.id, seq, each.at, of_it.why or each.level, of_it.text
        news += [(person, *columns) for person in of_it.people]
        level = each.level
        done.append(Ticked(each.item.ref, each.clock, each.threshold, each.at, level, action))
    add_crossings(session, rows)
    tell_all(session, news)
    return done


def _action(terms: Terms, news: News) -> str:
    """What the desk did, in words."""
    done = [*news.done]
    if news.people:
        done.insert(0, f"told {', '.join([terms.names[person] for person in news.people])}")
    return ", ".join(done)


def _crossed(clock: DueClock, threshold: int, level: str, at: int) -> Crossed:
    return Crossed(clock.item, clock.name, clock.generation, threshold, level, at, clock.due)


def _told(crossed: Crossed) -> dict[str, object]:
    """A crossing as the journal tells it."""
    _, clock, generation, threshold = crossed.key
    values = {"clock": clock, "generation": generation, "threshold": threshold}
    told = {**values, "level": crossed.level, "at": crossed.at}
    return {f"{clock}/{generation}/{threshold}": told}
