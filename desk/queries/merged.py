"""What goes on in an item since it was merged into it."""

from typing import NamedTuple

from desk.models.store import Session
from desk.queries.clause import Clause, ask
from desk.rules.vocabulary import Reference


class Merged(NamedTuple):
    """An item that was merged into another one, itself or by way of others."""

    id: int
    ref: str


_MERGED = """WITH RECURSIVE merged (id) AS (
        SELECT id FROM detail WHERE merged_into = ?
        UNION SELECT detail.id FROM detail
        JOIN merged ON detail.merged_into = merged.id
    ) SELECT work.id, work.kind, work.number FROM merged JOIN work ON work.id = merged.id
    ORDER BY work.id DESC LIMIT ?"""

MOST = 100
"""So many of the newest are told of: a major outage takes in tens of thousands."""


def merged_into(session: Session, item: int) -> tuple[Merged, ...]:
    """What goes on in an item, oldest first; of very many the newest."""
    rows = ask(session, Clause(_MERGED, (item, MOST)))
    return tuple(Merged(id_, str(Reference(kind, number))) for id_, kind, number in reversed(rows))
