"""Reading what a damaged SQLite file still gives: row by row, by the numbers of the rows."""

from collections.abc import Iterator, Sequence

from desk.models.exports import by_numbers
from desk.models.faults import is_damage
from desk.models.store import Row, Session


class Salvage:
    """Reads that may fail, one after the other."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.has_lost = False
        """Whether something could not be read since this was last set to False."""

    def numbers(self, table: str) -> Iterator[int]:
        """Every number a row of the table may have."""
        ((last,),) = self._session.sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return iter(range(1, last + 1))

    def rows(self, statement: str, values: Sequence[object]) -> list[Row]:
        """The rows of a statement; none when they cannot be read, which is remembered."""
        try:
            return self._session.sql(statement, values)
        except Exception as error:  # noqa: BLE001 - peewee's and SQLite's own, raised again below
            self._remember(error)
            return []

    def asked(self, session: Session, statement: str, numbers: Sequence[int]) -> list[Row]:
        """The rows of a statement for these numbers, as `models.exports.by_numbers` gives them."""
        try:
            return by_numbers(session, statement, numbers)
        except Exception as error:  # noqa: BLE001 - peewee's and SQLite's own, raised again below
            self._remember(error)
            return []

    def _remember(self, error: Exception) -> None:
        if not is_damage(error):
            raise error
        self.has_lost = True
