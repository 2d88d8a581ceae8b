"""Levels that are settled otherwise: every open item gets the instants of its levels anew.

That may be a million items, so it is only asked for where levels are settled; the tick does it,
batch by batch, and goes on where it was broken off.
"""

from collections.abc import Mapping

from desk.models.clocks import Head, KeptClock, head_of
from desk.models.levels import (
    Recount,
    going_after,
    look_anew,
    put_heads,
    put_waiting,
    waiting,
)
from desk.models.store import Session
from desk.rules.levels import read
from desk.services.clocks import Agreed, instants_of

Tables = Mapping[str, Mapping[str, object]]


def ask_for_recount(session: Session, before: Tables, after: Tables, now: int) -> None:
    """Have every open item counted anew where levels are among the tables that were changed.

    What was told as one level is not told again as the same one.
    """
    if "levels" in after:
        put_waiting(session, Recount(now, read(before.get("levels", {}))))


def recount(session: Session, terms: Agreed, most: int) -> int:
    """Count the next items anew; how many that were. The last batch is smaller than `most`."""
    wanted = waiting(session)
    if wanted is None:
        return 0
    found = going_after(session, wanted.after, most)
    put_heads(session, {item: _head(terms, clocks) for item, clocks in found.items() if clocks})
    told = dict(zip(wanted.before, terms.levels, strict=True))
    look_anew(session, [*found], told, wanted.since)
    is_last = len(found) < most
    put_waiting(session, None if is_last else wanted._replace(after=max(found)))
    return len(found)


def _head(terms: Agreed, clocks: list[KeptClock]) -> Head:
    running = [instants_of(terms, clock) for clock in clocks if clock.state == "running"]
    return head_of(running, is_open=True, is_paused=True)
