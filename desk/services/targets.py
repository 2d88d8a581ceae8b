"""The targets of an item follow what has changed of it."""

from desk.services.changes import Change
from desk.services.telling import retargeted_line


def retarget(change: Change) -> None:
    """Let the targets follow what has changed, and tell what moves."""
    item = change.item
    if item.has_ended:
        return
    for moved in change.clocks.retarget(change.facts(), item.created, change.now):
        change.effect(retargeted_line(moved, change.actor.zone, change.now))
