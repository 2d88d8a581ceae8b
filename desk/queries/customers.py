"""Customers: found while somebody types, and as a card beside their work."""

from collections.abc import Sequence

from desk.clock import Clock
from desk.errors import NotFound
from desk.models.base import CLOSED
from desk.models.customers import customer_reference, media_of
from desk.models.store import Row, Session, Store
from desk.queries.clause import Clause, ask, every
from desk.queries.heads import SELECTED, work_rows
from desk.rows.customers import CustomerCard, CustomerRow, OpenWork
from desk.rules.clocks import level_at
from desk.rules.contacts import address_key, typed_words
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import Reference, parse_reference
from desk.rules.words import fold

_OPEN_SHOWN = 8
_CONTACTS_COUNTED_TO = 100
_NINETY_DAYS = 90 * 86400
_CANDIDATES = 200
"""How many customers of a broad beginning are put in order."""


class Cards:
    """Reads of customers."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def search(self, actor: Actor, typed: str, limit: int = 8) -> tuple[CustomerRow, ...]:
        """Customers whose names or addresses begin with each of the words, best first.

        A reference finds its own customer alone.
        """
        words = typed_words(typed)
        if not words or not holds(actor, "customer.read"):
            return ()
        with self._store.reading() as session:
            rows = _referred(session, typed) or _candidates(session, words)
            best = sorted(rows, key=lambda row: _nearness(row[2], typed))[:limit]
            return tuple(_row(session, row, words) for row in best)

    def card(self, actor: Actor, ref: Reference | str) -> CustomerCard:
        """A customer with open work and contacts. Raises `NotFound`."""
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        with self._store.reading() as session:
            if sought.kind != "customer" or not holds(actor, "customer.read"):
                raise _missing(sought)
            return card_of(session, sought, self._clock.now())


def card_of(session: Session, ref: Reference | str, now: int) -> CustomerCard:
    """The card of the customer of that reference."""
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    statement = (
        "SELECT id, name, language, created, preferred, zone, quiet, refused, events"
        " FROM customer WHERE number = ?"
    )
    found = ask(session, Clause(statement, (sought.number,)))
    if not found:
        raise _missing(sought)
    id_, name, language, created, preferred, zone, quiet, refused, events = found[0]
    return CustomerCard(
        str(sought),
        name,
        language,
        tuple(media_of(session, id_)),
        created,
        _open_work(session, id_, now),
        _recent(session, id_, now),
        *(preferred, zone, quiet),
        tuple(refused.split()),
        tuple(events.split()),
    )


def _missing(sought: Reference) -> NotFound:
    return NotFound(f"There is no {sought}", "Look the customer up by name.")


def _open_work(session: Session, customer: int, now: int) -> tuple[OpenWork, ...]:
    """The most urgent open items; a customer's items are few enough to be sorted."""
    heads = ask(
        session,
        Clause(
            f"SELECT {SELECTED} FROM {_by_customer(session)} WHERE customer = ? AND due_key < ?"
            " ORDER BY due_key, priority, id LIMIT ?",
            (customer, CLOSED, _OPEN_SHOWN),
        ),
    )
    return tuple(
        OpenWork(row.ref, row.subject, row.due, row.standing, level_at(row.instants, now))
        for row in work_rows(session, heads)
    )


def _recent(session: Session, customer: int, now: int) -> int:
    """Contacts of the last ninety days, counted up to a cap."""
    inner = (
        f"SELECT 1 FROM {_by_customer(session)} WHERE customer = ? AND recency >= ?"
        " AND kind = 'interaction' LIMIT ?"
    )
    values = (customer, (now - _NINETY_DAYS) << 24, _CONTACTS_COUNTED_TO)
    return int(ask(session, Clause(f"SELECT count(*) FROM ({inner}) AS found", values))[0][0])


def _by_customer(session: Session) -> str:
    return "work INDEXED BY work_by_customer" if session.is_sqlite else "work"


def _referred(session: Session, typed: str) -> list[Row]:
    """The customer whose whole reference was typed."""
    try:
        reference = customer_reference(typed)
    except NotFound:  # so long a number was never given out
        return []
    if reference is None:
        return []
    statement = "SELECT id, number, name FROM customer WHERE number = ?"
    return ask(session, Clause(statement, (reference.number,)))


def _candidates(session: Session, words: Sequence[str]) -> list[Row]:
    """Customers that hold every beginning: number of the row, reference number, name."""
    held = every(
        Clause(
            "c.id IN (SELECT customer FROM customer_word WHERE word >= ? AND word < ?)",
            (word, word + "\U0010ffff"),
        )
        for word in words
    )
    return ask(
        session,
        Clause(
            f"SELECT c.id, c.number, c.name FROM customer c WHERE {held.text} LIMIT ?",
            (*held.values, _CANDIDATES),
        ),
    )


def _nearness(name: str, typed: str) -> tuple[bool, bool, str]:
    """Names that are what was typed first, then those that begin with it, each in order."""
    folded, wanted = fold(name), fold(typed)
    return folded != wanted, not folded.startswith(wanted), folded


def _row(session: Session, row: Row, words: Sequence[str]) -> CustomerRow:
    id_, number, name = row
    media = media_of(session, id_)
    values = [value for _, value in media]
    matching = (value for value in values if _is_meant(value, words))
    contact = next(matching, values[0] if values else "")
    return CustomerRow(id_, str(Reference("customer", number)), name, contact)


def _is_meant(value: str, words: Sequence[str]) -> bool:
    key = address_key(value)
    return any(key.startswith(word) or word in key and word.isdigit() for word in words)
