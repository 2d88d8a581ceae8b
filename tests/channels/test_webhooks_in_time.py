"""A receiver that says little, slowly, or no HTTP at all keeps nobody waiting."""

import time

import pytest

from tests.channels.hooks import hook, told
from tests.receivers import SECRET, dripping


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
    begin = time.monotonic()
    with dripping(first, each) as port:
        answer = told(hook(f"http://127.0.0.1:{port}/"), seconds=0.4)
    assert time.monotonic() - begin < 3
    assert (answer.outcome, answer.of_all) == ("later", True)


@pytest.mark.parametrize(
    ("first", "each"),
    [(b"HTTP/1.1 200 OK\r\n\r\n", b"x"), (b"HTTP/1.1 200 OK\r\n", b"X-More: of it\r\n")],
    ids=["body", "headers"],
)
def test_a_status_counts_though_the_rest_never_ends(first: bytes, each: bytes) -> None:
    with dripping(first, each) as port:
        answer = told(hook(f"http://127.0.0.1:{port}/"), seconds=0.4)
    assert answer.outcome == "delivered"


@pytest.mark.parametrize(
    "first", [b"\x00\xff\x1b[2J\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 99999 x\r\n\r\n", b"\n" * 99]
)
def test_what_is_no_http_is_said_so(first: bytes) -> None:
    with dripping(first, b"") as port:
        answer = told(hook(f"http://127.0.0.1:{port}/"), seconds=0.4)
    assert answer.outcome == "later"
