"""Where a name leads to: looked up once, judged, and then gone to, so that both are the same.

The machine's resolver cannot be told when to give up, so it is asked in a thread of its own, which
is left behind when it does not come back. Who asks for the same name meanwhile waits for the same
answer: however long a server of names is away, there is one such thread for each name.
"""

import ipaddress
import socket
from concurrent.futures import Future
from threading import Lock, Thread
from typing import Any, NamedTuple

LOOKUP_SECONDS = 10
"""So long a name may take to be looked up: a server of names that is away, and then another."""

MOST_PLACES = 4
"""So many addresses of a name are tried."""

_Found = list[tuple[Any, ...]]
"""What the machine's resolver answers."""

_asked: dict[tuple[str, int], "Future[_Found]"] = {}
"""What is being looked up."""
_one_at_a_time = Lock()


class Place(NamedTuple):
    """An address that a name leads to."""

    family: int
    address: tuple[str | int | bytes, ...]
    """As sockets take it, its port with it."""

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return host_of(self).is_loopback


def places_of(host: str, port: int, seconds: float = LOOKUP_SECONDS) -> list[Place]:
    """Where a host is, the first few of its addresses. Raises `OSError`, also when time is over."""
    try:
        found = _looked_up(host, port).result(seconds)
    except UnicodeError:
        raise OSError(f"'{host}' is no name of a host") from None
    except TimeoutError:
        raise OSError(f"nobody says within {seconds:g} s where '{host}' is") from None
    places = [Place(int(family), tuple(place)) for family, _, _, _, place in found]
    return [*dict.fromkeys(places)][:MOST_PLACES]


def _looked_up(host: str, port: int) -> "Future[_Found]":
    """What the machine's resolver says, once it has said it."""
    asked = host, port
    with _one_at_a_time:
        if asked in _asked:
            return _asked[asked]
        answer: Future[_Found] = Future()
        Thread(target=_look_up, args=(asked, answer), name="desk-lookup", daemon=True).start()
        _asked[asked] = answer
    return answer


def _look_up(asked: tuple[str, int], answer: "Future[_Found]") -> None:
    try:
        found = socket.getaddrinfo(*asked, type=socket.SOCK_STREAM)
    except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
        _end(asked)
        answer.set_exception(error)
    else:
        _end(asked)
        answer.set_result(found)


def _end(asked: tuple[str, int]) -> None:
    """Whoever asks from now on asks anew."""
    with _one_at_a_time:
        del _asked[asked]


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
