"""The pass of every import through its file: batch by batch, each kept or dropped as a whole."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import ClassVar, Generic, Protocol, TypeVar

from desk.models.store import Session, Store
from desk.rows.imports import ImportDone, ImportOptions, Progress
from desk.services.import_sources import Rejects
from desk.services.records import Line, RecordFile

BATCH = 1000
"""Records of a file that are written in one transaction."""

T = TypeVar("T")


class Tally:
    """What became of each row so far."""

    def __init__(self, rejects: Rejects) -> None:
        self.counts: Counter[str] = Counter()
        self.remarks: Counter[str] = Counter()
        self.rejects = rejects
        self.first_odd: tuple[int, str] | None = None
        """The first line that contradicts the table of states, and how."""

    def add(self, kind: str, remarks: Iterable[str] = ()) -> None:
        """Count a row, with what had to be set right in it."""
        self.counts[kind] += 1
        self.remarks.update(remarks)

    def reject(self, line: Line, reason: str) -> None:
        """Write a row down among those that are not taken."""
        self.counts["rejected"] += 1
        self.rejects.add(line, reason)

    def contradict(self, line: int, what: str) -> None:
        """Count a row that is kept though it contradicts the table of states."""
        self.counts["odd"] += 1
        if self.first_odd is None or line < self.first_odd[0]:
            self.first_odd = line, what


class Taker(Protocol[T]):
    """What takes the records of one file into the store."""

    is_own: ClassVar[bool]
    """Whether the records come back to a desk that exported them."""
    unit: ClassVar[str]
    """What one of its records is: a row, or a case of several."""
    batch: ClassVar[int]
    """Rows of the file that are read for one transaction."""

    @property
    def name(self) -> str:
        """The map it goes by."""

    def begin(self, file: RecordFile) -> Iterator[Line]:
        """Look at the file before the first batch; its lines, in the order to take them in."""

    def read(self, batch: Sequence[Line], tally: Tally) -> list[T]:
        """The records of these lines; those that cannot be taken are told."""

    def write(self, session: Session, records: list[T], tally: Tally) -> None:
        """Write one batch."""

    def end(self, session: Session, tally: Tally) -> None:
        """Write what had to wait for the last batch."""

    def forget(self) -> None:
        """Take nothing for granted that the last batch made: it was not kept."""


class Pass(Generic[T]):
    """One pass of a taker through a file."""

    def __init__(self, taker: Taker[T], options: ImportOptions) -> None:
        self._taker = taker
        self._options = options

    def through(self, store: Store, file: RecordFile) -> ImportDone:
        """Batch after batch until the end, or until told to stop."""
        began = time.perf_counter()
        rejects = Rejects(self._options.rejects, file.columns)
        tally = Tally(rejects)
        lines = self._taker.begin(file)
        goes_on = True
        try:
            while goes_on and (batch := list(islice(lines, self._taker.batch))):
                tally.counts["read"] += len(batch)
                records = self._taker.read(batch, tally)
                with store.writing(dry_run=self._options.dry_run) as session:
                    self._taker.write(session, records, tally)
                if self._options.dry_run:
                    self._taker.forget()
                progress = Progress(tally.counts["read"], file.taken, file.size)
                goes_on = self._options.watch(progress)
            with store.writing(dry_run=self._options.dry_run) as session:
                self._taker.end(session, tally)
        finally:
            rejects.close()
        return ImportDone(
            self._taker.name,
            tally.counts["read"],
            tally.counts["new"],
            tally.counts["updated"],
            tally.counts["unchanged"],
            tally.counts["rejected"],
            time.perf_counter() - began,
            is_stopped=not goes_on,
            remarks=dict(tally.remarks),
            first_reject=rejects.first,
            is_own=self._taker.is_own,
            odd_lines=(file.odd[0], len(file.odd)) if file.odd else None,
            unit=self._taker.unit,
            contradicting=tally.counts["odd"],
            first_contradicting=tally.first_odd,
            still_open=tally.counts["open"],
            late=tally.counts["late"],
        )
