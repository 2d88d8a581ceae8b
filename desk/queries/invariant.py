"""A rule of the store: a statement that gives what breaks it."""

from collections.abc import Iterable
from typing import NamedTuple

from desk.models.store import Session
from desk.rules.vocabulary import KIND_LETTERS, WORK_KINDS

SHOWN = 5
"""How many offenders a message names."""


class Invariant(NamedTuple):
    """A rule of the store, and the things that break it."""

    check: str
    holds: str
    """What is said when all is well; `{}` is how many things were looked at."""
    breaks: str
    """What is said of the offenders, after their number."""
    counted: str
    """The table whose rows are looked at."""
    offenders: str
    """A select of what names each offender."""


_LETTERS = " ".join(f"WHEN '{kind}' THEN '{KIND_LETTERS[kind]}-'" for kind in WORK_KINDS)
REF = f"CASE kind {_LETTERS} ELSE kind || ' ' END || number"
"""The reference of a row of work."""


def named(column: str) -> str:
    """The reference of the item that a column of another table names."""
    return f"(SELECT {REF} FROM work WHERE work.id = {column})"


def quoted(words: Iterable[str]) -> str:
    """Words of ours as a list of the engine's."""
    return ", ".join(f"'{word}'" for word in words)


def broken(session: Session, invariant: Invariant) -> tuple[int, list[str]]:
    """How many things break it, and the first of them by name."""
    ((count,),) = session.sql(f"SELECT count(*) FROM ({invariant.offenders}) AS offenders")
    if not count:
        return 0, []
    named = session.sql(f"SELECT * FROM ({invariant.offenders}) AS offenders LIMIT {SHOWN}")
    return count, [str(name) for (name,) in named]


def looked_at(session: Session, invariant: Invariant) -> int:
    """How many rows were looked at."""
    ((count,),) = session.sql(f"SELECT count(*) FROM {invariant.counted}")
    return int(count)
