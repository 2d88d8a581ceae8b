"""Mail by a server of mail: one recipient for each letter, several letters on one line.

What a server says before a letter (greeting, STARTTLS, AUTH) speaks of the desk and not of the
letter, so it waits; what it says to the letter decides: 4xx waits, 5xx ends it at once.
"""

import re

from desk.channels.base import Answer, Letter
from desk.channels.mail import mail_bytes, needs_no_more
from desk.channels.places import LOOKUP_SECONDS, MOST_PLACES, places_of
from desk.channels.secrets import COMMAND_SECONDS
from desk.channels.smtp_line import STEPS, Line, Reply, Shut
from desk.errors import BadValue
from desk.rules.mail_addresses import Mailbox, mailbox
from desk.rules.outlets import Smtp

_GO_AHEAD = 354
_OF_US = (530, 534, 535, 538)
"""Who calls should have signed in, or otherwise: no letter would fare better."""
_DOTTED = re.compile(rb"(?m)^\.")


class SmtpChannel:
    """Sends letters as mail."""

    def __init__(self, smtp: Smtp, *, only_here: bool = False) -> None:
        """`only_here` keeps to servers on this machine, whatever their names lead to."""
        self._smtp = smtp
        self._only_here = only_here
        self._line: Line | None = None

    @property
    def longest(self) -> int:
        """Seconds that one try may take: on a line that was kept; then the name is looked up, each
        of its addresses called, a line opened, the password fetched and the letter handed over."""
        return self._smtp.timeout * (3 * STEPS + MOST_PLACES) + LOOKUP_SECONDS + COMMAND_SECONDS

    def is_here(self) -> bool:
        """Whether the server is on this machine. Raises `OSError` when nobody knows where it is."""
        return all(place.is_here for place in places_of(self._smtp.host, self._smtp.door))

    def send(self, letter: Letter) -> Answer:
        """Try once to hand a letter over."""
        try:
            content = mail_bytes(letter)
            sender, to = mailbox(letter.sender), mailbox(letter.to)
        except BadValue as error:
            return Answer("never", error.message)
        was_open = self._line is not None
        try:
            return self._tried(sender, to, content)
        except Shut as shut:
            self._drop()
            if not was_open or shut.answer.said.startswith("after the text"):
                return shut.answer
        # A line that was kept may have been given up by the server meanwhile: once more, anew.
        try:
            return self._tried(sender, to, content)
        except Shut as shut:
            self._drop()
            return shut.answer

    def close(self) -> None:
        """Part from the server."""
        line, self._line = self._line, None
        if line is not None:
            line.leave()

    def _tried(self, sender: Mailbox, to: Mailbox, content: bytes) -> Answer:
        if self._line is None:
            self._line = Line(self._smtp, only_here=self._only_here)
        with self._line.in_time():
            return self._handed_over(self._line, sender, to, content)

    def _handed_over(self, line: Line, sender: Mailbox, to: Mailbox, content: bytes) -> Answer:
        """Go through the steps of one letter; the first that is refused ends it."""
        more = ""
        if not needs_no_more(sender, to):
            if not line.takes_all_letters:
                said = f"{self._smtp.host} takes no address like {to.address} (SMTPUTF8)"
                return Answer("never", said)
            more = " SMTPUTF8"
        for step, rest in (
            ("MAIL FROM", f"FROM:<{sender.address}>{more}"),
            ("RCPT TO", f"TO:<{to.address}>"),
        ):
            reply = line.ask(step, rest)
            if reply.code in _OF_US:
                raise Shut(reply.said)
            if not reply.is_good:
                return self._refused(line, reply)
        reply = line.ask("DATA")
        if reply.code != _GO_AHEAD:
            return self._refused(line, reply)
        reply = line.hand_over(_DOTTED.sub(b"..", content) + b".\r\n")
        if reply.is_good:
            return Answer("delivered", f"{reply.code} {reply.text}")
        return self._refused(line, reply)

    def _refused(self, line: Line, reply: Reply) -> Answer:
        """The answer of a server that does not take this letter; it may take the next."""
        try:
            is_ready = line.ask("RSET").is_good
        except Shut:
            is_ready = False
        if not is_ready:
            self._drop()
        return Answer("never" if reply.code >= 500 else "later", reply.said)

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.drop()
