"""A letter as mail: the bytes that go to the wire, which any program for mail reads back."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from desk.channels.base import Letter
from desk.rules.mail_addresses import Mailbox, mailbox, one_header_line, safe_lines

_LONGEST_SUBJECT = 400
_LONGEST_ID = 250
_MOST_REFERENCES = 20

_FORM = SMTP.clone(cte_type="7bit")
"""Plain letters alone, so that every server passes it on as it is."""
_FORM_OF_ALL = _FORM.clone(utf8=True)
"""For addresses that plain letters cannot write: the server must know SMTPUTF8."""


def mail_bytes(letter: Letter) -> bytes:
    """The letter as it goes to the wire. Raises `BadValue` for an address that is none."""
    sender, to = mailbox(letter.sender), mailbox(letter.to)
    form = _FORM if needs_no_more(sender, to) else _FORM_OF_ALL
    mail = EmailMessage(policy=form)
    mail["From"] = _shown(sender)
    mail["To"] = _shown(to)
    mail["Subject"] = one_header_line(letter.subject)[:_LONGEST_SUBJECT] or "(no subject)"
    mail["Date"] = format_datetime(datetime.fromtimestamp(letter.date, UTC))
    mail.set_content("\n".join(safe_lines(letter.text)) + "\n", charset="utf-8")
    if letter.language:
        mail["Content-Language"] = one_header_line(letter.language)
    if letter.is_automatic:
        # So that no machine answers it (RFC 3834).
        mail["Auto-Submitted"] = "auto-generated"
    return _with_ids(letter, mail.as_bytes())


def needs_no_more(*boxes: Mailbox) -> bool:
    """Whether plain letters write every address."""
    return all(box.is_ascii for box in boxes)


def _shown(box: Mailbox) -> Address:
    return Address(one_header_line(box.name), box.local, box.domain)


def _with_ids(letter: Letter, rest: bytes) -> bytes:
    """The ids of the thread before the other headers, each whole on a line of its own.

    Python folds a long id in the middle, after which nobody knows it again.
    """
    lines = [f"Message-ID: {letter.message_id}"]
    answered = [each for each in (letter.in_reply_to,) if _is_id(each)]
    before = [each for each in letter.references if _is_id(each)]
    lines += [f"In-Reply-To: {each}" for each in answered]
    if before:
        kept = before[:1] + before[1:][-_MOST_REFERENCES:]
        lines.append("References: " + "\r\n ".join(kept))
    return "".join(f"{line}\r\n" for line in lines).encode("ascii") + rest


def _is_id(text: str) -> bool:
    """Whether it may stand among the headers: printable plain letters, in one piece."""
    return (
        2 < len(text) <= _LONGEST_ID
        and text.isascii()
        and text.isprintable()
        and " " not in text
        and text.startswith("<")
        and text.endswith(">")
    )
