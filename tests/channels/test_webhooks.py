"""Events leave signed, to addresses that were looked at; whatever is answered ends in time."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.channels.base import Answer, Letter
from desk.channels.places import Place
from desk.channels.webhooks import Outside, WebhookChannel, signature
from desk.errors import NotFound
from tests.channels.hooks import BODY, LETTER, hook, told, v4
from tests.house.source import ROOT
from tests.receivers import SECRET, Came, Receiver, Say, is_signed, receiving


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver, whose secret the desk finds."""
    monkeypatch.setenv("HOOK_KEY", SECRET)
    with receiving() as made:
        yield made


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the desk finds the secret."""
    monkeypatch.setenv("HOOK_KEY", SECRET)


def test_an_event_arrives_signed_and_named(receiver: Receiver) -> None:
    receiver.answer = lambda _: Say(200, "thanks")
    assert told(hook(f"{receiver.url}?team=1")) == Answer("delivered", "200 OK: thanks")
    (came,) = receiver.came
    assert (came.path, came.body) == ("/events?team=1", BODY.encode())
    assert is_signed(came)
    assert not is_signed(came._replace(body=b"{}"))
    assert not is_signed(came, "another")
    assert came.headers["Desk-Event"] == "0a1b-7-6b02"
    assert came.headers["Desk-Signature"].startswith("t=1795428000,v1=")
    assert came.headers["Content-Type"] == "application/json"
    assert came.headers["Host"] == f"127.0.0.1:{receiver.port}"


@given(st.text(), st.integers(0, 2**40), st.binary())
def test_a_signature_is_read_apart_and_checked(secret: str, at: int, body: bytes) -> None:
    secret = secret.encode("utf-8", "replace").decode()
    made = Came("/", {"Desk-Signature": signature(secret, at, body)}, body)
    assert is_signed(made, secret)
    assert not is_signed(made._replace(body=body + b"x"), secret)
    assert not is_signed(made, secret + "x")


def test_the_readme_checks_a_signature_right() -> None:
    _, _, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Other systems")
    found: dict[str, Callable[..., bool]] = {}
    exec(rest.partition("```python\n")[2].partition("```")[0], found)
    now = int(time.time())
    signed = signature(SECRET, now, BODY.encode())
    is_ours = found["is_ours"]
    assert is_ours(signed, BODY.encode(), SECRET.encode())
    assert not is_ours(signed, b"{}", SECRET.encode())
    assert not is_ours(signature(SECRET, now - 301, b"x"), b"x", SECRET.encode())


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *((200, "delivered"), (202, "delivered"), (301, "later"), (303, "later"), (400, "later")),
        *((401, "later"), (404, "later"), (408, "later"), (410, "never"), (429, "later")),
        *((500, "later"), (503, "later")),
    ],
)
def test_what_is_answered_decides(receiver: Receiver, status: int, outcome: str) -> None:
    receiver.answer = lambda _: Say(status, headers={"Location": receiver.url})
    answer = told(hook(receiver.url))
    assert (answer.outcome, answer.of_all) == (outcome, status in (429, 503))
    assert answer.said.startswith(str(status))
    assert len(receiver.came) == 1


def test_a_hook_that_refuses_one_after_the_other_is_left_alone(receiver: Receiver) -> None:
    channel = WebhookChannel(hook(receiver.url), Outside(lambda _: BODY, lambda: 0))
    receiver.answer = lambda came: Say(500 if len(receiver.came) != 3 else 200)
    answers = [channel.send(LETTER).of_all for _ in range(6)]
    assert answers == [False, False, False, False, False, True]


def test_what_is_said_is_kept_to_the_letter_but_short_and_without_the_secret(
    receiver: Receiver,
) -> None:
    receiver.answer = lambda _: Say(500, f"\x1b]0;owned\x07\x9b2J {SECRET} " + "x" * 9000)
    said = told(hook(receiver.url)).said
    assert said.startswith("500 Internal Server Error: \x1b]0;owned\x07")
    assert SECRET not in said
    assert len(said) < 400


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost", "localhost."),
        *("[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "LOCALHOST"),
    ],
)
def test_other_spellings_of_this_machine_are_found_out(receiver: Receiver, host: str) -> None:
    answer = told(hook(f"http://{host}:{receiver.port}/", private=False))
    assert (answer.outcome, answer.of_all) == ("later", True)
    # Not every machine knows every spelling; none of them leads anywhere.
    assert "is not called" in answer.said or "No connection" in answer.said
    assert receiver.came == []


def test_the_address_that_was_looked_at_is_the_one_that_is_called(receiver: Receiver) -> None:
    """A name that is answered otherwise the second time leads nowhere else."""
    answers = [[v4("192.0.2.1", 9)], [v4("127.0.0.1", receiver.port)]]
    asked = []

    def rebound(host: str, port: int) -> list[Place]:
        asked.append(host)
        return answers[min(len(asked), 2) - 1]

    url = f"http://crm.example:{receiver.port}/"
    assert "is not called" in told(hook(url, private=False), resolve=rebound).said
    assert asked == ["crm.example"]
    assert "is not called" in told(hook(url, private=False), resolve=rebound).said
    assert receiver.came == []


def test_among_several_addresses_only_those_allowed_are_called(receiver: Receiver) -> None:
    def mixed(host: str, port: int) -> list[Place]:
        return [v4("10.255.255.1", port), v4("127.0.0.1", port)]

    url = f"http://crm.example:{receiver.port}/"
    assert told(hook(url), resolve=mixed, only_here=True).outcome == "delivered"
    assert told(hook(url, private=False), resolve=mixed).outcome == "later"
    assert len(receiver.came) == 1


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_keeps_what_is_sent(receiver: Receiver, status: int) -> None:
    receiver.answer = lambda came: (
        Say(status, headers={"Location": "/there"}) if came.path == "/events" else Say(200)
    )
    assert told(hook(receiver.url)).outcome == "delivered"
    assert [came.path for came in receiver.came] == ["/events", "/there"]
    assert all(map(is_signed, receiver.came))
    assert {came.body for came in receiver.came} == {BODY.encode()}


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("http://127.0.0.1:1/", "127.0.0.1 is not called"),
        ("http://169.254.169.254/latest", "169.254.169.254 is not called"),
        ("http://[::1]/", "::1 is not called"),
        ("file:///etc/passwd", "no address of the web"),
        ("http://user@crm.example/", "no address of the web"),
        ("http://crm.example:99999/", "no address"),
        ("http://\xfc.example/", "no address of the web"),
    ],
)
def test_where_a_redirect_leads_is_looked_at_too(receiver: Receiver, to: str, said: str) -> None:
    """The receiver stands for one outside: its name alone leads to it."""
    receiver.answer = lambda _: Say(307, headers={"Location": to})

    def resolve(host: str, port: int) -> list[Place]:
        if host == "crm.example":
            return [v4("127.0.0.1", receiver.port)]
        return [Place(socket.AF_INET6 if ":" in host else socket.AF_INET, (host, port))]

    class Trusting(WebhookChannel):
        """Takes that one name for one outside."""

        def _allowed(self, host: str, port: int) -> list[Place]:
            return resolve(host, port) if host == "crm.example" else super()._allowed(host, port)

    world = Outside(lambda _: BODY, lambda: 0, resolve=resolve)
    answer = Trusting(hook("http://crm.example/", private=False), world).send(LETTER)
    assert (answer.outcome, said in answer.said) == ("later", True), answer.said
    assert len(receiver.came) == 1


def test_redirects_end(receiver: Receiver) -> None:
    receiver.answer = lambda _: Say(308, headers={"Location": receiver.url})
    assert "more than 3 times" in told(hook(receiver.url)).said
    assert len(receiver.came) == 4


def test_who_is_not_there_is_tried_later(receiver: Receiver) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    answer = told(hook(f"http://127.0.0.1:{port}/"))
    assert (answer.outcome, answer.of_all) == ("later", True)
    assert "refused" in answer.said.lower()

    def nowhere(host: str, port: int) -> list[Place]:
        raise socket.gaierror(-2, "Name or service not known")

    assert "not known" in told(hook("http://crm.example/"), resolve=nowhere).said


def test_without_its_secret_nothing_leaves(receiver: Receiver) -> None:
    answer = told(hook(receiver.url, secret="NO_SUCH"))
    assert (answer.outcome, answer.said) == ("later", "There is no secret at the variable NO_SUCH")
    assert receiver.came == []


def test_what_is_gone_is_not_told(receiver: Receiver) -> None:
    def gone(_: Letter) -> str:
        raise NotFound("There is no event 7", "")

    world = Outside(gone, lambda: 0)
    assert WebhookChannel(hook(receiver.url), world).send(LETTER).outcome == "never"
    assert receiver.came == []
