"""Where an answer to a customer goes."""

from collections.abc import Iterable
from typing import NamedTuple

from desk.rules.contacts import medium_of
from desk.rules.vocabulary import LIVE_CHANNELS

_FITTING = {"sms": ("phone", "email"), "phone": ("phone", "email")}
"""Media in the order they are tried, by channel; mail first elsewhere."""

_SENT_AS = {"email": "email", "phone": "sms"}
"""How a message goes to each kind of address."""

_OWN = ("letter", "social")
"""Channels whose contact is an address of their own kind."""


class Route(NamedTuple):
    """How an answer reaches the customer."""

    medium: str
    """email, sms, letter or social; empty when it is spoken on the spot."""
    address: str

    @property
    def is_spoken(self) -> bool:
        """Whether the customer hears it while it is written down."""
        return not self.medium


SPOKEN = Route("", "")
"""On a live channel: what was said is written down, nothing leaves the house."""


def route(channel: str, contact: str, media: Iterable[tuple[str, str]]) -> Route | None:
    """The way of an answer on a channel; None when there is no address to answer to.

    `contact` is the address the contact came from, `media` are kind and value of the customer's
    own addresses, the preferred one first.
    """
    if channel in LIVE_CHANNELS:
        return SPOKEN
    if channel in _OWN and contact:
        return Route(channel, contact)
    known = [(medium_of(contact), contact), *media] if contact else [*media]
    if known and known[0][1] == contact and known[0][0] in _SENT_AS:
        return Route(_SENT_AS[known[0][0]], contact)
    for wanted in _FITTING.get(channel, ("email", "phone")):
        for medium, address in known:
            if medium == wanted:
                return Route(_SENT_AS[medium], address)
    return None


def notice_route(
    channel: str, contact: str, media: Iterable[tuple[str, str]], preferred: str = ""
) -> Route | None:
    """The way of a notice: it never waits for a call, whichever way the report came.

    `preferred` is the kind of address by which the customer wants to be told, where there is one.
    """
    own = tuple(media)
    for medium, address in ((medium_of(contact), contact), *own):
        if medium == preferred and medium in _SENT_AS:
            return Route(_SENT_AS[medium], address)
    return route(channel if channel in _KEPT else _BY_POST, contact, own)


_KEPT = ("letter", "social", "sms")
"""Channels on which a notice goes the way the report came."""
_BY_POST = "web"
