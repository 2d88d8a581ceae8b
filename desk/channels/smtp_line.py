"""A line to a server of mail: opened, made safe, signed in; one step asked and answered at a time.

Nothing of it is ever said in the open that was to be safe, and every step ends in a set time.
"""

import base64
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, NamedTuple

from desk.channels.base import Answer
from desk.channels.places import places_of, reached
from desk.channels.secrets import fetch, hidden
from desk.channels.trust import distrust, trusting
from desk.errors import DeskError
from desk.rules.mail_addresses import mailbox
from desk.rules.outlets import Smtp

STEPS = 5
"""A whole letter may take as long as so many steps, however slowly a server drips."""

_LONGEST_SAID = 1000
_LONGEST_REPLY = 64 * 1024
_CLOSING = 421
_GO_ON = 334
_HERE_ONLY = "only a server on this machine may be sent to, for training"


class Shut(Exception):
    """The server took nothing; `answer` says what that means."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.answer = Answer("later", said[:_LONGEST_SAID], of_all=True)


class Reply(NamedTuple):
    """What a server answered to one step."""

    step: str
    code: int
    text: str

    @property
    def is_good(self) -> bool:
        """Whether the step was done."""
        return 200 <= self.code <= 299

    @property
    def said(self) -> str:
        """The answer with the step it belongs to."""
        return f"{self.step}: {self.code} {self.text}"[:_LONGEST_SAID]


class _WholeLines:
    """What a server says, line by line: half a line before the end is none."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.left = _LONGEST_REPLY

    def readline(self, most: int) -> bytes:
        """The next line; nothing when there is none. Raises `OSError` when it says too much."""
        line = self._file.readline(most)
        self.left -= len(line)
        if self.left < 0:
            raise OSError("it says more than anybody reads")
        return line if line.endswith(b"\n") else b""

    def close(self) -> None:
        """Read no more."""
        self._file.close()


class _Client(smtplib.SMTP):
    """Takes answers only whole, and only so much of each."""

    def getreply(self) -> tuple[int, bytes]:
        """The answer to what was said last."""
        if self.file is None and self.sock is not None:
            self.file = _WholeLines(self.sock.makefile("rb"))
        if self.file is not None:
            self.file.left = _LONGEST_REPLY
        return super().getreply()


class Line:
    """A line to a server of mail that has greeted, is safe, and knows who calls."""

    def __init__(self, smtp: Smtp, *, only_here: bool) -> None:
        """Open it. Raises `Shut`, with the words of the server if there are any."""
        self._smtp = smtp
        self._secrets: tuple[str, ...] = ()
        self._is_late = False
        self._guard: socket.socket | None = None
        name = smtp.name or mailbox(smtp.sender).domain
        self._client = _Client(local_hostname=name, timeout=smtp.timeout)
        try:
            plain = self._connected(only_here=only_here)
            self._guard = plain.dup()
            with self.in_time():
                self._open(plain)
        except BaseException:
            self.drop()
            raise

    @property
    def takes_all_letters(self) -> bool:
        """Whether addresses may be written in any script."""
        return bool(self._client.has_extn("smtputf8"))

    def ask(self, step: str, rest: str = "") -> Reply:
        """Say one command. Raises `Shut` when the line is lost over it."""
        self._client.command_encoding = "utf-8"
        return self._heard(step, lambda: self._client.docmd(step.partition(" ")[0], rest))

    def hand_over(self, content: bytes) -> Reply:
        """Say everything up to the dot, and hear what the server makes of it."""

        def say() -> tuple[int, bytes]:
            self._client.send(content)
            return self._client.getreply()

        return self._heard("after the text", say)

    @contextmanager
    def in_time(self) -> Iterator[None]:
        """See to it that what is done meanwhile ends: the line is cut when its time is over."""
        timer = threading.Timer(self._smtp.timeout * STEPS, self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def leave(self) -> None:
        """Part in good manners: what was taken is taken, whatever the server says now."""
        with suppress(OSError, smtplib.SMTPException):
            self._client.docmd("QUIT")
        self.drop()

    def drop(self) -> None:
        """Let the line go."""
        self._client.close()
        if self._guard is not None:
            self._guard.close()

    def _connected(self, *, only_here: bool) -> socket.socket:
        smtp = self._smtp
        try:
            places = places_of(smtp.host, smtp.door)
            if only_here and not all(place.is_here for place in places):
                raise Shut(f"{self._where}: {_HERE_ONLY}")
            return reached(places, smtp.timeout)
        except OSError as error:
            raise Shut(f"{self._where}: {self._reason(error)}") from error

    def _open(self, plain: socket.socket) -> None:
        smtp = self._smtp
        self._client.sock = plain
        if smtp.security == "tls":
            self._make_safe("TLS")
        self._demand(self._heard("greeting", self._client.getreply))
        self._demand(self._heard("EHLO", self._client.ehlo))
        if smtp.security == "starttls":
            if not self._client.has_extn("starttls"):
                raise Shut(f"{self._where} does not offer STARTTLS")
            self._demand(self.ask("STARTTLS"))
            self._make_safe("STARTTLS")
            self._demand(self._heard("EHLO", self._client.ehlo))
        if smtp.user:
            self._sign_in()

    def _make_safe(self, step: str) -> None:
        """Go on in safety; what the server said in the open counts for nothing from here on."""
        client = self._client
        assert client.sock is not None
        try:
            trusted = trusting(self._smtp.ca, "outlet.smtp.ca")
            client.sock = trusted.wrap_socket(client.sock, server_hostname=self._smtp.host)
        except (OSError, ValueError) as error:
            raise Shut(f"{step}: {self._reason(error)}") from error
        client.file = None
        client.ehlo_resp = None
        client.esmtp_features = {}
        client.does_esmtp = False

    def _sign_in(self) -> None:
        smtp = self._smtp
        if smtp.password is None:
            raise Shut("outlet.smtp.password is not settled")
        try:
            secret = fetch(smtp.password)
        except DeskError as error:
            raise Shut(f"{error.message}. {error.next_step}") from None
        whole = _base64(f"\0{smtp.user}\0{secret}")
        self._secrets = (whole, _base64(secret), secret)
        offered = str(self._client.esmtp_features.get("auth", "")).upper().split()
        if "PLAIN" in offered:
            reply = self.ask("AUTH", f"PLAIN {whole}")
        elif "LOGIN" in offered:
            reply = self.ask("AUTH", "LOGIN")
            for word in (_base64(smtp.user), _base64(secret)):
                reply = self._answered(word) if reply.code == _GO_ON else reply
        else:
            raise Shut(f"{self._where} offers neither AUTH PLAIN nor LOGIN")
        self._demand(reply)

    def _answered(self, word: str) -> Reply:
        return self._heard("AUTH", lambda: self._client.docmd(word))

    def _demand(self, reply: Reply) -> None:
        """Raise `Shut` unless it is good: before any letter it speaks of us, not of the letter."""
        if not reply.is_good:
            raise Shut(reply.said)

    def _heard(self, step: str, say: Callable[[], tuple[int, bytes]]) -> Reply:
        """What the server answers. Raises `Shut` when it is lost, closes or makes no sense."""
        try:
            code, text = say()
        except (OSError, ValueError, smtplib.SMTPException) as error:
            cause = error.__context__
            reason = cause if isinstance(cause, OSError) else error
            raise Shut(f"{step}: {self._reason(reason)}") from error
        said = hidden(text.decode("utf-8", "backslashreplace"), *self._secrets)
        reply = Reply(step, code, said)
        if code == _CLOSING or not 200 <= code <= 599:
            raise Shut(reply.said)
        return reply

    def _reason(self, error: Exception) -> str:
        """What went wrong with the line, in words."""
        if self._is_late:
            return f"it took longer than {self._smtp.timeout * STEPS} s"
        if isinstance(error, TimeoutError):
            return f"no answer within {self._smtp.timeout} s"
        if isinstance(error, ssl.SSLCertVerificationError):
            return distrust(error)
        if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError):
            is_refused = isinstance(error, ConnectionRefusedError)
            return "it takes no connection" if is_refused else "the connection was dropped"
        return (error.strerror if isinstance(error, OSError) else None) or str(error)

    @property
    def _where(self) -> str:
        return f"{self._smtp.host}:{self._smtp.door}"

    def _cut(self) -> None:
        self._is_late = True
        if self._guard is None:
            return
        with suppress(OSError):
            self._guard.shutdown(socket.SHUT_RDWR)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
