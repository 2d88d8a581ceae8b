"""The table of links between items."""

from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session
from desk.rules.vocabulary import RELATION_BACK, from_far_end


class Link(Table):
    """How an item stands to another one; there is one link for each two of them."""

    id = AutoField()
    item = BigIntegerField()
    relation = TextField()
    other = BigIntegerField()


class Seen(NamedTuple):
    """A link as one of its ends sees it."""

    relation: str
    other: int


def links_of(session: Session, item: int) -> list[Seen]:
    """The links of an item as it sees them, in the order they were made."""
    rows = session.rows(
        Link.select(Link.item, Link.relation, Link.other)
        .where((Link.item == item) | (Link.other == item))
        .order_by(Link.id)
    )
    return [
        Seen(relation, other) if one == item else Seen(from_far_end(relation), one)
        for one, relation, other in rows
    ]


def link_between(session: Session, item: int, other: int) -> str:
    """How an item stands to another one, as it sees it; empty when nothing links them."""
    return next((seen.relation for seen in links_of(session, item) if seen.other == other), "")


def put_link(session: Session, item: int, relation: str, other: int) -> None:
    """Link two items that nothing links yet, with a relation as `item` sees it."""
    if relation not in RELATION_BACK:
        item, relation, other = other, from_far_end(relation), item
    session.run(Link.insert(item=item, relation=relation, other=other))


def drop_link(session: Session, item: int, other: int) -> None:
    """Take the link between two items away, whichever way it was made."""
    forth = (Link.item == item) & (Link.other == other)
    session.run(Link.delete().where(forth | ((Link.item == other) & (Link.other == item))))
