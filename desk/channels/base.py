"""What the outside world is given, and what it answers: values that know nothing of a store."""

from typing import Literal, NamedTuple, Protocol

Outcome = Literal["delivered", "later", "never"]


class Letter(NamedTuple):
    """One message to one recipient, as it leaves the house."""

    ref: str
    """What it is called here, `N-17`: the same on every try."""
    message_id: str
    """What it is called in the world, the same on every try: `<…@…>`, or the id of an event."""
    sender: str
    """Whom it is from, as settled: an address, perhaps with a name."""
    to: str
    """One address, number or place."""
    subject: str
    text: str
    date: int
    """When it was written."""
    medium: str = "email"
    language: str = ""
    in_reply_to: str = ""
    """The message it answers, so that both stand in one thread."""
    references: tuple[str, ...] = ()
    """The messages before it in the same thread, oldest first."""
    is_automatic: bool = False
    """Whether the desk wrote it by itself, so that no machine should answer it."""


class Answer(NamedTuple):
    """What came of one try."""

    outcome: Outcome
    """Delivered; to be tried later; or never to be tried again."""
    said: str
    """What the other side answered, to the letter: it passes the text gate where it is shown."""
    of_all: bool = False
    """Whether the way itself is closed, so that nothing else by it would fare better now."""


class Channel(Protocol):
    """A way out of the house."""

    def send(self, letter: Letter) -> Answer:
        """Try once to send a letter, within a set time. Never raises for what happens outside."""
