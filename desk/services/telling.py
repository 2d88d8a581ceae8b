"""Sentences on what a change does to clocks and where a message goes."""

from desk.models.clocks import KeptClock
from desk.rules.replies import Route
from desk.rules.times import near_moment, span
from desk.rules.vocabulary import words
from desk.services.clocks import Retargeted


def clock_line(clock: KeptClock, zone: str, now: int) -> str:
    """How a clock stands: ended, or when it is due."""
    return ended_line(clock) if clock.stop is not None else moved_line(clock, zone, now)


def ended_line(clock: KeptClock) -> str:
    """How a clock ended."""
    return f"{words(clock.name)} is {clock.state}, its target was {span(clock.target)}."


def moved_line(clock: KeptClock, zone: str, now: int) -> str:
    """When a clock that runs on is due."""
    if clock.due is None:
        return f"{words(clock.name)} stands still, its target is {span(clock.target)}."
    return f"{words(clock.name)} is due {near_moment(clock.due, zone, now)}{_late(clock, now)}."


def retargeted_line(change: Retargeted, zone: str, now: int) -> str:
    """How a new target moves a clock, and whether it is late at once."""
    line = moved_line(change.after, zone, now)
    if change.before is None or change.before.due is None or change.after.due is None:
        return line
    return f"{line.removesuffix('.')}; before it was {near_moment(change.before.due, zone, now)}."


def sent_line(route: Route) -> str:
    """Where a message will go: the outbox keeps it."""
    if route.is_spoken:
        return "It is written down as said; nothing is sent."
    return f"It is laid in the outbox for {route.address}, by {words(route.medium)}."


def _late(clock: KeptClock, now: int) -> str:
    return ", so it is late at once" if clock.due is not None and clock.due <= now else ""
