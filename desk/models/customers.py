"""Tables of customers, and the selects by which all sides find one."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.errors import BadValue, NotFound
from desk.models.base import AutoField, BigIntegerField, CompositeKey, Table, TextField
from desk.models.settings import next_number
from desk.models.store import Session
from desk.rules.contacts import address_key, address_words, medium_of, name_key, name_words
from desk.rules.vocabulary import Reference, parse_reference

_SHOWN = 5
"""How many candidates an ambiguous name shows."""


class Customer(Table):
    """A customer, as light as the queue needs it."""

    id = AutoField()
    number = BigIntegerField()
    name = TextField()
    name_key = TextField()
    language = TextField()
    created = BigIntegerField()
    updated = BigIntegerField()
    version = BigIntegerField()
    preferred = TextField()
    """The medium by which they want to be told: email, phone (a text message) or none named."""
    zone = TextField()
    """Where they are; empty for the desk's own zone."""
    quiet = TextField()
    """When they are not to be told anything, by the clock of their zone: `22:00-07:00`."""
    refused = TextField()
    """Purposes of which they want to hear nothing, words with spaces between."""
    events = TextField()
    """States of which they want to be told, words with spaces between; `all`."""


class ContactMedium(Table):
    """A mail address or number under which a customer is reached."""

    id = AutoField()
    customer = BigIntegerField()
    medium = TextField()
    value = TextField()
    value_key = TextField()


class CustomerWord(Table):
    """The beginnings a customer is found by while somebody types."""

    word = TextField()
    customer = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("word", "customer")


class Known(NamedTuple):
    """A customer that was found."""

    id: int
    ref: str
    name: str


class NewCustomer(NamedTuple):
    """What is known of a customer to be made."""

    name: str
    addresses: tuple[str, ...] = ()
    """Mails and numbers, the preferred one first."""
    language: str = ""


def customer_numbered(session: Session, number: int) -> Known | None:
    """The customer of that reference number."""
    return _first(_known(session, Customer.number == number, 1))


def customers_named(session: Session, name: str, limit: int = _SHOWN + 1) -> list[Known]:
    """Customers of exactly that name, without regard to case and accents, oldest first."""
    return _known(session, Customer.name_key == name_key(name), limit)


def customers_reached(session: Session, address: str, limit: int = _SHOWN + 1) -> list[Known]:
    """Customers who are reached under that mail or number, oldest first."""
    key = address_key(address)
    if not key:
        return []
    ids = ContactMedium.select(ContactMedium.customer).where(ContactMedium.value_key == key)
    return _known(session, Customer.id << ids, limit)


def resolve_customer(session: Session, text: str) -> Known | None:
    """The customer a reference (`C-77`) or a whole name means; None when nobody is called so.

    Raises `NotFound` for a reference that is not there, `BadValue` for a name that several have.
    """
    reference = customer_reference(text)
    if reference is not None:
        found = customer_numbered(session, reference.number)
        if found is None:
            raise NotFound(f"There is no {reference}", "Look the customer up by name.")
        return found
    named = customers_named(session, text)
    if len(named) > 1:
        shown = ", ".join(_told(session, each) for each in named[:_SHOWN])
        more = " and more" if len(named) > _SHOWN else ""
        raise BadValue(
            f"Several customers are called '{text}': {shown}{more}",
            f"Say which one by its reference, like {named[0].ref}.",
        )
    return _first(named)


def make_customer(session: Session, customer: NewCustomer, now: int) -> Known:
    """Add a customer with its addresses and the words it is found by."""
    number = next_number(session, "customer")
    id_ = session.insert(
        Customer.insert(
            number=number,
            name=customer.name,
            name_key=name_key(customer.name),
            language=customer.language,
            created=now,
            updated=now,
            version=1,
        ).returning(Customer.id)
    )
    for address in customer.addresses:
        session.run(
            ContactMedium.insert(
                customer=id_,
                medium=medium_of(address),
                value=address,
                value_key=address_key(address),
            )
        )
    rows = [(word, id_) for word in sorted(found_by(customer.name, customer.addresses))]
    session.insert_many(CustomerWord, ("word", "customer"), rows)
    return Known(id_, str(Reference("customer", number)), customer.name)


def found_by(name: str, addresses: Sequence[str]) -> frozenset[str]:
    """Every word a customer is found by."""
    return name_words(name).union(*(address_words(address) for address in addresses))


def _known(session: Session, condition: object, limit: int) -> list[Known]:
    rows = session.rows(
        Customer.select(Customer.id, Customer.number, Customer.name)
        .where(condition)
        .order_by(Customer.id)
        .limit(limit)
    )
    return [Known(id_, str(Reference("customer", number)), name) for id_, number, name in rows]


def _first(found: list[Known]) -> Known | None:
    return found[0] if found else None


def _told(session: Session, customer: Known) -> str:
    """A candidate by its reference and the address that tells it from its namesakes."""
    reached = session.one(
        ContactMedium.select(ContactMedium.value)
        .where(ContactMedium.customer == customer.id)
        .order_by(ContactMedium.id)
    )
    return f"{customer.ref} ({reached[0]})" if reached else customer.ref


def customer_reference(text: str) -> Reference | None:
    """The reference of a customer that the text is, if it is one."""
    try:
        reference = parse_reference(text)
    except BadValue:
        return None
    return reference if reference.kind == "customer" else None


def media_of(session: Session, customer: int) -> list[tuple[str, str]]:
    """Kind and value of every address of a customer, the preferred one first."""
    rows = session.rows(
        ContactMedium.select(ContactMedium.medium, ContactMedium.value)
        .where(ContactMedium.customer == customer)
        .order_by(ContactMedium.id)
    )
    return [(medium, value) for medium, value in rows]


def customer_of(session: Session, id_: int) -> Known | None:
    """The customer of that row."""
    return _first(_known(session, Customer.id == id_, 1))
