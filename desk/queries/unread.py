"""How much somebody was told and has not read."""

from desk.models.store import Session
from desk.queries.clause import Clause, ask

_COUNTED_TO = 100
"""The one who only shows that there is something counts no further."""


def unread_of(session: Session, person: int | None, cap: int = _COUNTED_TO) -> int:
    """How much somebody was told and has not read, counted up to a cap."""
    statement = (
        "SELECT count(*) FROM (SELECT 1 FROM told WHERE person = ? AND read_at IS NULL"
        " LIMIT ?) AS news"
    )
    return int(ask(session, Clause(statement, (person or 0, cap)))[0][0])
