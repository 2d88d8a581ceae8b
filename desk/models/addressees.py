"""Whom a notice on an item goes to: what has to be known of the item and of its customer."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.base import peewee
from desk.models.customers import ContactMedium, Customer
from desk.models.store import Session
from desk.models.work import Work
from desk.rules.vocabulary import Reference

_AT_ONCE = 500
"""Items in one statement."""


class Wishes(NamedTuple):
    """How a customer wants to be told."""

    language: str = ""
    zone: str = ""
    preferred: str = ""
    quiet: str = ""
    refused: str = ""
    events: str = ""


class Addressee(NamedTuple):
    """An item and the customer who is told of it."""

    item: int
    kind: str
    number: int
    subject: str
    state: str
    channel: str
    contact: str
    owner: int
    team: int | None
    customer: int | None = None
    name: str = ""
    wishes: Wishes = Wishes()
    media: tuple[tuple[str, str], ...] = ()
    """Kind and value of the customer's own addresses, the preferred one first."""

    @property
    def ref(self) -> str:
        """The item's reference."""
        return str(Reference(self.kind, self.number))


_OF_ITEM = ("id", "kind", "number", "subject", "state", "channel", "contact", "owner", "team")


def addressees(session: Session, items: Sequence[int]) -> dict[int, Addressee]:
    """Whom notices on some items go to, by item."""
    found: dict[int, Addressee] = {}
    for first in range(0, len(items), _AT_ONCE):
        some = items[first : first + _AT_ONCE]
        query = (
            Work.select(
                *[getattr(Work, name) for name in _OF_ITEM],
                Customer.id,
                Customer.name,
                *[getattr(Customer, name) for name in Wishes._fields],
            )
            .join(Customer, peewee.JOIN.LEFT_OUTER, on=(Customer.id == Work.customer))
            .where(Work.id << some)
        )
        for row in session.rows(query):
            head, known, wishes = row[:9], row[9:11], row[11:]
            made = Addressee(*head)
            if known[0] is not None:
                made = made._replace(customer=known[0], name=known[1], wishes=Wishes(*wishes))
            found[made.item] = made
    media = _media(session, sorted({each.customer for each in found.values() if each.customer}))
    return {
        item: each._replace(media=tuple(media.get(each.customer or 0, ())))
        for item, each in found.items()
    }


def wishes_of(session: Session, customer: int) -> Wishes:
    """How a customer wants to be told."""
    columns = [getattr(Customer, name) for name in Wishes._fields]
    found = session.one(Customer.select(*columns).where(Customer.id == customer))
    return Wishes(*found) if found else Wishes()


def _media(session: Session, customers: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for first in range(0, len(customers), _AT_ONCE):
        query = ContactMedium.select(
            ContactMedium.customer, ContactMedium.medium, ContactMedium.value
        ).where(ContactMedium.customer << customers[first : first + _AT_ONCE])
        for customer, medium, value in session.rows(query.order_by(ContactMedium.id)):
            found.setdefault(customer, []).append((medium, value))
    return found
