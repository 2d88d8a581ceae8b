"""Rows that come back under the references they had, which nothing else gets then."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desk.models.customers import ContactMedium, Customer, CustomerWord, found_by
from desk.models.followers import Follower
from desk.models.numbers import reserve
from desk.models.settings import Counter
from desk.models.store import Row, Session
from desk.models.tasks import Task
from desk.models.tickets import put_ticket
from desk.models.work import Work
from desk.rules.contacts import address_key, name_key
from desk.rules.exported import ToldCustomer
from desk.rules.vocabulary import Reference, parse_reference

_COLUMNS = (
    *("id", "number", "name", "name_key", "language", "created", "updated", "version"),
    *("preferred", "zone", "quiet", "refused", "events"),
)


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
            (
                *(id_, number, new.name, name_key(new.name), new.language),
                *(new.since, new.since, 1, new.preferred, new.zone, new.quiet),
                *(" ".join(new.refuse), " ".join(new.events)),
            )
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
    """An item that has a reference already."""

    id: int
    kind: str
    number: int
    created: int
    version: int
    subject: str

    @property
    def ref(self) -> str:
        """Its reference."""
        return str(Reference(self.kind, self.number))


def items_named(session: Session, refs: Iterable[str]) -> dict[str, Standing]:
    """The items of these references, by them.

    Nobody else imports until the end of the transaction, so none of the others comes meanwhile.
    """
    if not session.is_sqlite:
        session.sql("SELECT pg_advisory_xact_lock(hashtext('desk import'))")
    columns = [getattr(Work, name) for name in Standing._fields]
    by_kind: dict[str, list[int]] = {}
    for ref in refs:
        parsed = parse_reference(ref)
        by_kind.setdefault(parsed.kind, []).append(parsed.number)
    found = [
        Standing(*row)
        for kind, numbers in by_kind.items()
        for row in session.rows(
            Work.select(*columns).where((Work.kind == kind) & (Work.number << numbers))
        )
    ]
    return {each.ref: each for each in found}


def sources_taken(session: Session, sources: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of these sources and keys: the references of the items that have them, by both together."""
    keys = sorted({key for _, key in sources})
    if not keys:
        return {}
    rows = session.rows(
        Work.select(Work.source, Work.source_key, Work.kind, Work.number).where(
            Work.source_key << keys
        )
    )
    return {f"{source}\0{key}": str(Reference(*which)) for source, key, *which in rows}


def tasks_taken(session: Session, numbers: Sequence[int]) -> set[int]:
    """Which of these numbers tasks have already."""
    if not numbers:
        return set()
    rows = session.rows(Task.select(Task.number).where(Task.number << list(numbers)))
    return {number for (number,) in rows}


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


def bring_parent(session: Session, item: int, parent: int) -> None:
    """Say of which major problem one is a part."""
    put_ticket(session, item, {"parent": parent})


def bring_followers(session: Session, pairs: Iterable[tuple[int, int]]) -> None:
    """Have people follow items: person and item of each."""
    for person, item in pairs:
        session.run(Follower.insert(person=person, item=item).on_conflict(action="IGNORE"))
