"""The table of search: what an item is found by."""

from desk.models.base import BigIntegerField, Table, TextField
from desk.models.store import Session
from desk.rules.words import indexed

LONGEST = 250_000
"""Letters kept of one item: PostgreSQL refuses an index entry of more than a million bytes."""


class Search(Table):
    """The words an item is found by, newest item last."""

    recency = BigIntegerField(primary_key=True)
    body = TextField()


def recency(created: int, item: int) -> int:
    """The place of an item in the order of the newest: unique, and later for later ones."""
    return created << 24 | item & 0xFFFFFF


def body(*texts: str) -> str:
    """What the index keeps of an item's reference, subject, customer, contact and messages."""
    words = indexed(*texts)
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0]


def put(session: Session, place: int, words: str) -> None:
    """Write what an item is found by, in place of what was there."""
    session.run(
        Search.insert(recency=place, body=words).on_conflict(
            conflict_target=[Search.recency], preserve=[Search.body]
        )
    )
