"""A receiver that says little, slowly, or no HTTP at all keeps nobody waiting."""

import socket
import threading
from contextlib import suppress

import pytest

from tests.channels.hooks import hook, told
from tests.receivers import SECRET, dripping

MUCH = 64 * 1024 * 1024


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the desk finds the secret."""
    monkeypatch.setenv("HOOK_KEY", SECRET)


@pytest.mark.parametrize(
    ("first", "each"),
    [
        (b"", b""),
        (b"HTTP/1.1 ", b"2"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["nothing", "a line without end", "always about to go on"],
)
def test_who_keeps_us_waiting_is_left(first: bytes, each: bytes) -> None:
    with dripping(first, each) as port:
        answer = told(hook(f"http://127.0.0.1:{port}/"), seconds=0.4)
    assert (answer.outcome, answer.of_all) == ("later", True)
    assert answer.said in ("No whole answer in 0.4 s", "No connection to 127.0.0.1: timed out")


@pytest.mark.parametrize(
    ("first", "each"),
    [(b"HTTP/1.1 200 OK\r\n\r\n", b"x"), (b"HTTP/1.1 200 OK\r\n", b"X-More: of it\r\n")],
    ids=["body", "headers"],
)
def test_a_status_counts_though_the_rest_never_ends(first: bytes, each: bytes) -> None:
    with dripping(first, each) as port:
        answer = told(hook(f"http://127.0.0.1:{port}/"), seconds=1.5)
    assert answer.outcome == "delivered"


@pytest.mark.parametrize(
    "first", [b"\x00\xff\x1b[2J\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 99999 x\r\n\r\n", b"\n" * 99]
)
def test_what_is_no_http_is_said_so(first: bytes) -> None:
    with dripping(first, b"") as port:
        answer = told(hook(f"http://127.0.0.1:{port}/"), seconds=0.4)
    assert answer.outcome == "later"


def test_of_a_long_answer_only_its_beginning_is_read() -> None:
    """However much a receiver says: what is not read stays with whoever said it."""
    said: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def flood() -> None:
            line, _ = server.accept()
            with line, suppress(OSError):
                line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
                line.sendall(b"HTTP/1.1 500 No\r\n\r\n")
                said.append(0)
                while said[0] < MUCH:
                    line.sendall(b"x" * 65536)
                    said[0] += 65536

        thread = threading.Thread(target=flood)
        thread.start()
        answer = told(hook(f"http://127.0.0.1:{server.getsockname()[1]}/"))
        thread.join()
    assert answer.said == "500 No: " + "x" * 300
    assert said[0] < MUCH


def test_headers_without_end_are_no_http() -> None:
    with dripping(b"HTTP/1.1 200 OK\r\n" + b"X-More: of it\r\n" * 500, b"") as port:
        answer = told(hook(f"http://127.0.0.1:{port}/"), seconds=5)
    assert (answer.outcome, "no HTTP" in answer.said) == ("later", True)
