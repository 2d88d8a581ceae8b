"""The targets of an item follow what has changed of it."""

from desk.rules.vocabulary import words
from desk.services.changes import Change
from desk.services.telling import retargeted_line


def retarget(change: Change) -> None:
    """Let the targets follow what has changed, and tell what moves."""
    item = change.item
    if item.has_ended:
        return
    for moved in change.clocks.retarget(change.facts(), item.created, change.now):
        change.effect(retargeted_line(moved, change.actor.zone, change.now))


def drop_clocks(change: Change) -> None:
    """Let the clocks of an item that ends without a result fall away, and name them."""
    going = change.clocks.goings()
    for clock in going:
        change.clocks.cancel(clock.slot, change.now)
    if going:
        named = " and ".join(words(clock.name) for clock in going)
        end = "ends" if len(going) == 1 else "end"
        change.effect(f"{named} {end} with it, neither met nor missed.")
