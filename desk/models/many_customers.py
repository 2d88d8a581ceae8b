"""Customers looked up and made many at a time, for imports."""

from collections.abc import Iterable, Sequence

from desk.models.customers import (
    ContactMedium,
    Customer,
    CustomerWord,
    Known,
    NewCustomer,
    found_by,
)
from desk.models.numbers import reserve
from desk.models.settings import next_number
from desk.models.store import Session
from desk.rules.contacts import address_key, medium_of, name_key
from desk.rules.vocabulary import Reference

_COLUMNS = ("id", "number", "name", "name_key", "language", "created", "updated", "version")


def customers_by_names(session: Session, names: Iterable[str]) -> dict[str, list[Known]]:
    """Everybody of these names by the folded name, oldest first."""
    keys = sorted({name_key(name) for name in names})
    found: dict[str, list[Known]] = {key: [] for key in keys}
    if not keys:
        return found
    rows = session.rows(
        Customer.select(Customer.id, Customer.number, Customer.name, Customer.name_key)
        .where(Customer.name_key << keys)
        .order_by(Customer.id)
    )
    for id_, number, name, key in rows:
        found[key].append(Known(id_, str(Reference("customer", number)), name))
    return found


def make_customers(
    session: Session, customers: Sequence[NewCustomer], since: Sequence[int]
) -> list[Known]:
    """Add customers with their addresses and the words they are found by, in order.

    `since` is when each of them came to be known.
    """
    if not customers:
        return []
    ids = reserve(session, "customer", "id", len(customers))
    first = next_number(session, "customer", len(customers))
    made = [
        Known(id_, str(Reference("customer", number)), customer.name)
        for number, (id_, customer) in enumerate(zip(ids, customers, strict=True), first)
    ]
    session.insert_many(
        Customer,
        _COLUMNS,
        [
            (id_, number, new.name, name_key(new.name), new.language, at, at, 1)
            for number, (id_, new, at) in enumerate(zip(ids, customers, since, strict=True), first)
        ],
    )
    _put_ways(session, list(zip(ids, customers, strict=True)))
    return made


def _put_ways(session: Session, made: Sequence[tuple[int, NewCustomer]]) -> None:
    """Write the addresses of new customers, and the words they are found by."""
    session.insert_many(
        ContactMedium,
        ("customer", "medium", "value", "value_key"),
        [
            (id_, medium_of(address), address, address_key(address))
            for id_, new in made
            for address in new.addresses
        ],
    )
    session.insert_many(
        CustomerWord,
        ("word", "customer"),
        [(word, id_) for id_, new in made for word in sorted(found_by(new.name, new.addresses))],
    )
