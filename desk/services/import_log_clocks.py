"""The clocks of a problem that an event log tells: what they would be had it been worked on here.

Each generation is counted once, at its end, in place of step by step: a log has thousands of steps.
"""

from collections.abc import Mapping, Sequence

from desk.models.clocks import Head, KeptClock, head_of
from desk.rules.clocks import Span, Ticking
from desk.rules.event_log_replay import Turn
from desk.rules.policies import Fact, match
from desk.rules.vocabulary import CLOCKS_OF
from desk.services.clocks import Agreed, ended_as, instants_of, started

_RESPONSE, _RESOLUTION = CLOCKS_OF["problem"]
_Aim = tuple[KeptClock, ...]
"""What a policy sets, as clocks without times."""


class LogClocks:
    """Makes the clocks of problems; what is agreed is looked up once for problems alike."""

    def __init__(self, terms: Agreed) -> None:
        self._terms = terms
        self._asked = {name for policy in terms.policies for name in policy.conditions}
        self._aims: dict[object, dict[str, KeptClock]] = {}

    def of(self, facts: Mapping[str, Fact], turns: Sequence[Turn]) -> tuple[list[KeptClock], Head]:
        """The clocks in every generation, and the head they make."""
        history = _History(self._terms, turns[0].at)
        was = None
        for turn in turns:
            if was is None or turn.priority != was.priority or turn.going != was.going:
                aims = self._aimed(facts, turn)
            history.take(turn, aims)
            was = turn
        assert was is not None
        return history.clocks(), history.head(is_open=was.going in ("running", "still"))

    def _aimed(self, facts: Mapping[str, Fact], turn: Turn) -> dict[str, KeptClock]:
        known = {**facts, "priority": turn.priority, "team": turn.team or None}
        alike = tuple(known.get(name) for name in self._asked)
        aims = self._aims.get(alike)
        if aims is None:
            aims = self._aims[alike] = self._looked_up(known)
        return aims

    def _looked_up(self, facts: Mapping[str, Fact]) -> dict[str, KeptClock]:
        policy, why = match(self._terms.policies, facts)
        if policy is None:
            return {}
        targets = ((name, policy.target(said)) for name, said in CLOCKS_OF["problem"].items())
        return {
            name: KeptClock(
                *(name, policy.name, policy.calendar, target, 0, None, "running"), reason=(why,)
            )
            for name, target in targets
            if target is not None
        }


class _History:
    """The clocks of one problem while its turns are taken."""

    def __init__(self, terms: Agreed, created: int) -> None:
        self._terms = terms
        self._aims: Mapping[str, KeptClock] | None = None
        self._tracks = [_Track(terms, name, created) for name in (_RESPONSE, _RESOLUTION)]

    def take(self, turn: Turn, aims: Mapping[str, KeptClock]) -> None:
        """One turn: its targets first, then how it goes on."""
        response, resolution = self._tracks
        if aims is not self._aims:
            self._aims = aims
            for track in self._tracks:
                track.aim(aims.get(track.name), turn.at)
        if turn.going == "dropped":
            response.drop(turn.at)
            resolution.drop(turn.at)
            return
        if turn.is_answered:
            response.end(turn.at)
        if turn.going == "ended":
            response.end(turn.at)
            resolution.end(turn.at)
        else:
            resolution.go_on(aims.get(_RESOLUTION), turn.at)
            resolution.stand(turn.at, still=turn.going == "still")

    def clocks(self) -> list[KeptClock]:
        """Every generation, those that still go counted to when they are due."""
        return [clock for track in self._tracks for clock in track.kept()]

    def head(self, *, is_open: bool) -> Head:
        """What the head of the problem keeps of them."""
        if not is_open:
            return head_of((), is_open=False, is_paused=False)
        going = [clock for track in self._tracks if (clock := track.going()) is not None]
        running = [instants_of(self._terms, clock) for clock in going if clock.state == "running"]
        return head_of(running, is_open=True, is_paused=bool(going))


class _Track:
    """One clock in all its generations."""

    def __init__(self, terms: Agreed, name: str, start: int) -> None:
        self.name = name
        self._terms = terms
        self._start = start
        self._done: list[KeptClock] = []
        self._now: KeptClock | None = None
        self._pauses: tuple[Span, ...] = ()
        self._since: int | None = None
        """Since when it stands still."""

    def aim(self, aim: KeptClock | None, at: int) -> None:
        """Count to what is agreed by now, from the start, as long as the clock goes."""
        if self._now is None:
            if not self._done and aim is not None:
                self._now = aim._replace(start=self._start)
            return
        if aim is not None and _is_same(self._now, aim):
            return
        generation = self._now.generation + 1
        self._cancel(at)
        if aim is not None:
            self._now = aim._replace(start=self._start, generation=generation)

    def end(self, at: int) -> None:
        """Stop it: met or missed."""
        now = self._now
        if now is None:
            return
        pauses = self._closed(at)
        going = Ticking(self._terms.calendar(now.calendar), now.start, now.target, pauses)
        due = going.due()
        state = ended_as(due, now.start, at)
        self._done.append(now._replace(due=due, state=state, stop=at, pauses=pauses))
        self._pauses, self._since, self._now = pauses, None, None

    def drop(self, at: int) -> None:
        """End it, neither met nor missed."""
        if self._now is not None:
            self._cancel(at)
            self._pauses, self._since = self._closed(at), None

    def go_on(self, aim: KeptClock | None, at: int) -> None:
        """Have one that was stopped run on, the time it was stopped taken off."""
        if self._now is not None or not self._done or aim is None:
            return
        last = self._done[-1]
        assert last.stop is not None
        self._pauses = (*self._pauses, (last.stop, at))
        self._now = aim._replace(start=self._start, generation=last.generation + 1)

    def stand(self, at: int, *, still: bool) -> None:
        """Have it stand still, or run."""
        if self._now is None:
            return
        if still and self._since is None:
            self._since = at
        elif not still and self._since is not None:
            self._pauses, self._since = self._closed(at), None

    def going(self) -> KeptClock | None:
        """The clock that goes, as it stands; None when none does."""
        if self._now is None:
            return None
        if self._since is not None:
            pauses = (*self._pauses, (self._since, None))
            return self._now._replace(pauses=pauses, state="paused")
        return started(self._terms, self._now._replace(pauses=self._pauses), self._start)

    def kept(self) -> list[KeptClock]:
        """Every generation in its order."""
        now = self.going()
        return self._done if now is None else [*self._done, now]

    def _cancel(self, at: int) -> None:
        assert self._now is not None
        pauses = self._closed(at)
        cancelled = self._now._replace(state="cancelled", stop=at, due=None, pauses=pauses)
        self._done.append(cancelled)
        self._now = None

    def _closed(self, at: int) -> tuple[Span, ...]:
        """The pauses until now, one that lasts ended."""
        return self._pauses if self._since is None else (*self._pauses, (self._since, at))


def _is_same(clock: KeptClock, aim: KeptClock) -> bool:
    return (clock.policy, clock.calendar, clock.target) == (aim.policy, aim.calendar, aim.target)
