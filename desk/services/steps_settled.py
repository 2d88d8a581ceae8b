"""Steps up a ladder end with the problem: who was called in is not needed any more.

What level it had reached stays for figures; one that is reopened begins at the foot again, so
whoever leads is called in before those above.
"""

from typing import NamedTuple

from desk.models.escalations import put_step, steps_of
from desk.models.store import Session
from desk.rules.vocabulary import words
from desk.services.items import Item
from desk.services.ladder import told


class EndedStep(NamedTuple):
    """A step that ended, as the journal tells it before and after."""

    number: int
    before: dict[str, object]
    after: dict[str, object]


class Settled(NamedTuple):
    """A problem whose steps fit its state."""

    item: Item
    ended: tuple[EndedStep, ...] = ()


def settled(session: Session, before: Item, item: Item, now: int) -> Settled:
    """A change of a problem with what comes of it on both ladders, written down."""
    if item.kind != "problem" or item.has_ended == before.has_ended:
        return Settled(item)
    if not item.has_ended:
        return Settled(item._replace(escalation_level=0))
    ended = []
    for step in steps_of(session, [item.id]).get(item.id, ()):
        if step.ended_at is None:
            over = step._replace(ended_at=now, outcome=words(item.state))
            put_step(session, item.id, over)
            ended.append(EndedStep(step.number, told(step), told(over)))
    return Settled(item, tuple(ended))
