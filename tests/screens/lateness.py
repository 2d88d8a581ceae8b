"""Items that are late or will be, as tests of the jeopardy screen begin with them."""

from typing import NamedTuple

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.screens.queues import log
from tests.screens.told import crossed


class Late(NamedTuple):
    """References of what there is."""

    soon: str
    """In jeopardy, next to be missed."""
    later: str
    """In jeopardy too, of another person."""
    missed: str
    calm: str


def lateness(desk: Desk, ana: Actor, ben: Actor, clock: FixedClock) -> Late:
    """Two in jeopardy, one that is missed, one in time; two crossings, one of them yesterday's."""
    calm = log(desk, ana, "In time")
    urgent = {"priority": "1", "from": "x@example.org"}
    missed = log(desk, ana, "Line [/] dead since morning", at="-40m", **urgent)
    later = log(desk, ana, "Router restarts", at="-830s", **urgent)
    soon = log(desk, ana, "No dial tone on all lines", at="-14m", **urgent)
    desk.do(ana, "claim", soon, {})
    desk.do(ben, "claim", later, {})
    desk.do(ana, "claim", missed, {})
    crossed(desk, ana, clock.now() - 20 * 3600, "warning", ref=calm)
    crossed(desk, ana, clock.now() - 1500, "breached", ref=missed)
    crossed(desk, ana, clock.now() - 60, "jeopardy", ref=soon)
    return Late(soon, later, missed, calm)
