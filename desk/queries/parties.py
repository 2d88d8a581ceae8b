"""Customers and partners by what a filter calls them."""

from desk.models.store import Session
from desk.queries.clause import NOWHERE, Clause, among, ask, negated
from desk.rules.filters import Value
from desk.rules.vocabulary import Reference
from desk.rules.words import fold, tokens

_MOST = 500
"""More customers than this are not named one by one in a statement."""


def customers_called(session: Session, value: Value) -> Clause:
    """The condition that work is of the customer of that reference, or of one so called.

    A name fits when it begins with what was typed, or one of its words does.
    """
    if isinstance(value, Reference):
        found = ask(session, Clause("SELECT id FROM customer WHERE number = ?", (value.number,)))
        return among("work.customer", [id_ for (id_,) in found])
    typed = fold(str(value))
    named = _begun(session, typed)
    words = tokens(typed)
    if not words:
        return NOWHERE
    narrowed = Clause(
        "SELECT DISTINCT c.id FROM customer_word w JOIN customer c ON c.id = w.customer"
        f" WHERE w.word >= ? AND w.word < ? AND {named.text}",
        (words[0], words[0] + "\U0010ffff", *named.values),
    )
    found = ask(session, Clause(f"{narrowed.text} LIMIT ?", (*narrowed.values, _MOST + 1)))
    if len(found) > _MOST:
        return Clause(f"work.customer IN ({narrowed.text})", narrowed.values)
    return among("work.customer", [id_ for (id_,) in found])


def with_partner(session: Session, value: Value) -> Clause:
    """The condition that a problem is with the partner so called; with nobody for None."""
    if value is None:
        return negated(_with(Clause("partner <> ''")))
    rows = ask(session, Clause("SELECT DISTINCT partner FROM ticket WHERE partner <> ''"))
    names = [name for (name,) in rows if f" {value}" in f" {fold(name)}"]
    return _with(among("partner", names)) if names else NOWHERE


def _with(partner: Clause) -> Clause:
    return Clause(
        f"EXISTS (SELECT 1 FROM ticket WHERE ticket.id = work.id AND {partner.text})",
        partner.values,
    )


def _begun(session: Session, typed: str) -> Clause:
    """Where a name, led by a blank, holds what was typed, led by a blank: at its words' heads."""
    place = "instr" if session.is_sqlite else "strpos"
    return Clause(f"{place}(' ' || c.name_key, ?) > 0", (f" {typed}",))
