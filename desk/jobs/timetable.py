"""The timetable: what the desk does by itself, how often, and what each is for.

Each job is a plain function of a desk and safe to run twice, at once or one after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from desk.rules.jobs import ABOUT

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rows.ticks import Ticked

MOST = 5000
"""So many crossings at a time; the next follow at once, with the lease prolonged between."""

MOST_SENT = 50
"""So many messages at a time: servers answer slowly."""

NEVER_SEEN = 0
"""The instant at which the tick has to look at what came from a file: at once."""


class Did(NamedTuple):
    """What a job did."""

    count: int = 0  # type: ignore[assignment]  # tuples have a method of that name
    ticked: tuple[Ticked, ...] = ()
    """The thresholds that were written down."""
    lines: tuple[str, ...] = ()
    """What was done, a line each, for whoever watches."""
    is_first: bool = False
    """Whether it was found by the first look, so it came about while nobody looked."""

    def and_then(self, other: Did) -> Did:
        """Both, one after the other."""
        ticked, lines = self.ticked + other.ticked, self.lines + other.lines
        return Did(self.count + other.count, ticked, lines)


class Job(NamedTuple):
    """One line of the timetable."""

    name: str
    every: float
    """Seconds between two looks; under a faster clock they are fewer."""
    run: Callable[[Desk], Did]
    next_at: Callable[[Desk], int | None] | None
    """When there is something to do, by the desk's clock; where nothing tells, it is always run."""
    needs_lease: bool
    """Whether one desk does it for all, though it comes out the same if two do.

    The lease is taken when there is something to do, so it needs what tells that.
    """
    thread: str
    """What may wait for others, as a server that is slow, keeps nothing else waiting."""
    about: str


def tick(desk: Desk) -> Did:
    """Write down the crossings whose time has come, and what follows from them."""
    ticked = tuple(desk.tick.run(limit=MOST))
    return Did(len(ticked), ticked)


def deliver(desk: Desk) -> Did:
    """Send what waits in the outbox."""
    return _counted(desk.sending.run(limit=MOST_SENT), "sent")


def relay(desk: Desk) -> Did:
    """Lay what happened in the outbox, for the hooks that want to know it."""
    return _counted(desk.relay.run(limit=MOST), "laid out for hooks")


def upkeep(desk: Desk) -> Did:
    """Close what nobody spoke against, give back what lies idle."""
    done = desk.upkeep.pass_over()
    return Did(len(done), lines=tuple(f"{each.ref}  {each.action}" for each in done))


def _counted(count: int, what: str) -> Did:
    return Did(count, lines=(f"{count} {what}",) if count else ())


def _tick_at(desk: Desk) -> int | None:
    return desk.tick.next_at()


def _deliver_at(desk: Desk) -> int | None:
    return desk.sending.next_at()


def _upkeep_at(desk: Desk) -> int | None:
    return desk.clock.now() if desk.due.is_anything() else None


TIMETABLE: tuple[Job, ...] = (
    Job(
        "tick",
        2.0,
        tick,
        _tick_at,
        needs_lease=True,
        thread="time",
        about=ABOUT["tick"],
    ),
    Job(
        "upkeep",
        60.0,
        upkeep,
        _upkeep_at,
        needs_lease=True,
        thread="time",
        about=ABOUT["upkeep"],
    ),
    Job(
        "relay",
        5.0,
        relay,
        None,
        needs_lease=False,
        thread="time",
        about=ABOUT["relay"],
    ),
    Job(
        "deliver",
        5.0,
        deliver,
        _deliver_at,
        needs_lease=False,
        thread="outside",
        about=ABOUT["deliver"],
    ),
)
