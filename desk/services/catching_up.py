"""What clocks have reached before they are changed, where no tick has seen it yet.

A clock that is paused, stopped or set anew would take it along otherwise, and what the log of
crossings says would depend on when somebody looked. What follows follows as if the tick had just
looked, in the same transaction. Clocks that a change lets alone are left to the tick.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from desk.models.alarms import put_alarm
from desk.models.store import Session
from desk.models.terms import table_of
from desk.models.tick import DueClock, due_clocks_of, put_looked
from desk.rules import notice_terms
from desk.rules.alarms import LATE, WHOLE, Alarm
from desk.rules.crossings import MISSED, crossed_line
from desk.services.consequences import Bounds, Followed, follow
from desk.services.crossings import (
    Crossed,
    Facts,
    News,
    Terms,
    keep,
    look,
    new_ones,
    read_terms,
    record_crossings,
)
from desk.services.items import Item
from desk.services.missed import Missed, write_violations


class Touch(NamedTuple):
    """A change of clocks that is about to be kept; each clock by its name and generation."""

    person: int | None
    """Who makes it, and sees how the item stands."""
    going: Collection[str]
    """Those it pauses or sets anew, so that they still have to be met."""
    over: Collection[str]
    """Those it ends."""
    gone: Collection[str]
    """Those it takes away, as if they had never been: nobody is told of them."""


class CaughtUp(NamedTuple):
    """What became of the item itself: nothing, unless it was raised."""

    steps: int = 0
    """So many steps it has climbed; each made a version of it."""
    level: int = 0
    lines: Sequence[str] = ()
    """In words for whoever makes the change."""

    def of(self, item: Item) -> Item:
        """The item with it."""
        if not self.steps:
            return item
        return item._replace(version=item.version + self.steps, escalation_level=self.level)


def overtake(
    session: Session, item: int, now: int, touch: Touch, *, training: bool = False
) -> CaughtUp:
    """Write down what clocks that are touched have crossed by now, and do what follows from it.

    What goes by itself once a target is missed is left to the tick, which looks at once.
    """
    touched = {*touch.going, *touch.over, *touch.gone}
    due = due_clocks_of(session, [item], now) if touched else []
    clocks = [each for each in due if _key(each) in touched]
    if not clocks:
        return CaughtUp()
    terms = read_terms(session, now, training=training)
    looked, found = look(clocks, terms)
    put_looked(session, looked)
    _write(session, terms, [each for each in found if _key(each) in touch.gone])
    over = {(item, each.name, each.generation) for each in clocks if _key(each) in touch.over}
    told = [each for each in found if _key(each) not in touch.gone]
    followed = follow(session, terms, told, Bounds(touch.person, over))
    if followed.missed and notice_terms.read(table_of(session, "notices")).late == "send":
        put_alarm(session, item, Alarm(LATE, now, WHOLE, now))
    steps = followed.climbed
    return CaughtUp(len(steps), steps[-1].level if steps else 0, _lines(followed))


def _lines(followed: Followed) -> list[str]:
    """What somebody who changes the clocks has to know: who was told, and how far up it went."""
    lines = []
    if followed.told:
        worst = max(followed.ticked, key=lambda each: each.threshold)
        line = crossed_line(worst.clock, worst.threshold, worst.level)
        are = "is" if len(followed.told) == 1 else "are"
        lines.append(f"{line}; {', '.join(followed.told)} {are} told.")
    if followed.climbed:
        lines.append(f"It is at level {followed.climbed[-1].level} now.")
    return lines


def catch_up(session: Session, item: int, now: int, *, training: bool) -> None:
    """Write down what the clocks of an item, as the store has them, have crossed by now.

    Nobody is told of it: who has it from a file.
    """
    clocks = due_clocks_of(session, [item], now)
    if not clocks:
        return
    terms = read_terms(session, now, training=training)
    looked, found = look(clocks, terms)
    put_looked(session, looked)
    _write(session, terms, found)


def _write(session: Session, terms: Terms, found: Sequence[Crossed]) -> None:
    """Write down what was crossed and what was missed, and nothing else."""
    crossed = new_ones(session, found) if found else []
    if not crossed:
        return
    missed = [each for each in crossed if each.threshold == MISSED]
    wanted = [Missed(*each.key[:3], each.due or each.at) for each in missed]
    written = write_violations(session, wanted) if wanted else []
    facts = {
        each.key: Facts(before=told.before, after=told.after)
        for each, told in zip(missed, written, strict=True)
    }
    seqs = record_crossings(session, terms, crossed, [facts.get(e.key, Facts()) for e in crossed])
    news = [News(done=["noted as missed"] if each.key in facts else []) for each in crossed]
    keep(session, terms, crossed, [*zip(seqs, news, strict=True)])


def _key(clock: DueClock | Crossed) -> str:
    name = clock.name if isinstance(clock, DueClock) else clock.clock
    return f"{name}/{clock.generation}"
