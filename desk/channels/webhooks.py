"""Other systems are told of events: one signed request for each, to addresses that were looked at.

What is not answered with success is tried again later; a receiver tells by the id what it has had.
"""

import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from desk.channels.base import Answer, Letter
from desk.channels.places import LOOKUP_SECONDS, Place, places_of
from desk.channels.secrets import COMMAND_SECONDS, fetch, hidden
from desk.channels.targets import Limits, Resolve, refusal
from desk.channels.trust import distrust, trusting
from desk.errors import DeskError, NotFound
from desk.rules.hooks import Hook

SECONDS = 15
"""So long one event may take, with all redirects."""

LONGEST = SECONDS + LOOKUP_SECONDS + COMMAND_SECONDS
"""So long a try may last: its secret is fetched before, and a last name may yet be looked up."""

_MOST_REDIRECTS = 3
_FOLLOWED = (307, 308)
"""Redirects that keep what is sent as it is; no other is followed."""
_GONE = 410
_SLOW_DOWN = (429, 503)
_IN_A_ROW = 3
"""So many events are refused one after the other before the hook is left alone for a while."""
_READ = 2000
_SHOWN = 300
_PORTS = {"https": 443, "http": 80}


class Outside(NamedTuple):
    """What a hook needs of the world around it."""

    body: Callable[[Letter], str]
    """What a letter says now. Raises `DeskError`."""
    now: Callable[[], int]
    """The machine's time, in seconds since 1970."""
    resolve: Resolve = places_of
    seconds: float = SECONDS


class Refused(Exception):
    """Something is not sent, or did not arrive; the words say why."""


def signature(secret: str, at: int, body: bytes) -> str:
    """What `Desk-Signature` holds: HMAC-SHA256 over the time, a dot and the body."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"


class WebhookChannel:
    """The way to one hook."""

    def __init__(self, hook: Hook, outside: Outside, *, only_here: bool = False) -> None:
        self._hook = hook
        self._outside = outside
        self._limits = Limits(hook.private_targets, only_here)
        self._refused_in_a_row = 0

    def close(self) -> None:
        """Nothing is kept open."""

    def is_here(self) -> bool:
        """Whether it ends on this machine. Raises `OSError` when nobody can tell."""
        parts = urlsplit(self._hook.url)
        found = self._outside.resolve(parts.hostname or "", _port(parts))
        return bool(found) and all(place.is_here for place in found)

    def send(self, letter: Letter) -> Answer:
        """Tell of one event, within a set time."""
        secret = ""
        try:
            body = self._outside.body(letter).encode()
            secret = fetch(self._hook.secret) if self._hook.secret else ""
            status, said = self._posted(letter, body, secret)
        except NotFound as error:
            return Answer("never", error.message)
        except (DeskError, Refused) as error:
            return Answer("later", str(error), of_all=True)
        return self._judged(status, hidden(said, secret))

    def _judged(self, status: int, said: str) -> Answer:
        if 200 <= status < 300:
            self._refused_in_a_row = 0
            return Answer("delivered", said)
        if status == _GONE:
            return Answer("never", f"{said} (the receiver says that it is gone for good)")
        self._refused_in_a_row += 1
        is_closed = status in _SLOW_DOWN or self._refused_in_a_row >= _IN_A_ROW
        return Answer("later", said, of_all=is_closed)

    def _posted(self, letter: Letter, body: bytes, secret: str) -> tuple[int, str]:
        """The status that was answered in the end, and the words."""
        if not secret:
            raise Refused("There is no secret to sign with")
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "desk",
            "Desk-Event": letter.message_id,
            "Desk-Signature": signature(secret, self._outside.now(), body),
            "Connection": "close",
        }
        url = self._hook.url
        with _Patience(self._outside.seconds) as patience:
            for _ in range(_MOST_REDIRECTS + 1):
                status, said, to = self._once(url, body, headers, patience)
                if status not in _FOLLOWED or not to:
                    return status, said
                url = _further(url, to)
        raise Refused(f"It was sent on more than {_MOST_REDIRECTS} times")

    def _once(
        self, url: str, body: bytes, headers: dict[str, str], patience: "_Patience"
    ) -> tuple[int, str, str]:
        """One request: the status, the words, and where to go instead."""
        parts = urlsplit(url)
        try:
            with closing(self._connected(parts, patience)) as connection:
                target = parts.path or "/"
                target += f"?{parts.query}" if parts.query else ""
                connection.request("POST", target, body, headers)
                response = connection.getresponse()
                words = f"{response.status} {response.reason}"
                with suppress(OSError, http.client.HTTPException):
                    told = response.read(_READ).decode("utf-8", "replace").strip()
                    words = f"{words}: {told[:_SHOWN]}" if told else words
                return response.status, words, response.headers.get("Location", "")
        except http.client.HTTPException as error:
            raise Refused(
                patience.said or f"What it answers is no HTTP ({type(error).__name__})"
            ) from None
        except ssl.SSLCertVerificationError as error:
            raise Refused(f"No connection to {parts.hostname}: {distrust(error)}") from None
        except (OSError, ValueError) as error:
            raise Refused(patience.said or f"No connection to {parts.hostname}: {error}") from None

    def _connected(self, parts: SplitResult, patience: "_Patience") -> http.client.HTTPConnection:
        """A connection to an address that may be connected to, under the name of the host."""
        host, port = parts.hostname or "", _port(parts)
        connection = http.client.HTTPConnection(host, port)
        connection.sock = plain = self._reached(host, port, patience)
        if parts.scheme == "https":
            try:
                connection.sock = safe = self._wrapped(plain, host)
                patience.guard(safe)
                safe.do_handshake()
            except BaseException:
                connection.close()
                raise
        return connection

    def _reached(self, host: str, port: int, patience: "_Patience") -> socket.socket:
        """A connection to the first place that takes one, of those that may be connected to."""
        failure: OSError | None = None
        for place in self._allowed(host, port):
            line = socket.socket(place.family, socket.SOCK_STREAM)
            try:
                patience.guard(line)
                line.connect(place.address)
            except OSError as error:
                line.close()
                failure = error
            else:
                return line
        raise failure or OSError("it has no address")

    def _wrapped(self, plain: socket.socket, host: str) -> ssl.SSLSocket:
        """The same connection, to be made safe under the name of the host."""
        trusted = trusting(self._hook.ca, f"hook.{self._hook.name}.ca")
        return trusted.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)

    def _allowed(self, host: str, port: int) -> list[Place]:
        """The places of a host that may be connected to. Raises `Refused` when there is none."""
        found = self._outside.resolve(host, port)
        allowed = [place for place in found if not refusal(place, self._limits)]
        if found and not allowed:
            reason = f"{found[0].address[0]!s} {refusal(found[0], self._limits)}"
            raise Refused(f"{host} is not called: {reason}")
        return allowed


class _Patience:
    """A set time for everything at once: when it is over, the connection is cut."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._socket: socket.socket | None = None
        self.said = ""
        """Empty until it is over."""

    def __enter__(self) -> "_Patience":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def guard(self, made: socket.socket) -> None:
        """Cut this connection when the time is over. Raises `OSError` when it is already."""
        made.settimeout(self._seconds)
        self._socket = made
        if self.said:
            raise TimeoutError(self.said)

    def _cut(self) -> None:
        self.said = f"No whole answer in {self._seconds:g} s"
        if self._socket is not None:
            with suppress(OSError):
                # Not as TLS would: another thread reads from it.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _further(url: str, to: str) -> str:
    """Where a redirect leads. Raises `Refused` for what is not followed."""
    try:
        goal = urljoin(url, to)
        parts = urlsplit(goal)
        _port(parts)
    except ValueError:
        raise Refused("It sends on to what is no address") from None
    if (
        parts.scheme not in _PORTS
        or not parts.hostname
        or not goal.isascii()
        or "@" in parts.netloc
    ):
        raise Refused("It sends on to what is no address of the web")
    if urlsplit(url).scheme == "https" and parts.scheme == "http":
        raise Refused("It sends on to a connection that anybody can read")
    return goal


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS.get(parts.scheme, 0)
