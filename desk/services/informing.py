"""What a customer is told of their problem when something becomes of it, by the desk itself."""

from desk.models.addressees import Addressee, addressees
from desk.rules.replies import Route
from desk.services.changes import Change
from desk.services.letters import AUTHOR, House, drafted, going_line, house, refuses, way_to
from desk.services.status_notices import STATUS


def addressee(change: Change) -> Addressee:
    """Whom a notice on the item goes to, the item as it is after the change so far."""
    item = change.item
    found = addressees(change.session, [item.id])[item.id]
    return found._replace(state=item.state, subject=item.subject, owner=item.owner, team=item.team)


def notice_route(change: Change) -> Route | None:
    """How a notice reaches the customer; None when nobody knows an address or they refuse it."""
    to = addressee(change)
    return None if refuses(to, STATUS) else way_to(to)


def tell_customer(change: Change, occasion: str, **values: str | int) -> None:
    """Have the customer told, and say how; or why they are not.

    A number among the values is a time, told in the zone of the customer; `reason` is a code.
    """
    to, own = addressee(change), house(change.session)
    if refuses(to, STATUS):
        change.effect(f"{to.name} does not want to be told of changes of state.")
        return
    way = way_to(to)
    if way is None:
        change.effect("The customer is not told: nobody knows an address.")
        return
    letter = own.written(to, occasion, {k: _told(own, to, k, v) for k, v in values.items()})
    notice = drafted(to, way, STATUS, letter, change.now)
    at = own.leaves_at(to, change.now)
    sent = change.post(notice._replace(state="initial", not_before=at), AUTHOR)
    change.effect(f"{going_line(sent)}. {' '.join(sent.text.split())}")


def _told(own: House, to: Addressee, name: str, value: str | int) -> str:
    if isinstance(value, int):
        return own.moment(to, value)
    return own.templates.word(value, to.wishes.language) if name == "reason" else value
