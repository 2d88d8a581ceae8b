"""What is to leave the house waits here for a while, so that it can be taken back."""

from typing import NamedTuple

from desk.models.outbox import Outbox
from desk.models.settings import next_number
from desk.models.store import Session
from desk.rules.deeds import UNDO_SECONDS
from desk.rules.replies import Route


class Letter(NamedTuple):
    """A message of an item on its way out."""

    item: int
    message: int
    route: Route
    subject: str
    writer: int | None = None
    """Who is told when it cannot be sent; None for the desk itself."""


def lay(session: Session, letter: Letter, now: int) -> int:
    """Lay a message in the outbox; its number among the notices."""
    number = next_number(session, "notice")
    session.run(
        Outbox.insert(
            number=number,
            item=letter.item,
            message=letter.message,
            medium=letter.route.medium,
            recipient=letter.route.address,
            subject=letter.subject,
            writer=letter.writer,
            state="initial",
            not_before=now + UNDO_SECONDS,
            created=now,
            tries=0,
            last_answer="",
            version=1,
        )
    )
    return number
