"""Names are looked up with a limit, however long the machine's resolver takes."""

import socket
import threading
from collections.abc import Iterator

import pytest

from desk.channels.base import Letter
from desk.channels.places import places_of
from desk.channels.smtp import SmtpChannel
from desk.rules.outlets import Smtp
from tests.channels.hooks import hook, told
from tests.receivers import SECRET

LETTER = Letter("N-1", "<a@b.example>", "a@b.example", "c@d.example", "Hello", "Hello", 0)


class Resolver:
    """A resolver whose server of names is away until it is told to be back."""

    def __init__(self) -> None:
        self.is_back = threading.Event()
        self.asked: list[str] = []
        self._resolve = socket.getaddrinfo

    def __call__(self, host: str, *given: object, **named: object) -> object:
        self.asked.append(host)
        assert self.is_back.wait(60)
        return self._resolve("127.0.0.1", *given, **named)  # type: ignore[arg-type]


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[Resolver]:
    """The machine's resolver hangs."""
    made = Resolver()
    monkeypatch.setattr(socket, "getaddrinfo", made)
    monkeypatch.setattr(places_of, "__defaults__", (0.05,))
    yield made
    made.is_back.set()
    for thread in threading.enumerate():
        if thread.name == "desk-lookup":
            thread.join(60)


def test_nobody_waits_for_a_server_of_names_that_is_away(away: Resolver) -> None:
    for _ in range(3):
        with pytest.raises(OSError, match=r"^nobody says within 0.05 s where 'a.example' is$"):
            places_of("a.example", 25)
    assert away.asked == ["a.example"], "one thread for one name, however often it is asked for"
    away.is_back.set()
    assert [place.address for place in places_of("a.example", 25, 60)] == [("127.0.0.1", 25)]


def test_a_name_that_was_said_is_asked_for_anew(away: Resolver) -> None:
    away.is_back.set()
    for _ in range(2):
        places_of("a.example", 25, 60)
    assert away.asked == ["a.example"] * 2


def test_what_leaves_waits_until_it_is_back(
    away: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_KEY", SECRET)
    mail = SmtpChannel(Smtp("mail.example", sender="a@b.example")).send(LETTER)
    told_of = told(hook("https://crm.example/"))
    for answer in (mail, told_of):
        assert (answer.outcome, answer.of_all) == ("later", True)
        assert "nobody says within 0.05 s where" in answer.said
