"""A customer who asked to be told of a state is told when their item comes to it."""

from typing import NamedTuple

from desk.models.addressees import addressees, wishes_of
from desk.models.notices import KeptNotice
from desk.models.store import Session
from desk.rules.consent import has
from desk.services.items import Item
from desk.services.letters import drafted, going_line, house, refuses, way_to

STATUS = "statusChange"


class StateNotice(NamedTuple):
    """What a customer is told of a new state; the notice is None when they are not told."""

    notice: KeptNotice | None = None
    line: str = ""


NOT_ASKED_FOR = StateNotice()


def state_notice(session: Session, item: Item, now: int) -> StateNotice:
    """The notice of the state an item has come to, if its customer asked for it."""
    if item.customer is None or not has(wishes_of(session, item.customer).events, item.state):
        return NOT_ASKED_FOR
    own = house(session)
    if own.terms.status == "off":
        return NOT_ASKED_FOR
    # The item's row is not written yet: whose it is and what it is about comes from the change.
    to = addressees(session, [item.id])[item.id]._replace(state=item.state, subject=item.subject)
    if refuses(to, STATUS):
        return StateNotice(line=f"{to.name} does not want to be told of changes of state.")
    way = way_to(to)
    if way is None:
        return StateNotice(line="The customer is not told: nobody knows an address.")
    notice = drafted(to, way, STATUS, own.written(to, STATUS, {}), now)
    if own.terms.status == "send":
        notice = notice._replace(state="initial", not_before=own.leaves_at(to, now))
    return StateNotice(notice, f"{going_line(notice)}.")
