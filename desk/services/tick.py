"""The tick: one pass over clocks and alarms whose time has come, safe to run twice or at once."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from time import monotonic, sleep
from typing import NamedTuple

from desk.clock import Clock
from desk.models.clocks import LOOK_NOW
from desk.models.levels import waiting
from desk.models.store import Session, Store
from desk.models.tick import DueClock, due_alarms, due_clocks, next_due, unseen_clocks
from desk.rows.ticks import Ticked
from desk.services.absent_owners import next_absence, tell_absences
from desk.services.consequences import cross
from desk.services.crossing import again_when_crossed
from desk.services.crossings import Terms, read_terms
from desk.services.first_sight import look_after
from desk.services.levels import recount
from desk.services.policy_sending import send_late
from desk.services.reminders import remind

BATCH = 500
"""Clocks or alarms that are looked at in one transaction at most."""

_FIRST_BATCH = 100
"""As many to begin with, as long as nobody knows how much follows from each."""
_LEAST = 10
_SECONDS = 0.3
"""So long a transaction should take: everybody else who writes waits for its end."""

_UNBROKEN = 40
"""Batches after which others are let in between."""
_BREATH_SECONDS = 0.005
"""How long the store is left alone then: who waits for a file asks for it only now and then."""


class _Batch(NamedTuple):
    """What one transaction did."""

    looked_at: int
    ticked: Sequence[Ticked]


_Step = Callable[[Session, Terms, int], _Batch]


class Tick:
    """The pass over what time has brought."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def next_at(self) -> int | None:
        """When there is something to do next; an instant that has passed is as good as now."""
        with self._store.reading() as session:
            if waiting(session) is not None:
                return LOOK_NOW
            found = [at for at in (next_due(session), next_absence(session)) if at is not None]
        return min(found, default=None)

    def run(self, at: int | None = None, limit: int | None = None) -> tuple[Ticked, ...]:
        """Write down what clocks and alarms have reached, and do what follows.

        Each batch is a transaction of its own; where this is broken off, the next pass goes on.
        With `limit` no more than so many are looked at, what was reached first before the rest.
        """
        now = self._clock.now() if at is None else at
        due = self.next_at()
        if due is None or due > now:
            return ()
        done: list[Ticked] = []
        left = limit
        for step in (_recount, _clocks, _alarms, _absences, _unseen):
            for batch in self._batches(step, now, left):
                done += batch.ticked
                left = None if left is None else left - batch.looked_at
        return tuple(done)

    def _batches(self, step: _Step, now: int, most: int | None) -> Iterator[_Batch]:
        """Batch after batch until nothing is due any more, or so many have been looked at."""
        wanted = min(BATCH, _FIRST_BATCH)
        for number in count(1):
            size = wanted if most is None else min(wanted, most)
            if size <= 0:
                return
            began = monotonic()
            batch = again_when_crossed(partial(self._one, step, now, size))
            wanted = paced(size, monotonic() - began)
            yield batch
            if batch.looked_at < size:
                return
            most = None if most is None else most - batch.looked_at
            if number > _UNBROKEN:
                sleep(_BREATH_SECONDS)

    def _one(self, step: _Step, now: int, size: int) -> _Batch:
        with self._store.writing() as session:
            return step(session, read_terms(session, now, training=self._clock.training), size)


def paced(size: int, seconds: float) -> int:
    """How many come next where so many took so long: where letters are sent, each takes long."""
    fits = int(size * _SECONDS / max(seconds, 0.001))
    return max(min(fits, 4 * size, BATCH), min(_LEAST, BATCH))


def _recount(session: Session, terms: Terms, size: int) -> _Batch:
    return _Batch(recount(session, terms.agreed, size), ())


def _clocks(session: Session, terms: Terms, size: int) -> _Batch:
    clocks = due_clocks(session, terms.now, size)
    return _Batch(len(clocks), _cross(session, clocks, terms))


def _unseen(session: Session, terms: Terms, size: int) -> _Batch:
    clocks = unseen_clocks(session, size)
    look_after(session, [clock.item for clock in clocks if clock.told is None], terms)
    return _Batch(len(clocks), _cross(session, clocks, terms))


def _cross(session: Session, clocks: Sequence[DueClock], terms: Terms) -> Sequence[Ticked]:
    if not clocks:
        return ()
    return cross(session, clocks, terms, partial(send_late, training=terms.training))


def _alarms(session: Session, terms: Terms, size: int) -> _Batch:
    alarms = due_alarms(session, terms.now, size)
    return _Batch(len(alarms), remind(session, alarms, terms) if alarms else ())


def _absences(session: Session, terms: Terms, _: int) -> _Batch:
    return _Batch(0, tell_absences(session, terms))


"""Absences are few: all that have begun are told at once."""
