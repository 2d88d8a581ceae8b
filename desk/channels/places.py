"""Where a name leads to: looked up once, judged, and then gone to, so that both are the same."""

import ipaddress
import socket
from typing import NamedTuple

_MOST = 4
"""So many addresses of a name are tried."""


class Place(NamedTuple):
    """An address that a name leads to."""

    family: int
    address: tuple[str | int | bytes, ...]
    """As sockets take it, its port with it."""

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return host_of(self).is_loopback


def places_of(host: str, port: int) -> list[Place]:
    """Where a host is, the first few of its addresses. Raises `OSError`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise OSError(f"'{host}' is no name of a host") from None
    places = [Place(int(family), tuple(place)) for family, _, _, _, place in found]
    return [*dict.fromkeys(places)][:_MOST]


def host_of(place: Place) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """The address alone, a new one that stands for an old one as that."""
    address = ipaddress.ip_address(str(place.address[0]).partition("%")[0])
    old = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return old or address


def reached(places: list[Place], seconds: float) -> socket.socket:
    """A connection to the first place that takes one. Raises `OSError`, the last one's."""
    failure = OSError("it has no address")
    for place in places:
        line = socket.socket(place.family, socket.SOCK_STREAM)
        line.settimeout(seconds)
        try:
            line.connect(place.address)
        except OSError as error:
            line.close()
            failure = error
        else:
            return line
    raise failure
