"""An item with what stands beside it, read for whoever changes it.

It is read in every use case, so its statement is spelt once and not each time anew.
"""

from collections.abc import Sequence
from functools import cache

from desk.models.store import Row, Session
from desk.models.tickets import TICKET_FIELDS

Names = tuple[str, ...]

BY_ID = "work.id = ?"
BY_REFERENCE = "work.kind = ? AND work.number = ?"
NOT_MERGED = " AND detail.merged_into IS NULL"


def item_row(
    session: Session, names: tuple[Names, Names], which: str, values: Sequence[object]
) -> Row | None:
    """Columns of the head and of the detail of an item, locked until the end."""
    statement = _select(names, which)
    # Both rows are locked: of one that was waited for alone the other would be read as it was.
    if not session.is_sqlite:
        statement = f"{statement} FOR UPDATE OF work, detail".replace("?", "%s")
    return next(iter(session.sql(statement, values)), None)


def ticket_row(session: Session, item: int) -> Row | None:
    """Columns of the ticket of a problem, as `TICKET_FIELDS` names them."""
    return next(iter(session.sql(f"{_TICKET}{int(item)}")), None)


_TICKET = f"SELECT {', '.join(TICKET_FIELDS)} FROM ticket WHERE id = "


@cache
def _select(names: tuple[Names, Names], which: str) -> str:
    head, detail = names
    columns = [*(f"work.{name}" for name in head), *(f"detail.{name}" for name in detail)]
    among = "work JOIN detail ON detail.id = work.id"
    return f"SELECT {', '.join(columns)} FROM {among} WHERE {which}"
