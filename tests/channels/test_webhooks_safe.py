"""Hooks over TLS: whom the machine trusts or `ca` names, under the right name, while it holds."""

import os
import socket

import pytest

from desk.channels.base import Answer
from desk.channels.places import Place
from tests.certificates import Authority, make_authority
from tests.channels.hooks import hook, told, v4
from tests.receivers import SECRET, Say, dripping, is_signed, receiving


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for the receivers here."""
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the desk finds the secret."""
    monkeypatch.setenv("HOOK_KEY", SECRET)


def here(host: str, port: int) -> list[Place]:
    """Every name leads to this machine."""
    return [v4("127.0.0.1", port)]


@pytest.mark.parametrize(
    ("name", "shown", "is_trusted", "why"),
    [
        ("localhost", "right", True, ""),
        ("localhost", "right", False, "unable to get local issuer certificate"),
        ("localhost", "elsewhere", True, "certificate is not valid for 'localhost'"),
        ("127.0.0.1", "right", True, "certificate is not valid for '127.0.0.1'"),
        ("crm.example", "right", True, "certificate is not valid for 'crm.example'"),
        ("elsewhere.example", "elsewhere", True, ""),
        ("localhost", "expired", True, "certificate has expired"),
    ],
)
def test_only_who_shows_who_it_is_is_told(
    authority: Authority, name: str, shown: str, is_trusted: bool, why: str
) -> None:
    ca = str(authority.ca) if is_trusted else ""
    with receiving(tls=authority.shows(shown)) as receiver:
        answer = told(hook(f"https://{name}:{receiver.port}/events", ca=ca), resolve=here)
    if not why:
        assert answer == Answer("delivered", "204 No Content")
        assert [is_signed(came) for came in receiver.came] == [True]
        assert receiver.came[0].headers["Host"] == f"{name}:{receiver.port}"
        return
    assert (answer.outcome, answer.of_all, receiver.came) == ("later", True, [])
    assert answer.said.startswith(f"No connection to {name}: its certificate is not trusted: ")
    assert why in answer.said


def test_whom_the_machine_trusts_needs_no_setting(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.ca))
    with receiving(tls=authority.shows("right")) as receiver:
        at = f"https://localhost:{receiver.port}/events"
        assert told(hook(at), resolve=here).outcome == "delivered"


def test_a_file_that_is_none_is_named(authority: Authority) -> None:
    with receiving(tls=authority.shows("right")) as receiver:
        at = hook(f"https://localhost:{receiver.port}/", ca="/no/such.pem")
        answer = told(at, resolve=here)
    assert answer.said == (
        "No connection to localhost: hook.crm.ca: /no/such.pem: No such file or directory"
    )


def test_a_redirect_into_the_open_is_not_followed(authority: Authority) -> None:
    with receiving() as other, receiving(tls=authority.shows("right")) as receiver:
        receiver.answer = lambda _: Say(307, headers={"Location": other.url})
        at = hook(f"https://localhost:{receiver.port}/events", ca=str(authority.ca))
        assert "anybody can read" in told(at, resolve=here).said
        assert other.came == []


def test_a_redirect_to_who_cannot_show_who_it_is_is_not_told(authority: Authority) -> None:
    with (
        receiving(tls=authority.shows("expired")) as other,
        receiving(tls=authority.shows("right")) as receiver,
    ):
        to = {"Location": f"https://localhost:{other.port}/"}
        receiver.answer = lambda _: Say(308, headers=to)
        at = hook(f"https://localhost:{receiver.port}/events", ca=str(authority.ca))
        assert "certificate has expired" in told(at, resolve=here).said
        assert (len(receiver.came), other.came) == (1, [])


def test_a_name_that_a_redirect_leads_to_is_looked_up_and_refused(authority: Authority) -> None:
    """The receiver stands for one outside; the name it sends on to leads into the house."""
    asked = []

    def resolve(host: str, port: int) -> list[Place]:
        asked.append(host)
        if host == "localhost":
            return here(host, port)
        return [
            Place(socket.AF_INET, ("10.1.2.3", port)),
            Place(socket.AF_INET6, ("fd00::7", port)),
        ]

    with receiving(tls=authority.shows("right")) as receiver:
        to = {"Location": f"https://intranet.example:{receiver.port}/"}
        receiver.answer = lambda _: Say(307, headers=to)
        at = hook(f"https://localhost:{receiver.port}/events", private=True, ca=str(authority.ca))
        answer = told(at, resolve=resolve, only_here=True)
    assert asked == ["localhost", "intranet.example"]
    assert answer.said == "intranet.example is not called: 10.1.2.3 is not on this machine"
    assert (answer.outcome, len(receiver.came)) == ("later", 1)


def test_a_handshake_that_never_ends_is_left() -> None:
    """It says how much it is going to say, and then a letter now and then."""
    with dripping(b"\x16\x03\x03\x40\x00", b"\x02") as port:
        answer = told(hook(f"https://127.0.0.1:{port}/"), seconds=0.4)
    assert answer == Answer("later", "No whole answer in 0.4 s", of_all=True)


def test_proxies_of_the_environment_are_not_used(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is judged is the address that is called: somebody in between would call another."""
    with receiving() as proxy, receiving(tls=authority.shows("right")) as receiver:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
            monkeypatch.setenv(name.upper(), proxy.url)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        at = hook(f"https://localhost:{receiver.port}/events", ca=str(authority.ca))
        assert told(at, resolve=here).outcome == "delivered"
        assert proxy.came == []
    assert os.environ["HTTPS_PROXY"] == proxy.url
