"""Rows that come back under the references they had, which nothing else gets then."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desk.models.customers import ContactMedium, Customer, CustomerWord, found_by
from desk.models.numbers import reserve
from desk.models.settings import Counter
from desk.models.store import Row, Session
from desk.models.work import Work
from desk.rules.contacts import address_key, name_key
from desk.rules.exported import ToldCustomer
from desk.rules.vocabulary import parse_reference

_COLUMNS = ("id", "number", "name", "name_key", "language", "created", "updated", "version")


def pass_by(session: Session, kind: str, number: int) -> None:
    """Let the counter of a kind stand at that number, unless it is further already."""
    query = Counter.insert(kind=kind, last=number).on_conflict(
        conflict_target=[Counter.kind], update={Counter.last: number}, where=Counter.last < number
    )
    session.run(query)


def customers_numbered(session: Session, numbers: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Row and name of the customers of these numbers."""
    rows = session.rows(
        Customer.select(Customer.number, Customer.id, Customer.name).where(
            Customer.number << list(numbers)
        )
    )
    return {number: (id_, name) for number, id_, name in rows}


def bring_customers(session: Session, customers: Sequence[ToldCustomer]) -> list[int]:
    """Add customers under the references they had; the numbers of their rows, in order."""
    if not customers:
        return []
    ids = reserve(session, "customer", "id", len(customers))
    numbers = [parse_reference(each.ref).number for each in customers]
    rows = list(zip(ids, numbers, customers, strict=True))
    session.insert_many(
        Customer,
        _COLUMNS,
        [
            (id_, number, new.name, name_key(new.name), new.language, new.since, new.since, 1)
            for id_, number, new in rows
        ],
    )
    media: list[Row] = [
        (id_, medium, value, address_key(value))
        for id_, _, new in rows
        for medium, value in new.media
    ]
    session.insert_many(ContactMedium, ("customer", "medium", "value", "value_key"), media)
    words: list[Row] = [
        (word, id_)
        for id_, _, new in rows
        for word in sorted(found_by(new.name, [value for _, value in new.media]))
    ]
    session.insert_many(CustomerWord, ("word", "customer"), words)
    pass_by(session, "customer", max(numbers))
    return list(ids)


class Standing(NamedTuple):
    """An item that has a number already."""

    id: int
    number: int
    created: int
    version: int
    subject: str


def items_numbered(session: Session, numbers: Sequence[int]) -> dict[int, Standing]:
    """The interactions of these numbers.

    Nobody else imports until the end of the transaction, so none of the others comes meanwhile.
    """
    if not session.is_sqlite:
        session.sql("SELECT pg_advisory_xact_lock(hashtext('desk import'))")
    columns = (Work.id, Work.number, Work.created, Work.version, Work.subject)
    rows = session.rows(
        Work.select(*columns).where((Work.kind == "interaction") & (Work.number << list(numbers)))
    )
    return {row[1]: Standing(*row) for row in rows}


def sources_taken(session: Session, sources: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Of these sources and keys: the numbers of the items that have them, by both together."""
    keys = sorted({key for _, key in sources})
    if not keys:
        return {}
    rows = session.rows(
        Work.select(Work.source, Work.source_key, Work.number).where(Work.source_key << keys)
    )
    return {f"{source}\0{key}": number for source, key, number in rows}


def bring_promises(session: Session, rows: Iterable[Row]) -> None:
    """Write promises down: item, number, text, when and by whom made, when kept."""
    marks = ", ".join(["?" if session.is_sqlite else "%s"] * 6)
    for row in rows:
        session.sql(
            f"INSERT INTO promise (item, number, text, made, made_by, kept) VALUES ({marks})", row
        )


def bring_link(session: Session, item: int, relation: str, other: int) -> None:
    """Link two items, unless they are."""
    mark = "?" if session.is_sqlite else "%s"
    session.sql(
        f"INSERT INTO link (item, relation, other) VALUES ({mark}, {mark}, {mark})"
        " ON CONFLICT (item, other) DO NOTHING",
        (item, relation, other),
    )


def bring_merge(session: Session, item: int, target: int) -> None:
    """Say into which item one was merged."""
    mark = "?" if session.is_sqlite else "%s"
    session.sql(f"UPDATE detail SET merged_into = {mark} WHERE id = {mark}", (target, item))
