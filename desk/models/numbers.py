"""Numbers of rows taken ahead, so that rows which refer to each other can be written in bulk."""

from collections.abc import Sequence

from desk.models.store import Session


def reserve(session: Session, table: str, column: str, count: int) -> Sequence[int]:
    """So many numbers for new rows of a table, rising, that nobody else gets.

    On SQLite they hold as long as the transaction does, which is all they need to.
    """
    if session.is_sqlite:
        rows = session.sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        last = rows[0][0] if rows else 0
        return range(last + 1, last + 1 + count)
    rows = session.sql(
        "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
        (table, column, count),
    )
    return [number for (number,) in rows]
