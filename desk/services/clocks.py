"""What is agreed, and clocks as it makes them: begun by a policy, met or missed, due, crossing."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.models.clocks import (
    KeptClock,
)
from desk.models.policies import calendars, policies
from desk.models.store import Session
from desk.models.terms import table_of
from desk.rules.clocks import NEVER, Instants, Ticking
from desk.rules.levels import AS_THEY_COME as LEVELS_AS_THEY_COME
from desk.rules.levels import Levels
from desk.rules.levels import read as read_levels
from desk.rules.policies import Fact, Policy, match
from desk.rules.vocabulary import CLOCKS_OF
from desk.rules.working_time import Calendar

GOING = ("running", "paused")
"""States of a clock that still has to be met."""


class Agreed(NamedTuple):
    """What is agreed: the table of policies and the calendars it names."""

    policies: tuple[Policy, ...]
    calendars: Mapping[str, Calendar]
    levels: Levels = LEVELS_AS_THEY_COME
    """At which shares of a target each level begins."""

    def calendar(self, name: str) -> Calendar:
        """The calendar of that name. Raises `BadValue`."""
        if name not in self.calendars:
            raise BadValue(
                f"There is no calendar '{name}', which a policy counts on",
                f"Known are: {', '.join(sorted(self.calendars))}. Save one of that name.",
            )
        return self.calendars[name]


class Retargeted(NamedTuple):
    """A clock before and after it got another target."""

    before: KeptClock | None
    after: KeptClock


def agreed(session: Session) -> Agreed:
    """What is agreed at this desk."""
    return Agreed(policies(session), calendars(session), read_levels(table_of(session, "levels")))


def begun(terms: Agreed, facts: Mapping[str, Fact], start: int) -> list[KeptClock]:
    """The clocks of a new item, as the first policy that fits its facts sets them."""
    policy, why = match(terms.policies, facts)
    if policy is None:
        return []
    wanted = CLOCKS_OF[str(facts["kind"])].items()
    targets = ((name, policy.target(target)) for name, target in wanted)
    return [
        counted(terms, on(blank(name, start), policy, target, why))
        for name, target in targets
        if target is not None
    ]


def started(terms: Agreed, clock: KeptClock, start: int) -> KeptClock:
    """A clock as it is when it begins at another time."""
    return counted(terms, clock._replace(start=start))


def ended(terms: Agreed, clock: KeptClock, at: int) -> KeptClock:
    """The clock stopped: met while some of its target was left, missed once it was used up.

    One that ends as it starts is met: a call that is answered is answered at once.
    """
    stopped = clock
    if clock.due is None:
        pauses = tuple((begin, at if end is None else end) for begin, end in clock.pauses)
        stopped = counted(terms, clock._replace(pauses=pauses))
    return stopped._replace(stop=at, state=ended_as(stopped.due, stopped.start, at))


def ended_as(due: int | None, start: int, at: int) -> str:
    """What becomes of a clock that is stopped: met or missed."""
    return "met" if due is None or at < due or at <= start else "missed"


def ticking(terms: Agreed, clock: KeptClock) -> Ticking:
    """A kept clock as the rules count it."""
    calendar = terms.calendar(clock.calendar)
    return Ticking(calendar, clock.start, clock.target, clock.pauses, clock.stop)


def instants_of(terms: Agreed, clock: KeptClock) -> Instants:
    """When a running clock reaches each level, as the desk has settled where they begin."""
    return ticking(terms, clock).instants(terms.levels)


def next_crossing(terms: Agreed, clock: KeptClock, told: int) -> int | None:
    """When a running clock reaches the first threshold above one; None for never."""
    levels = zip(terms.levels, instants_of(terms, clock), strict=True)
    ahead = (at for threshold, at in levels if threshold > told and at != NEVER)
    return next(ahead, None)


def blank(name: str, start: int) -> KeptClock:
    """A clock that counts towards nothing yet."""
    return KeptClock(name, "", "", 0, start, None, "running")


def on(clock: KeptClock, policy: Policy, target: int, why: str) -> KeptClock:
    """The clock with what a policy sets."""
    return clock._replace(
        policy=policy.name, calendar=policy.calendar, target=target, reason=(why,)
    )


def counted(terms: Agreed, clock: KeptClock) -> KeptClock:
    """The clock with its due instant and the state that its pauses make."""
    if not clock.pauses:
        due = terms.calendar(clock.calendar).add(clock.start, clock.target)
        return clock._replace(due=due, state="running")
    is_paused = any(end is None for _, end in clock.pauses)
    return clock._replace(
        due=ticking(terms, clock._replace(stop=None)).due(),
        state="paused" if is_paused else "running",
    )
