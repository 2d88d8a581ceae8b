"""What follows from clocks that reach levels: who is told, who is called in, what is drafted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from desk.models.store import Session
from desk.models.tick import DueClock, Key, put_looked
from desk.rows.ticks import Ticked
from desk.rules.crossings import MISSED, crossed_line, told_line
from desk.rules.escalation import LEVEL_NAMES, NOTICE, Steps, climb_of, people_of, told_of
from desk.services.crossings import (
    Crossed,
    Facts,
    News,
    Terms,
    keep,
    look,
    new_ones,
    record_crossings,
)
from desk.services.journal import Entry, record_all
from desk.services.ladder import Climb, Climbed, climb
from desk.services.late_notices import LateWanted, draft_late
from desk.services.missed import Missed, Written, write_violations

ClockKey = tuple[int, str, int]
"""Item, clock and generation."""

Send = Callable[[Session, Collection[ClockKey], int], Mapping[int, str]]
"""Lets the late notices of missed targets go; the reference of each, by item."""


class Bounds(NamedTuple):
    """What does not follow: by the tick everything does."""

    person: int | None = None
    """Who is at work on the item and sees how it stands; they are not told."""
    over: Collection[ClockKey] = ()
    """Clocks that have just ended: people are told, but nobody is called in any more, and there is
    nothing left of which a customer could be told that it will be late."""
    send: Send | None = None
    """How late notices go by themselves; None when that is left to the tick."""


class Followed(NamedTuple):
    """What was written down, and what came of it."""

    ticked: Sequence[Ticked] = ()
    climbed: Sequence[Climbed] = ()
    """Steps of problems up the ladder, in the order in which they were taken."""
    missed: Collection[ClockKey] = ()
    told: Sequence[str] = ()
    """Who was told of it, by name."""


def cross(
    session: Session, clocks: Sequence[DueClock], terms: Terms, send: Send
) -> Sequence[Ticked]:
    """Write down what due clocks have crossed, do what follows, and say when to look next."""
    looked, found = look(clocks, terms)
    put_looked(session, looked)
    return follow(session, terms, found, Bounds(send=send)).ticked


def follow(session: Session, terms: Terms, found: Sequence[Crossed], bounds: Bounds) -> Followed:
    """Write down what of these was not written before, and do what follows from it."""
    crossed = new_ones(session, found) if found else []
    if not crossed:
        return Followed()
    course = _Course(session, terms, crossed, bounds)
    course.call_in()
    seqs = record_crossings(session, terms, crossed, [course.facts(each) for each in crossed])
    record_all(session, course.escalated())
    course.draft(seqs)
    news = [course.news(each) for each in crossed]
    ticked = keep(session, terms, crossed, [*zip(seqs, news, strict=True)])
    told = dict.fromkeys(terms.names[person] for each in news for person in each.people)
    return Followed(ticked, course.steps(), course.missed(), [*told])


def raised_entry(terms: Terms, crossed: Crossed, climbed: Climbed) -> Entry:
    """What the journal tells of a problem that a crossing has raised."""
    return Entry(
        crossed.at,
        None,
        "escalate",
        crossed.item.kind,
        crossed.item.id,
        climbed.before,
        climbed.after,
        customer=crossed.item.customer,
        why=crossed_line(crossed.clock, crossed.threshold, crossed.level),
        training=terms.training,
    )


class _Course:
    """What becomes of the crossings of one batch, in its steps.

    Of an item that has crossed several thresholds since it was last looked at people are told
    once, of the highest. It climbs the ladder of authority step by step, each at its own time, as
    if somebody had looked all along; whom the lower steps call in is told of the highest, too.
    """

    def __init__(
        self, session: Session, terms: Terms, crossed: Sequence[Crossed], bounds: Bounds
    ) -> None:
        self._session = session
        self._terms = terms
        self._crossed = crossed
        self._bounds = bounds
        self._steps = {level: terms.escalation.of(level) for level in LEVEL_NAMES}
        self._rungs = {level: climb_of(steps) for level, steps in self._steps.items()}
        self._top: dict[int, Crossed] = {}
        for each in crossed:
            top = self._top.setdefault(each.item.id, each)
            if (each.threshold, each.at) >= (top.threshold, top.at):
                self._top[each.item.id] = each
        self._climbed: dict[Key, Climbed] = {}
        self._called: dict[int, list[int]] = {}
        """Who was called in on an item, by any step."""
        self._missed: dict[ClockKey, Written] = {}
        self._drafted: Mapping[int, str] = {}
        self._sent: Mapping[int, str] = {}
        self._people: dict[tuple[Steps, int, int | None], tuple[int, ...]] = {}

    def call_in(self) -> None:
        """Call in those above, and write down which targets were missed."""
        climbs: dict[Key, Climb] = {}
        for each in self._crossed:
            step = self._rungs[each.level]
            if step and not self._is_over(each):
                reason = crossed_line(each.clock, each.threshold, each.level)
                climbs[each.key] = Climb(each.item.id, step, each.clock, each.at, reason)
        done = climb(self._session, [*climbs.values()], self._terms.now) if climbs else []
        self._climbed = dict(zip(climbs, done, strict=True))
        for key, climbed in self._climbed.items():
            self._called.setdefault(key[0], []).extend(climbed.told)
        missed = [each for each in self._crossed if each.threshold == MISSED]
        if missed:
            wanted = [Missed(*_clock_of(each), each.due or each.at) for each in missed]
            written = write_violations(self._session, wanted)
            self._missed = dict(zip(map(_clock_of, missed), written, strict=True))

    def facts(self, each: Crossed) -> Facts:
        """What the journal tells of a crossing besides itself."""
        if each.threshold != MISSED:
            return Facts()
        written = self._missed[_clock_of(each)]
        return Facts(before=written.before, after=written.after)

    def escalated(self) -> list[Entry]:
        """What the journal tells of items that were raised: each step is a change of its own."""
        return [
            raised_entry(self._terms, each, climbed)
            for each in self._crossed
            if (climbed := self._climbed.get(each.key)) is not None and climbed.after
        ]

    def draft(self, seqs: Sequence[int]) -> None:
        """Have late notices drafted, and let those go that go by themselves once it is late."""
        wanted: dict[ClockKey, LateWanted] = {}
        for each, seq in zip(self._crossed, seqs, strict=True):
            if NOTICE in self._of(each) and not self._is_over(each):
                clock = _clock_of(each)
                wanted[clock] = LateWanted(*clock, each.threshold, each.due or each.at, seq)
        if wanted:
            self._drafted = draft_late(self._session, [*wanted.values()], self._terms.now)
        if self._missed and self._bounds.send is not None:
            self._sent = self._bounds.send(self._session, [*self._missed], self._terms.now)

    def steps(self) -> list[Climbed]:
        """The steps that were taken up the ladder."""
        return [each for each in self._climbed.values() if each.after]

    def missed(self) -> list[ClockKey]:
        """The targets that were missed and still have to be met."""
        return [clock for clock in self._missed if clock not in self._bounds.over]

    def news(self, each: Crossed) -> News:
        """Who is told of a crossing, and what was done about it."""
        done = ["noted as missed"] if self._is_missed(each) else []
        is_top = each is self._top[each.item.id]
        notice = self._sent.get(each.item.id) or self._drafted.get(each.item.id)
        if notice and is_top:
            way = "sent" if each.item.id in self._sent else "drafted"
            done.append(f"late notice {notice} {way}")
        climbed = self._climbed.get(each.key)
        if climbed is not None and climbed.after:
            called = ", ".join(self._terms.names[person] for person in climbed.told)
            done.append(f"level {climbed.level}: {called}")
        if not is_top:
            return News(done=done)
        people = tuple(dict.fromkeys((*self._told_of(each), *self._called.get(each.item.id, ()))))
        people = tuple(person for person in people if person != self._bounds.person)
        what = each.clock, each.threshold, each.level
        wanted = () if self._is_over(each) else self._of(each)
        return News(people, told_line(*what, each.item.kind, wanted), done)

    def _of(self, each: Crossed) -> Steps:
        return self._steps[each.level]

    def _is_over(self, each: Crossed) -> bool:
        return _clock_of(each) in self._bounds.over

    def _is_missed(self, each: Crossed) -> bool:
        return each.threshold == MISSED and bool(self._missed[_clock_of(each)].after)

    def _told_of(self, each: Crossed) -> tuple[int, ...]:
        item = each.item
        key = people_of(self._of(each)), item.owner, item.team
        if key not in self._people:
            self._people[key] = told_of(*key, self._terms.ladder)
        return self._people[key]


def _clock_of(each: Crossed) -> ClockKey:
    return each.item.id, each.clock, each.generation
