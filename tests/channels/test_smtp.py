"""Mail by a server of mail: what arrives, and what is made of each way it can fail."""

import os
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from desk.channels.base import Answer, Letter
from desk.channels.places import Place, places_of
from desk.channels.smtp import SmtpChannel
from desk.rules.outlets import Smtp
from desk.rules.secret_places import SecretPlace
from tests.sink import STAGES, Certificates, Fault, Sink

LETTER = Letter(
    ref="N-17",
    message_id="<abc@desk.example>",
    sender="Kundendienst Süd <desk@desk.example>",
    to="bernard@acme.example",
    subject="Retard: nouvelle heure – 16 h",
    text="Bonjour,\n.\n.point\nà 16 h\n\nFrom here\n" + "x" * 2000,
    date=1_795_428_000,
    language="fr",
)


def channel(sink: Sink, **settled: object) -> SmtpChannel:
    """A channel to the server of the test, in the open unless settled otherwise."""
    smtp = Smtp("localhost", sink.port, "none", sender="desk@desk.example", timeout=1)
    return SmtpChannel(smtp._replace(**settled))  # type: ignore[arg-type]


def sent(sink: Sink, letter: Letter = LETTER, /, **settled: object) -> Answer:
    """What comes of one try."""
    opened = channel(sink, **settled)
    answer = opened.send(letter)
    opened.close()
    return answer


def test_a_letter_arrives_as_it_was_written(sink: Sink) -> None:
    before = LETTER._replace(in_reply_to="<2@d>", references=("<1@d>", "<2@d>", "broken"))
    assert sent(sink, before) == Answer("delivered", "250 2.0.0 taken")
    (taken,) = sink.taken
    assert (taken.sender, taken.recipients) == ("desk@desk.example", ("bernard@acme.example",))
    mail = taken.mail
    assert mail.defects == []
    assert mail["From"] == "Kundendienst Süd <desk@desk.example>"
    assert mail["Subject"] == LETTER.subject
    assert mail["Message-ID"] == "<abc@desk.example>"
    assert (mail["In-Reply-To"], mail["References"]) == ("<2@d>", "<1@d> <2@d>")
    assert parsedate_to_datetime(mail["Date"]).timestamp() == LETTER.date
    assert mail["Content-Language"] == "fr"
    assert mail["Auto-Submitted"] is None
    assert mail.get_content().replace("\r\n", "\n") == LETTER.text + "\n"
    assert taken.content.isascii()
    assert max(map(len, taken.content.split(b"\r\n"))) <= 78
    assert "format=flowed" not in str(mail["Content-Type"])


def test_what_the_desk_writes_by_itself_asks_no_machine_to_answer(sink: Sink) -> None:
    sent(sink, LETTER._replace(is_automatic=True))
    assert sink.taken[0].mail["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "text",
    [
        "Hello\r\nBcc: eve@evil.example",
        "Hello\nX-Evil: 1\n\nbody",
        "\x1b]0;x\x07 \x00 \x9b2J",
        "a\u2028b\u2029c\u202ed",
        "=?utf-8?q?x?= " * 60,
        "é" * 900,
        "[/] {0} %s",
        "",
    ],
)
def test_no_text_makes_a_header_or_a_recipient(sink: Sink, text: str) -> None:
    """What was read back from the wire has the same headers and recipients, whatever was said."""
    sent(sink)
    answer = sent(sink, LETTER._replace(subject=text, text=text, language=text))
    assert answer.outcome == "delivered"
    plain, other = sink.taken
    told = {name for name in other.mail if name != "Content-Language"}
    assert told <= {*plain.mail.keys()} | {"Content-Language"}
    assert other.recipients == plain.recipients
    assert not set(str(other.mail["Subject"])) & set("\r\n\x1b\x07\x00\x9b\u2028\u2029\u202e")
    assert "Bcc" not in other.mail
    assert "X-Evil" not in other.mail


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example\r\nRCPT TO:<eve@evil.example>",
        "a@b.example\nDATA",
        "a@b.example, eve@evil.example",
        "<a@b.example> <eve@evil.example>",
        "a@b.example>\x00",
        "a b@c.example",
        "a@",
        "@b.example",
        "+49 30 1234",
        "a@b..example",
        "x" * 65 + "@b.example",
    ],
)
def test_an_address_that_is_none_never_reaches_the_wire(sink: Sink, address: str) -> None:
    assert sent(sink, LETTER._replace(to=address)).outcome == "never"
    assert (sink.connections, sink.taken) == (0, [])


def test_addresses_in_other_letters(sink: Sink) -> None:
    """A domain has plain letters; a name before the sign needs a server that takes it."""
    assert sent(sink, LETTER._replace(to="info@bücher.example")).outcome == "delivered"
    assert sink.taken[0].recipients == ("info@xn--bcher-kva.example",)
    assert sent(sink, LETTER._replace(to="jörg@b.example")).outcome == "delivered"
    assert sink.taken[1].recipients == ("jörg@b.example",)
    assert "MAIL FROM:<desk@desk.example> SMTPUTF8" in sink.said
    sink.offers.remove("SMTPUTF8")
    answer = sent(sink, LETTER._replace(to="jörg@b.example"))
    assert answer.outcome == "never"
    assert "SMTPUTF8" in answer.said


def test_several_letters_take_one_line(sink: Sink) -> None:
    opened = channel(sink)
    for number in range(3):
        opened.send(LETTER._replace(message_id=f"<{number}@desk.example>"))
    opened.close()
    assert sink.ids == ["<0@desk.example>", "<1@desk.example>", "<2@desk.example>"]
    assert (sink.connections, sink.said.count("ehlo desk.example"), sink.said[-1]) == (1, 1, "QUIT")


def test_a_line_that_the_server_gave_up_meanwhile_is_opened_anew(sink: Sink) -> None:
    opened = channel(sink)
    opened.send(LETTER)
    sink.faults["MAIL"] = Fault("drop", times=1)
    assert opened.send(LETTER).outcome == "delivered"
    sink.faults["MAIL"] = Fault("say", "421 too many", times=1)
    assert opened.send(LETTER).outcome == "delivered"
    opened.close()
    assert (sink.connections, len(sink.taken)) == (3, 3)


def test_a_refused_letter_does_not_spoil_the_next(sink: Sink) -> None:
    opened = channel(sink)
    sink.faults["RCPT"] = Fault("say", "550 5.1.1 no such user", times=1)
    answer = opened.send(LETTER)
    assert answer == Answer("never", "RCPT TO: 550 5.1.1 no such user")
    assert opened.send(LETTER).outcome == "delivered"
    opened.close()
    assert sink.connections == 1


OF_THE_LETTER = ("MAIL", "RCPT", "DATA", "dot")


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in ("STARTTLS", "AUTH")])
@pytest.mark.parametrize("code", ["451 4.3.0 later", "554 5.7.1 no \x1b[31mway", "421 4.3.2 bye"])
def test_what_a_server_says_decides(sink: Sink, stage: str, code: str) -> None:
    """5xx to the letter ends it at once; all else waits, and what speaks of us shuts the way."""
    sink.faults[stage] = Fault("say", code)
    answer = sent(sink)
    is_of_letter = stage in OF_THE_LETTER and not code.startswith("421")
    wanted = "never" if is_of_letter and code.startswith("5") else "later"
    assert (answer.outcome, answer.of_all) == (wanted, not is_of_letter)
    assert code in answer.said
    assert sink.taken == []


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("how", ["drop", "hang"])
def test_a_line_that_breaks_or_hangs_waits(
    sink: Sink, certificates: Certificates, stage: str, how: str
) -> None:
    sink.context = certificates.of(certificates.right)
    sink.users["desk"] = "s3cret"
    os.environ["DESK_TEST_PASSWORD"] = "s3cret"
    sink.faults[stage] = Fault(how)
    settled = {"security": "starttls", "ca": str(certificates.right), "user": "desk"}
    answer = sent(sink, password=SecretPlace("env", "DESK_TEST_PASSWORD"), **settled)
    assert (answer.outcome, answer.of_all) == ("later", True)
    words = "no answer within 1 s" if how == "hang" else "the connection was dropped"
    assert answer.said.endswith(words)
    assert sink.taken == []


def test_a_server_that_drips_is_left_in_the_end(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.channels.smtp_line.STEPS", 1)
    sink.faults["MAIL"] = Fault("drip")
    assert sent(sink).said == "MAIL FROM: it took longer than 1 s"


def test_what_makes_no_sense_waits(sink: Sink) -> None:
    sink.faults["MAIL"] = Fault("say", "hello there")
    assert sent(sink).outcome == "later"
    sink.faults["MAIL"] = Fault("say", "250-" + "x" * 20_000)
    assert sent(sink).outcome == "later"


def test_nobody_there(sink: Sink) -> None:
    answer = SmtpChannel(Smtp("localhost", 1, "none", sender="a@b.example")).send(LETTER)
    assert answer == Answer("later", "localhost:1: it takes no connection", of_all=True)
    answer = SmtpChannel(Smtp("nowhere.invalid", sender="a@b.example", timeout=1)).send(LETTER)
    assert (answer.outcome, answer.of_all) == ("later", True)
    answer = SmtpChannel(Smtp("a..b", sender="a@b.example")).send(LETTER)
    assert answer.said == "a..b:587: 'a..b' is no name of a host"


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_safe_line_is_signed_in(
    sink: Sink, certificates: Certificates, tmp_path: Path, security: str
) -> None:
    sink.context = certificates.of(certificates.right)
    sink.is_safe_at_once = security == "tls"
    sink.users["desk"] = "pässword"
    place = tmp_path / "password"
    place.write_text("pässword\n", encoding="utf-8")
    place.chmod(0o600)
    settled = {"security": security, "ca": str(certificates.right), "user": "desk"}
    password = SecretPlace("file", str(place))
    assert sent(sink, password=password, **settled).outcome == "delivered"
    sink.offers[0] = "AUTH LOGIN"
    assert sent(sink, password=password, **settled).outcome == "delivered"
    assert [(each.is_safe, each.user) for each in sink.taken] == [(True, "desk")] * 2


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("shown", ["wrong", "right"])
def test_a_certificate_that_is_not_trusted_is_told_nothing(
    sink: Sink, certificates: Certificates, security: str, shown: str
) -> None:
    """Of somebody else, or of nobody known here."""
    sink.context = certificates.of(getattr(certificates, shown))
    sink.is_safe_at_once = security == "tls"
    ca = "" if shown == "right" else str(certificates.wrong)
    answer = sent(sink, security=security, ca=ca)
    assert (answer.outcome, answer.of_all) == ("later", True)
    assert "its certificate is not trusted: " in answer.said
    assert not [line for line in sink.said if line.startswith(("MAIL", "AUTH"))]


def test_nothing_is_said_in_the_open_that_was_to_be_safe(sink: Sink) -> None:
    answer = sent(sink, security="starttls")
    assert answer.said == f"localhost:{sink.port} does not offer STARTTLS"
    assert sink.said == ["ehlo desk.example"]
    assert sent(sink, security="tls").outcome == "later"


def test_a_wrong_password_waits_and_is_never_told(sink: Sink) -> None:
    os.environ["DESK_TEST_PASSWORD"] = "hunter2"
    sink.faults["AUTH"] = Fault("say", "535 5.7.8 hunter2 is wrong")
    answer = sent(sink, user="desk", password=SecretPlace("env", "DESK_TEST_PASSWORD"))
    assert answer == Answer("later", "AUTH: 535 5.7.8 [secret] is wrong", of_all=True)
    answer = sent(sink, user="desk", password=SecretPlace("env", "DESK_TEST_NO_SUCH"))
    assert answer.said == "There is no secret at the variable DESK_TEST_NO_SUCH. Put it there."


def test_a_server_that_wants_a_password_first_shuts_the_way(sink: Sink) -> None:
    sink.faults["MAIL"] = Fault("say", "530 5.7.0 Authentication required")
    answer = sent(sink)
    assert (answer.outcome, answer.of_all) == ("later", True)


def test_for_training_only_this_machine_is_sent_to(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is looked up once: what was judged is what is gone to."""
    smtp = Smtp("localhost", sink.port, "none", sender="a@b.example", timeout=1)
    here = SmtpChannel(smtp, only_here=True)
    assert here.is_here()
    assert here.send(LETTER).outcome == "delivered"
    here.close()
    far = Place(2, ("192.0.2.1", sink.port))
    monkeypatch.setattr(
        "desk.channels.smtp_line.places_of", lambda host, port: [*places_of(host, port), far]
    )
    answer = SmtpChannel(smtp, only_here=True).send(LETTER)
    assert answer.said.endswith("only a server on this machine may be sent to, for training")
    assert len(sink.taken) == 1


def test_the_answer_to_the_dot_is_lost(sink: Sink) -> None:
    """The one window in which a letter may come twice: under the same name."""
    sink.faults["dot"] = Fault("lose", times=1)
    assert sent(sink).outcome == "later"
    assert sent(sink).outcome == "delivered"
    assert sink.ids == ["<abc@desk.example>"] * 2
