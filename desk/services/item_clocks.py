"""The clocks of one item while a use case works on them: begun, paused, stopped, set anew, kept."""

from collections.abc import Mapping, Sequence

from desk.models.clocks import (
    LOOK_NOW,
    Head,
    KeptClock,
    Seen,
    drop_clock,
    head_of,
    keep_clock,
    kept_clock,
    latest,
    seen_of,
)
from desk.models.store import Session
from desk.rules.clocks import PROMISE
from desk.rules.policies import AT_ANY_HOUR, Fact, match
from desk.rules.vocabulary import CLOCKS_OF
from desk.services.clocks import (
    GOING,
    Agreed,
    Retargeted,
    agreed,
    begun,
    blank,
    counted,
    ended,
    instants_of,
    next_crossing,
    on,
)


class ItemClocks:
    """The clocks of one item while a use case works on them."""

    def __init__(self, session: Session, kind: str, kept: Sequence[KeptClock]) -> None:
        """`kept` are its clocks, of all generations where earlier ones may come back."""
        self._session = session
        self._kind = kind
        self.answer, self.end = CLOCKS_OF[kind]
        """The names of the clocks that the first answer and the end of the work stop."""
        self._kept = latest(kept)
        self._before = {clock.key: clock for clock in kept}
        self._written: dict[str, KeptClock | None] = {}
        self._since: dict[str, int] = {}
        """When generations that are new began."""
        self._terms: Agreed | None = None

    @property
    def terms(self) -> Agreed:
        """What is agreed, read when it is first needed."""
        if self._terms is None:
            self._terms = agreed(self._session)
        return self._terms

    def touch(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The clocks that were touched and were there before: those whose work goes on, in this or
        another generation; those that have ended; those that are taken away."""
        there = {key: clock for key, clock in self._written.items() if key in self._before}
        gone = frozenset(key for key, clock in there.items() if clock is None)
        going = frozenset(
            key
            for key, clock in there.items()
            if clock is not None and self.going(clock.slot) is not None
        )
        return going, frozenset(there) - gone - going, gone

    def all(self) -> list[KeptClock]:
        """Every clock in its latest generation, as it stands now."""
        return [*self._kept.values()]

    def goings(self) -> list[KeptClock]:
        """Every clock that runs or stands in a pause."""
        return [clock for clock in self._kept.values() if clock.state in GOING]

    def begin(self, facts: Mapping[str, Fact], start: int) -> None:
        """Set the clocks of a new item."""
        for clock in begun(self.terms, facts, start):
            self._put(clock)

    def promise(self, number: int, at: int, due: int, why: str) -> KeptClock:
        """Set the clock of a promise: round the clock, from now to when it is promised for."""
        made = blank(PROMISE, at)._replace(
            policy=PROMISE, calendar=AT_ANY_HOUR, target=due - at, reason=(why,), generation=number
        )
        return self._put(counted(self.terms, made))

    def going(self, slot: str) -> KeptClock | None:
        """The clock of that slot, if it still runs or stands in a pause."""
        clock = self._kept.get(slot)
        return clock if clock is not None and clock.state in GOING else None

    def stop(self, name: str, at: int) -> KeptClock | None:
        """Stop a clock that goes; how it ended, None when it did not go any more."""
        clock = self.going(name)
        return None if clock is None else self._put(ended(self.terms, clock, at))

    def cancel(self, name: str, at: int) -> None:
        """End a clock that nobody has to meet any more."""
        clock = self.going(name)
        if clock is not None:
            pauses = tuple((begin, at if end is None else end) for begin, end in clock.pauses)
            self._put(clock._replace(state="cancelled", stop=at, due=None, pauses=pauses))

    def pause(self, name: str, at: int) -> None:
        """Let a running clock stand still."""
        clock = self.going(name)
        if clock is not None and clock.state == "running":
            self._put(counted(self.terms, clock._replace(pauses=(*clock.pauses, (at, None)))))

    def resume(self, name: str, at: int) -> KeptClock | None:
        """Let a paused clock run on; None when it did not stand."""
        clock = self.going(name)
        if clock is None or clock.state != "paused":
            return None
        pauses = tuple((begin, at if end is None else end) for begin, end in clock.pauses)
        return self._put(counted(self.terms, clock._replace(pauses=pauses)))

    def reopen(self, name: str, at: int) -> KeptClock | None:
        """Let a stopped clock run on in a new generation, the time it was stopped taken off."""
        clock = self._kept.get(name)
        if clock is None or clock.stop is None or clock.state == "cancelled":
            return None
        again = clock._replace(
            generation=clock.generation + 1,
            stop=None,
            pauses=(*clock.pauses, (clock.stop, at)),
        )
        self._since[again.key] = at
        return self._put(counted(self.terms, again))

    def retarget(self, facts: Mapping[str, Fact], start: int, at: int) -> list[Retargeted]:
        """Count the clocks that go anew, from their start, as the policy that now fits says."""
        policy, why = match(self.terms.policies, facts)
        changed = []
        for name, target in CLOCKS_OF[self._kind].items():
            wanted = None if policy is None else policy.target(target)
            if policy is None or wanted is None:
                self.cancel(name, at)
                continue
            clock = self._kept.get(name)
            if clock is None:
                changed.append(self._anew(None, on(blank(name, start), policy, wanted, why), at))
            elif clock.state in GOING and on(clock, policy, wanted, why) != clock:
                anew = on(clock, policy, wanted, why)._replace(generation=clock.generation + 1)
                changed.append(self._anew(clock, anew, at))
        return changed

    def head(self, *, is_open: bool) -> Head:
        """The item's place in the queue and its level, as its clocks make them."""
        going = self.goings()
        running = [instants_of(self.terms, clock) for clock in going if clock.state == "running"]
        return head_of(running, is_open=is_open, is_paused=bool(going))

    def differences(self) -> tuple[dict[str, object], dict[str, object]]:
        """Every clock that was touched by its name and generation, before and after, as kept."""
        before = {key: _told(self._before.get(key)) for key in self._written}
        return before, {key: _told(clock) for key, clock in self._written.items()}

    def restore(self, kept: Mapping[str, object]) -> None:
        """Make clocks what `differences` told of them; what was not there is taken away.

        One that runs is due as its calendar says by now.
        """
        for key, row in kept.items():
            clock = kept_clock((None, *row)) if isinstance(row, list) else None
            if clock is not None and clock.state == "running":
                clock = counted(self.terms, clock)
            self._written[key] = clock
        present = {**self._before, **self._written}
        self._kept = latest(clock for clock in present.values() if clock is not None)

    def save(self, item: int) -> None:
        """Write down every clock that was touched, and when the tick has to look at it next."""
        seen = seen_of(self._session, item) if self._before else {}
        told = _told_of(self._before, seen)
        for key, clock in self._written.items():
            if clock is None:
                drop_clock(self._session, item, key)
                continue
            level = told.get(clock.slot, 0)
            since = seen[key].since if key in seen else self._since.get(key, 0)
            keep_clock(
                self._session, item, clock, Seen(_next(self.terms, clock, level), level, since)
            )

    def _anew(self, before: KeptClock | None, after: KeptClock, at: int) -> Retargeted:
        if before is not None:
            self.cancel(before.slot, at)
        self._since[after.key] = at
        return Retargeted(before, self._put(counted(self.terms, after)))

    def _put(self, clock: KeptClock) -> KeptClock:
        self._kept[clock.slot] = clock
        self._written[clock.key] = clock
        return clock


def _next(terms: Agreed, clock: KeptClock, told: int | None) -> int | None:
    """When a clock reaches the first threshold above what was told; None for never."""
    if clock.state != "running":
        return None
    return LOOK_NOW if told is None else next_crossing(terms, clock, told)


def _told_of(kept: Mapping[str, KeptClock], seen: Mapping[str, Seen]) -> dict[str, int | None]:
    """What was told of each slot, in any generation of it; None where it is not known of one."""
    found: dict[str, int | None] = {}
    for key, clock in kept.items():
        if key in seen:
            told, before = seen[key].told, found.get(clock.slot, 0)
            found[clock.slot] = None if told is None or before is None else max(told, before)
    return found


def _told(clock: KeptClock | None) -> object:
    """A clock as the journal keeps it: its row without the item; nothing when there is none."""
    return None if clock is None else clock.row(0)[1:]
