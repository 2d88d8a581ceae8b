"""A server of mail on this machine that fails as it is told, and keeps what it has taken."""

import base64
import contextlib
import socket
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import NamedTuple

import pytest

STAGES = ("greeting", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "dot")


class Fault(NamedTuple):
    """What goes wrong at a stage."""

    how: str
    """`say`, `drop`, `hang`, `drip` (a letter now and then, never a whole line), or for the dot
    `lose`: it is taken and the answer does not come."""
    line: str = ""
    times: int = 1_000_000
    """So often; then all is well."""


class Taken(NamedTuple):
    """A message that the server has taken."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    is_safe: bool
    user: str

    @property
    def mail(self) -> EmailMessage:
        """The message as any program reads it."""
        found = message_from_bytes(self.content, policy=default)
        assert isinstance(found, EmailMessage)
        return found


class Sink:
    """What a test tells the server, and what the server tells the test."""

    def __init__(self) -> None:
        self.faults: dict[str, Fault] = {}
        self.taken: list[Taken] = []
        self.said: list[str] = []
        """Every line that a client said."""
        self.connections = 0
        self.talking: set[object] = set()
        """The connections that are open, as this side sees it."""
        self.hanging: set[object] = set()
        """Those of them that will never hear anything."""
        self.port = 0
        self.offers = ["AUTH PLAIN LOGIN", "8BITMIME", "SMTPUTF8"]
        self.context: ssl.SSLContext | None = None
        """Offers STARTTLS when there is one."""
        self.is_safe_at_once = False
        self.users: dict[str, str] = {}
        self.stopped = threading.Event()

    def fault(self, stage: str) -> Fault | None:
        """What is to go wrong now."""
        found = self.faults.get(stage)
        if found is None or found.times <= 0:
            return None
        self.faults[stage] = found._replace(times=found.times - 1)
        return found

    @property
    def is_settled(self) -> bool:
        """Whether nobody talks any more but those who wait in vain."""
        return self.talking <= self.hanging

    @property
    def ids(self) -> list[str]:
        """The names of what was taken."""
        return [str(each.mail["Message-ID"]) for each in self.taken]


class _Gone(Exception):
    """The connection is over."""


class _Talk(socketserver.BaseRequestHandler):
    """One connection."""

    def handle(self) -> None:
        """Talk until somebody leaves."""
        sink: Sink = self.server.sink  # type: ignore[attr-defined]
        self.sink = sink
        self.is_safe = False
        self.user = ""
        self.sender = ""
        self.recipients: list[str] = []
        sink.connections += 1
        sink.talking.add(self)
        with contextlib.suppress(_Gone, OSError):
            if sink.is_safe_at_once:
                self._turn_safe()
            self.file = self.request.makefile("rb")
            self._answer("greeting", "220 sink ready")
            while True:
                self._one(self._line())

    def finish(self) -> None:
        """Let the connection go, whatever it has become."""
        if hasattr(self, "file"):
            self.file.close()
        self.request.close()
        self.sink.talking.discard(self)

    def _one(self, line: str) -> None:
        """Answer one command."""
        answers = {
            "EHLO": self._greet,
            "STARTTLS": self._start_tls,
            "AUTH": self._sign_in,
            "MAIL": self._mail,
            "RCPT": self._rcpt,
            "DATA": self._data,
            "QUIT": self._quit,
        }
        answers.get(line.split(" ")[0].upper(), self._other)(line)

    def _greet(self, _: str) -> None:
        offers = ["sink", *self.sink.offers]
        if self.sink.context is not None and not self.is_safe:
            offers.append("STARTTLS")
        marks = ["-"] * (len(offers) - 1) + [" "]
        told = [f"250{mark}{offer}" for mark, offer in zip(marks, offers, strict=True)]
        self._answer("EHLO", "\r\n".join(told))

    def _start_tls(self, _: str) -> None:
        self._answer("STARTTLS", "220 go ahead")
        self.file.close()
        self._turn_safe()
        self.file = self.request.makefile("rb")

    def _mail(self, line: str) -> None:
        self.sender, self.recipients = _address(line), []
        self._answer("MAIL", "250 ok")

    def _rcpt(self, line: str) -> None:
        if self._answer("RCPT", "250 ok"):
            self.recipients.append(_address(line))

    def _data(self, _: str) -> None:
        if self._answer("DATA", "354 go ahead"):
            self._take()

    def _quit(self, _: str) -> None:
        self._say("221 bye")
        raise _Gone

    def _other(self, _: str) -> None:
        self._say("250 ok")

    def _take(self) -> None:
        lines = []
        while (line := self.file.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        if not line:
            raise _Gone
        fault = self.sink.fault("dot")
        if fault is None or fault.how == "lose":
            taken = Taken(
                self.sender, tuple(self.recipients), b"".join(lines), self.is_safe, self.user
            )
            self.sink.taken.append(taken)
        if fault is not None:
            self._fail(fault)
        else:
            self._say("250 2.0.0 taken")

    def _sign_in(self, line: str) -> None:
        _, how, *rest = line.split(" ")
        if how == "PLAIN":
            _, user, secret = base64.b64decode(rest[0]).decode().split("\0")
        else:
            words = []
            for asked in ("Username:", "Password:"):
                self._say("334 " + base64.b64encode(asked.encode()).decode())
                words.append(base64.b64decode(self._line()).decode())
            user, secret = words
        is_right = self.sink.users.get(user) == secret
        if self._answer("AUTH", "235 welcome" if is_right else "535 5.7.8 who are you"):
            self.user = user if is_right else ""

    def _answer(self, stage: str, line: str) -> bool:
        """Say what belongs there, or fail; whether all is well."""
        fault = self.sink.fault(stage)
        if fault is None:
            self._say(line)
            return True
        self._fail(fault)
        return False

    def _fail(self, fault: Fault) -> None:
        if fault.how == "say":
            return self._say(fault.line)
        if fault.how == "hang":
            self.sink.hanging.add(self)
            self.sink.stopped.wait(600)
        if fault.how == "drip":
            while not self.sink.stopped.wait(0.2):
                self.request.sendall(b"2")
        with contextlib.suppress(OSError):
            self.request.shutdown(socket.SHUT_RDWR)
        raise _Gone

    def _line(self) -> str:
        line = self.file.readline()
        if not line:
            raise _Gone
        said = line.decode("utf-8", "replace").rstrip("\r\n")
        self.sink.said.append(said)
        return str(said)

    def _say(self, line: str) -> None:
        self.request.sendall(f"{line}\r\n".encode())

    def _turn_safe(self) -> None:
        assert self.sink.context is not None
        self.request = self.sink.context.wrap_socket(self.request, server_side=True)
        self.is_safe = True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves is nothing to speak of."""


def _address(line: str) -> str:
    return line.partition("<")[2].partition(">")[0]


@contextlib.contextmanager
def running() -> Iterator[Sink]:
    """A server of mail on a port of its own."""
    sink = Sink()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.sink = sink  # type: ignore[attr-defined]
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.stopped.set()
            server.shutdown()
            thread.join()


class Certificates(NamedTuple):
    """Files of a certificate for `localhost`, and of one for somebody else."""

    right: Path
    wrong: Path

    def of(self, path: Path) -> ssl.SSLContext:
        """A server that shows one of them."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path, path.with_suffix(".key"))
        return context


def make_certificates(folder: Path) -> Certificates:
    """Make certificates that only who is told to trusts."""
    for name, host in (("right", "localhost"), ("wrong", "elsewhere.example")):
        path = folder / f"{name}.pem"
        line = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
        line += ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
        line += ["-keyout", str(path.with_suffix(".key")), "-out", str(path)]
        try:
            subprocess.run(line, check=True, capture_output=True)
        except FileNotFoundError:
            pytest.skip("openssl is not installed, so there is no certificate to show")
    return Certificates(folder / "right.pem", folder / "wrong.pem")
