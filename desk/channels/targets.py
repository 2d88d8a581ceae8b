"""What may be connected to: addresses are looked at once a name has been turned into them.

Whoever connects uses the very address that was looked at, so a name that answers otherwise the
next time leads nowhere else.
"""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from typing import NamedTuple

from desk.channels.places import Place, host_of

_NAT64 = IPv6Network("64:ff9b::/96")
_LAST_FOUR = 0xFFFF_FFFF

Resolve = Callable[[str, int], list[Place]]
"""Turns a name and a port into the places it leads to. Raises `OSError`."""


class Limits(NamedTuple):
    """Which machines may be connected to."""

    private: bool = False
    """Whether those of this machine and of networks of the house."""
    only_here: bool = False
    """Whether no other than this machine."""


_INSIDE = "is on this machine or in a network of the house, which private_targets = true allows"


def refusal(place: Place, limits: Limits) -> str:
    """Why a place may not be connected to; empty when it may."""
    number = _meant(place)
    if number.is_multicast or number.is_unspecified:
        return "is nobody's address"
    if limits.only_here and not number.is_loopback:
        return "is not on this machine"
    if number.is_loopback or number.is_link_local or number.is_private or _is_site_local(number):
        return "" if limits.private else _INSIDE
    return "" if number.is_global and not number.is_reserved else "is not on the open network"


def _meant(place: Place) -> IPv4Address | IPv6Address:
    """The machine behind a number: those of the older kind are written within the newer too."""
    number = host_of(place)
    if isinstance(number, IPv4Address):
        return number
    if number in _NAT64:
        return IPv4Address(int(number) & _LAST_FOUR)
    return number.sixtofour or (number.teredo or (None, number))[1]


def _is_site_local(number: IPv4Address | IPv6Address) -> bool:
    return isinstance(number, IPv6Address) and number.is_site_local
