"""Pieces of SQL that carry their values with them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desk.models.store import Row, Session


class Clause(NamedTuple):
    """A condition or statement with `?` for each of its values, in order."""

    text: str
    values: tuple[object, ...] = ()


ALWAYS = Clause("1 = 1")
"""A condition that holds for every row."""

NOWHERE = Clause("1 = 0")
"""A condition that holds for none."""


class Interval(NamedTuple):
    """Whole numbers from `low` on, up to and without `high`; None leaves the side open."""

    low: int | None = None
    high: int | None = None

    def within(self, other: "Interval") -> "Interval":
        """What both have in common."""
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        return Interval(max(lows, default=None), min(highs, default=None))

    def holding(self, column: str) -> Clause:
        """The condition that a column lies in it."""
        ends = ((f"{column} >= ?", self.low), (f"{column} < ?", self.high))
        return every(Clause(text, (end,)) for text, end in ends if end is not None)


def every(clauses: Iterable[Clause]) -> Clause:
    """The condition that all of them hold."""
    parts = [clause for clause in clauses if clause != ALWAYS]
    return joined(" AND ", parts) if parts else ALWAYS


def either(clauses: Iterable[Clause]) -> Clause:
    """The condition that at least one of them holds."""
    parts = [*clauses]
    if len(parts) < 2:
        return parts[0] if parts else NOWHERE
    found = joined(" OR ", [Clause(f"({text})", values) for text, values in parts])
    return Clause(f"({found.text})", found.values)


def negated(clause: Clause) -> Clause:
    """The condition that it does not hold; an unknown (NULL) counts as not holding."""
    return Clause(f"NOT COALESCE(({clause.text}), FALSE)", clause.values)


def among(column: str, values: Sequence[object]) -> Clause:
    """The condition that a column has one of the values."""
    if not values:
        return NOWHERE
    if len(values) == 1:
        return Clause(f"{column} = ?", tuple(values))
    return Clause(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))


def ask(session: Session, clause: Clause) -> list[Row]:
    """The rows of a statement, in the engine's own spelling."""
    text = clause.text if session.is_sqlite else clause.text.replace("?", "%s")
    return session.sql(text, clause.values)


def joined(word: str, parts: Sequence[Clause]) -> Clause:
    """The pieces one after the other, with a word between each two."""
    return Clause(
        word.join(part.text for part in parts),
        tuple(value for part in parts for value in part.values),
    )
