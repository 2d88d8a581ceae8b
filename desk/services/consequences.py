"""What follows from clocks that reach levels: who is told, who is called in, what is drafted."""

from collections.abc import Sequence

from desk.models.store import Session
from desk.models.tick import DueClock, Key, put_looked
from desk.rows.ticks import Ticked
from desk.rules.crossings import MISSED, crossed_line, told_line
from desk.rules.escalation import NOTICE, Steps, climb_of, people_of, told_of
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
from desk.services.late_notices import LateWanted, draft_late, send_late
from desk.services.missed import Missed, Written, write_violations


def cross(session: Session, clocks: Sequence[DueClock], terms: Terms) -> list[Ticked]:
    """Write down what due clocks have crossed, do what follows, and say when to look next."""
    looked, found = look(clocks, terms)
    put_looked(session, looked)
    crossed = new_ones(session, found) if found else []
    if not crossed:
        return []
    course = _Course(session, terms, crossed)
    course.call_in()
    seqs = record_crossings(session, terms, crossed, [course.facts(each) for each in crossed])
    record_all(session, course.escalated())
    course.draft(seqs)
    news = [course.news(each) for each in crossed]
    return keep(session, terms, crossed, [*zip(seqs, news, strict=True)])


class _Course:
    """What becomes of the crossings of one batch, in its steps.

    Of an item that has crossed several thresholds since it was last looked at people are told
    once, of the highest. It climbs the ladder of authority step by step, each at its own time, as
    if somebody had looked all along; whom the lower steps call in is told of the highest, too.
    """

    def __init__(self, session: Session, terms: Terms, crossed: Sequence[Crossed]) -> None:
        self._session = session
        self._terms = terms
        self._crossed = crossed
        self._steps = {level: terms.escalation.of(level) for level in terms.escalation._fields}
        self._rungs = {level: climb_of(steps) for level, steps in self._steps.items()}
        self._top: dict[int, Crossed] = {}
        for each in crossed:
            top = self._top.setdefault(each.item.id, each)
            if (each.threshold, each.at) >= (top.threshold, top.at):
                self._top[each.item.id] = each
        self._climbed: dict[Key, Climbed] = {}
        self._called: dict[int, list[int]] = {}
        """Who was called in on an item, by any step."""
        self._missed: dict[tuple[int, str, int], Written] = {}
        self._drafted: dict[int, str] = {}
        self._sent: dict[int, str] = {}
        self._people: dict[tuple[Steps, int, int | None], tuple[int, ...]] = {}

    def call_in(self) -> None:
        """Call in those above, and write down which targets were missed."""
        climbs: dict[Key, Climb] = {}
        for each in self._crossed:
            if step := self._rungs[each.level]:
                reason = crossed_line(each.clock, each.threshold, each.level)
                climbs[each.key] = Climb(each.item.id, step, each.clock, each.at, reason)
        done = climb(self._session, [*climbs.values()], self._terms.now) if climbs else []
        self._climbed = dict(zip(climbs, done, strict=True))
        for key, climbed in self._climbed.items():
            self._called.setdefault(key[0], []).extend(climbed.told)
        missed = [each for each in self._crossed if each.threshold == MISSED]
        if missed:
            wanted = [Missed(*_clock_of(each), each.due or each.at) for each in missed]
            written = write_violations(self._session, wanted, self._terms.now)
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
            Entry(
                each.at,
                None,
                "escalate",
                each.item.kind,
                each.item.id,
                climbed.before,
                climbed.after,
                customer=each.item.customer,
                why=crossed_line(each.clock, each.threshold, each.level),
                training=self._terms.training,
            )
            for each in self._crossed
            if (climbed := self._climbed.get(each.key)) is not None and climbed.after
        ]

    def draft(self, seqs: Sequence[int]) -> None:
        """Have late notices drafted, and let those go that go by themselves once it is late."""
        wanted: dict[tuple[int, str, int], LateWanted] = {}
        for each, seq in zip(self._crossed, seqs, strict=True):
            if NOTICE in self._of(each):
                clock = _clock_of(each)
                wanted[clock] = LateWanted(*clock, each.threshold, each.due or each.at, seq)
        if wanted:
            self._drafted = draft_late(self._session, [*wanted.values()], self._terms.now)
        if self._missed:
            missed, training = [*self._missed], self._terms.training
            self._sent = send_late(self._session, missed, self._terms.now, training=training)

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
        what = each.clock, each.threshold, each.level
        return News(people, told_line(*what, each.item.kind, self._of(each)), done)

    def _of(self, each: Crossed) -> Steps:
        return self._steps[each.level]

    def _is_missed(self, each: Crossed) -> bool:
        return each.threshold == MISSED and bool(self._missed[_clock_of(each)].after)

    def _told_of(self, each: Crossed) -> tuple[int, ...]:
        item = each.item
        key = people_of(self._of(each)), item.owner, item.team
        if key not in self._people:
            self._people[key] = told_of(*key, self._terms.ladder)
        return self._people[key]


def _clock_of(each: Crossed) -> tuple[int, str, int]:
    return each.item.id, each.clock, each.generation
