"""What a customer is told of their problem of the desk's own accord."""

from desk.rules.notices import filled
from desk.rules.replies import Route, route
from desk.services.changes import Change, Said

_BY_POST = "web"
"""A notice never waits for a call: it goes to an address, whichever way the report came."""


def notice_route(change: Change) -> Route | None:
    """How a notice reaches the customer; None when nobody knows an address."""
    channel = change.item.channel
    kept = channel if channel in ("letter", "social", "sms") else _BY_POST
    return route(kept, change.item.contact, change.media())


def tell_customer(change: Change, occasion: str, **values: str) -> None:
    """Have the customer told, and say how; or that there is no address to tell."""
    way = notice_route(change)
    if way is None:
        change.effect("The customer is not told: nobody knows an address.")
        return
    item = change.item
    text = filled(occasion, ref=item.ref, subject=item.subject, **values)
    change.say(Said("out", text, "desk", way.address, way.medium), way)
    by = _MEDIA.get(way.medium, way.medium)
    change.effect(f"The customer is told by {by}, {way.address}: {' '.join(text.split())}")


_MEDIA = {"email": "mail"}
