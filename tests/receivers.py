"""A receiver of events on this machine: a real server of HTTP that answers as it is told."""

import hashlib
import hmac
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

SECRET = "s3cret of the receiver"


class Came(NamedTuple):
    """One request, as it arrived."""

    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """The event in it."""
        told: dict[str, Any] = json.loads(self.body)
        return told


class Say(NamedTuple):
    """An answer."""

    status: int = 204
    text: str = ""
    headers: Mapping[str, str] = {}


def is_signed(came: Came, secret: str = SECRET) -> bool:
    """The few lines that a receiver needs, written for themselves."""
    parts = dict(part.split("=", 1) for part in came.headers["Desk-Signature"].split(","))
    signed = parts["t"].encode() + b"." + came.body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, parts["v1"])


class Quiet(ThreadingHTTPServer):
    """A server that says nothing of who leaves in the middle."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """It is the sender who has to find out."""


class Receiver:
    """Keeps what came; `answer` says what is answered to a request."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.came: list[Came] = []
        self.answer: Callable[[Came], Say] = lambda _: Say()
        self.port = int(server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}/events"

    @property
    def events(self) -> list[str]:
        """The ids of what came, in order."""
        return [came.headers["Desk-Event"] for came in self.came]


@contextmanager
def receiving(tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver that listens, safely where it is given a certificate."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            came = Came(self.path, dict(self.headers), self.rfile.read(length))
            receiver.came.append(came)
            say = receiver.answer(came)
            data = say.text.encode("latin-1")
            self.send_response(say.status)
            for name, value in {**say.headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is there
            """Say nothing."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    receiver = Receiver(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def dripping(first: bytes, each: bytes) -> Iterator[int]:
    """A server that says something and then a little again and again; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def drip() -> None:
            try:
                line, _ = server.accept()
                with line:
                    line.sendall(first)
                    while each and not ended.is_set():
                        line.sendall(each)
                        time.sleep(0.02)
                    ended.wait()
            except OSError:
                return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        yield int(server.getsockname()[1])
        ended.set()
    thread.join(5)
