"""Whether the store is sound: the engine's own checks, then what must hold in every desk."""

from collections.abc import Callable, Iterable, Iterator

from desk.errors import DeskError, StoreDamaged
from desk.models.policies import calendars, policies
from desk.models.store import Store
from desk.queries.invariant import SHOWN, Invariant, broken, looked_at
from desk.queries.invariants import INVARIANTS
from desk.queries.leftovers import leftovers
from desk.queries.recounting import recounted
from desk.queries.surroundings import Check
from desk.queries.task_order import ordered
from desk.rows.health import CheckRow

_RESTORE = (
    "Stop working on it and save what can still be read: desk export -o rescue.jsonl. "
    "Then put the last backup in its place: desk restore FILE --force"
)
_REPORT = "Keep a copy of the store and report this: the desk should never have written it so."

_REBUILD = (
    "Close every desk, then: sqlite3 FILE "
    "\"INSERT INTO search_words (search_words) VALUES ('rebuild')\""
)
_CHECK_INDEX = "INSERT INTO search_words (search_words, rank) VALUES ('integrity-check', 1)"


class Health:
    """The checks of `desk doctor`. They change nothing."""

    def __init__(self, store: Store, around: Callable[[], Iterable[Check]] = tuple) -> None:
        self._store = store
        self._around = around

    def checks(self) -> Iterator[CheckRow]:
        """Each check as it ends; a check that cannot be made says why."""
        yield from self.of_rows()
        yield self._told("policies", self._policies)
        yield self._told("clocks", self._clocks)
        if self._store.is_sqlite:
            yield self._told("leftovers", lambda: leftovers(self._store.location))
        for name, check in self._around():
            yield self._told(name, check)

    def of_rows(self) -> Iterator[CheckRow]:
        """The checks of what is kept, wherever it is kept."""
        yield self._told("store", self._engine)
        yield self._told("references", self._references)
        for invariant in INVARIANTS:
            yield self._told(invariant.check, lambda invariant=invariant: self._holds(invariant))  # type: ignore[misc]
        yield self._told("order", self._order)
        yield self._told("index", self._index)

    def _told(self, check: str, run: Callable[[], CheckRow]) -> CheckRow:
        try:
            return run()
        except DeskError as error:
            return CheckRow(check, False, 1, error.message, _RESTORE)
        except OSError as error:
            return CheckRow(check, False, 1, str(error), "Check the rights of the folder.")

    def _engine(self) -> CheckRow:
        with self._store.reading() as session:
            if not session.is_sqlite:
                ((version,),) = session.sql("SHOW server_version")
                return CheckRow("store", True, 1, f"The server answers: PostgreSQL {version}", "")
            found = [str(line) for (line,) in session.sql("PRAGMA integrity_check(20)")]
            ((pages,),) = session.sql("PRAGMA page_count")
        if found == ["ok"]:
            return CheckRow("store", True, pages, f"All {pages} pages of the file are whole", "")
        shown = "; ".join(" ".join(line.split()) for line in found[:SHOWN])
        return CheckRow("store", False, len(found), f"The file is damaged: {shown}", _RESTORE)

    def _references(self) -> CheckRow:
        if not self._store.is_sqlite:
            message = "The server itself keeps every reference between rows"
            return CheckRow("references", True, 0, message, "")
        with self._store.reading() as session:
            found = session.sql("PRAGMA foreign_key_check")
        if not found:
            message = "Every row refers to rows that are there"
            return CheckRow("references", True, 0, message, "")
        tables = ", ".join(sorted({row[0] for row in found}))
        message = f"{len(found)} rows refer to rows that are gone, in: {tables}"
        return CheckRow("references", False, len(found), message, _RESTORE)

    def _holds(self, invariant: Invariant) -> CheckRow:
        with self._store.reading() as session:
            count, names = broken(session, invariant)
            if not count:
                seen = looked_at(session, invariant)
                return CheckRow(invariant.check, True, seen, invariant.holds.format(seen), "")
        return _wrong(invariant.check, count, names, invariant.breaks)

    def _index(self) -> CheckRow:
        """The full-text index beside the table it is made from; PostgreSQL computes it itself."""
        if not self._store.is_sqlite:
            return CheckRow("index", True, 0, "The server itself keeps the index of words", "")
        if self._store.barred is not None:  # the engine looks through it in a transaction to write
            return CheckRow("index", True, 0, "The index of words cannot be looked at here", "")
        try:
            with self._store.writing(dry_run=True) as session:
                session.sql(_CHECK_INDEX)
                ((seen,),) = session.sql("SELECT count(*) FROM search")
        except StoreDamaged:
            message = "The index of words does not fit its entries, so searches miss some"
            return CheckRow("index", False, 1, message, _REBUILD)
        return CheckRow("index", True, seen, f"The index of words fits its {seen} entries", "")

    def _order(self) -> CheckRow:
        with self._store.reading() as session:
            found = ordered(session)
        if found.wrong:
            shown = list(found.wrong[:SHOWN])
            breaks = "come after tasks that are not there, or after themselves"
            return _wrong("order", len(found.wrong), shown, breaks)
        message = f"{found.tasks} tasks come after others of their problem, none in a circle"
        return CheckRow("order", True, found.tasks, message, "")

    def _policies(self) -> CheckRow:
        with self._store.reading() as session:
            known = calendars(session)
            table = policies(session)
        lost = [policy.name for policy in table if policy.calendar not in known]
        if lost:
            named = ", ".join(lost)
            message = f"Policies count on calendars that are not there: {named}"
            return CheckRow(
                "policies", False, len(lost), message, "Save a calendar of the name they count on."
            )
        message = f"{len(table)} policies count on calendars that open"
        return CheckRow("policies", True, len(table), message, "")

    def _clocks(self) -> CheckRow:
        with self._store.reading() as session:
            found = recounted(session)
        if not found.wrong:
            message = f"{found.items} items are due when their clocks say"
            return CheckRow("clocks", True, found.items, message, "")
        row = _wrong(
            "clocks",
            len(found.wrong),
            list(found.wrong[:SHOWN]),
            "are not due when their clocks say",
        )
        return row._replace(
            next_step="Save the calendar they count on again: that counts them anew."
        )


def _wrong(check: str, count: int, names: list[str], breaks: str) -> CheckRow:
    more = ", …" if count > len(names) else ""
    return CheckRow(check, False, count, f"{count} {breaks}: {', '.join(names)}{more}", _REPORT)
