"""Mail over a real server that knows nothing of the desk: made safe, signed in, delivered; and a
server that cannot show who it is, or does not know the desk, gets nothing."""

import shlex
import sys
from pathlib import Path

import pytest

from desk.channels.base import Answer, Letter
from desk.channels.smtp import SmtpChannel
from desk.rules.outlets import Smtp
from desk.rules.secret_places import SecretPlace, secret_place
from tests.certificates import Authority, make_authority
from tests.mail_server import USER, MailServer, mail_server

PASSWORD = 'Kön1g & "söhne"'
LETTER = Letter(
    ref="N-17",
    message_id="<abc@desk.example>",
    sender="Kundendienst Süd <desk@desk.example>",
    to="bernard@acme.example",
    subject="Retard: nouvelle heure – 16 h",
    text="Bonjour,\n.\n.point\nà 16 h",
    date=1_795_428_000,
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who vouches for the servers here."""
    return make_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def password(monkeypatch: pytest.MonkeyPatch) -> SecretPlace:
    """Where the desk finds the password."""
    monkeypatch.setenv("DESK_TEST_PASSWORD", PASSWORD)
    return SecretPlace("env", "DESK_TEST_PASSWORD")


def sent(server: MailServer, authority: Authority, **settled: object) -> Answer:
    """What comes of one try."""
    smtp = Smtp("localhost", server.port, sender="desk@desk.example", user=USER)
    channel = SmtpChannel(smtp._replace(ca=str(authority.ca))._replace(**settled))  # type: ignore[arg-type]
    answer = channel.send(LETTER)
    channel.close()
    return answer


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(("without", "way"), [("LOGIN", "PLAIN"), ("PLAIN", "LOGIN")])
def test_a_letter_arrives_over_a_safe_line_signed_in(
    authority: Authority, password: SecretPlace, security: str, without: str, way: str
) -> None:
    with mail_server(authority, PASSWORD, without=without, safe=security == "tls") as server:
        answer = sent(server, authority, security=security, password=password)
    assert answer == Answer("delivered", "250 2.0.0 taken")
    (got,) = server.got
    assert (got.user, got.is_safe, server.ways) == (USER, True, [way])
    assert got.recipients == ("bernard@acme.example",)
    assert (got.mail["Message-ID"], got.mail["Subject"]) == (LETTER.message_id, LETTER.subject)
    assert got.mail.get_content().replace("\r\n", "\n") == LETTER.text + "\n"


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("shown", "why"),
    [
        ("elsewhere", "Hostname mismatch, certificate is not valid for 'localhost'."),
        ("expired", "certificate has expired"),
    ],
)
def test_a_server_that_cannot_show_who_it_is_is_told_nothing(
    authority: Authority, password: SecretPlace, security: str, shown: str, why: str
) -> None:
    with mail_server(authority, PASSWORD, shown, safe=security == "tls") as server:
        answer = sent(server, authority, security=security, password=password)
    step = "STARTTLS" if security == "starttls" else "TLS"
    said = f"{step}: its certificate is not trusted: {why}"
    assert answer == Answer("later", said, of_all=True)
    assert (server.got, server.ways) == ([], [])


def test_an_authority_nobody_named_is_not_trusted(
    authority: Authority, password: SecretPlace, tmp_path: Path
) -> None:
    """Nor is anything sent when the file that should name it is not there or is none."""
    (tmp_path / "none.pem").write_text("no certificate")
    with mail_server(authority, PASSWORD) as server:
        for ca, why in (
            ("", "unable to get local issuer certificate"),
            (str(tmp_path / "gone.pem"), "outlet.smtp.ca: "),
            (str(tmp_path / "none.pem"), "outlet.smtp.ca: "),
        ):
            answer = sent(server, authority, ca=ca, password=password)
            assert (answer.outcome, answer.of_all, why in answer.said) == ("later", True, True)
    assert (server.got, server.ways) == ([], [])


@pytest.mark.parametrize("way", ["env", "file", "command"])
def test_the_password_is_found_wherever_it_is(
    authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
) -> None:
    """And a wrong one found there waits, however it was wrong, and is told nobody."""
    monkeypatch.setenv("DESK_TEST_PASSWORD", PASSWORD)
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    file.chmod(0o600)
    told = "import sys; print(open(sys.argv[1]).read())"
    place = {
        "env": "env:DESK_TEST_PASSWORD",
        "file": f"file:{file}",
        "command": f"command:{shlex.join([sys.executable, '-Xutf8', '-c', told, str(file)])}",
    }[way]
    with mail_server(authority, PASSWORD) as server:
        right = sent(server, authority, password=secret_place(place, "password"))
        monkeypatch.setenv("DESK_TEST_PASSWORD", "wrOng one")
        file.write_text("wrOng one", encoding="utf-8")
        wrong = sent(server, authority, password=secret_place(place, "password"))
    assert right.outcome == "delivered"
    said = "AUTH: 535 5.7.8 Authentication credentials invalid"
    assert wrong == Answer("later", said, of_all=True)
    assert len(server.got) == 1


def test_who_does_not_sign_in_is_refused_and_the_letter_waits(authority: Authority) -> None:
    with mail_server(authority, PASSWORD) as server:
        answer = sent(server, authority, user="")
    assert answer == Answer("later", "MAIL FROM: 530 5.7.0 Authentication required", of_all=True)
    assert server.got == []
