"""What is said in a change is written down: messages, letters, words to find it by."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.customers import customer_of
from desk.models.details import say, texts_of
from desk.models.notices import KeptNotice, add_notices, put_notice
from desk.models.search import Search, body, put
from desk.models.settings import next_number
from desk.models.store import Session
from desk.services.items import Item
from desk.services.said import Said


class Post(NamedTuple):
    """A notice that a change lays in the outbox, or sends where it was drafted."""

    notice: KeptNotice
    author: str
    was: KeptNotice | None = None
    """As it lay there before."""

    @property
    def leaves(self) -> bool:
        """Whether it goes out, and is not only drafted."""
        return self.notice.state != "draft"

    @property
    def said(self) -> Said:
        """What of it stands in the item's trail."""
        notice = self.notice
        return Said("out", notice.text, self.author, notice.recipient, notice.medium)


def numbered(session: Session, notice: KeptNotice) -> KeptNotice:
    """A notice with a number of its own."""
    return notice if notice.number else notice._replace(number=next_number(session, "notice"))


def write_down(session: Session, item: Item, said: Said, seq: int, now: int) -> int:
    """Write down what was said in an item; the message's number."""
    return say(
        session,
        {
            "item": item.id,
            "seq": seq,
            "at": now,
            "direction": said.direction,
            "channel": said.channel or item.channel,
            "visibility": said.visibility,
            "author": said.author,
            "address": said.address,
            "text": said.text,
        },
    )


def keep_post(session: Session, item: Item, post: Post, seq: int, now: int) -> None:
    """Lay a notice in the outbox; what goes out is written down in its item."""
    message = write_down(session, item, post.said, seq, now) if post.leaves else None
    notice = post.notice._replace(message=message)
    if post.was is None:
        add_notices(session, [notice])
        return
    was = post.was._asdict()
    changed = {k: v for k, v in notice._asdict().items() if v != was[k] and k != "version"}
    put_notice(session, post.was, **changed)


def keep_words(session: Session, item: Item, texts: Sequence[str]) -> None:
    """Let an item be found by what is new in it as well."""
    found = session.one(Search.select(Search.body).where(Search.recency == item.recency))
    put(session, item.recency, body(found[0] if found else "", *texts))


def found_again(session: Session, item: Item) -> None:
    """Let an item be found by every word it now has, and no other."""
    put(session, item.recency, found_by(session, item))


def found_by(session: Session, item: Item) -> str:
    """Every word an item is found by."""
    customer = customer_of(session, item.customer) if item.customer else None
    name = customer.name if customer else ""
    return body(item.ref, item.subject, name, item.contact, *texts_of(session, item.id))


def reply_subject(item: Item) -> str:
    """What stands over an answer: the reference in it brings the next message back here."""
    subject = item.subject.removeprefix("Re: ").replace(f" [{item.ref}]", "")
    return f"Re: {subject} [{item.ref}]"
