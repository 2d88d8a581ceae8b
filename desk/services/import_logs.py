"""Event logs on their way into the desk: rows gathered into cases, cases written as problems.

The rows of a case may stand anywhere in the file. It is looked through once before, so that a case
is written as soon as its last row was read; of files in which too many cases are open at once, it
is read several times, a part of the cases each time. So memory stays within bounds.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from desk.models.base import CLOSED
from desk.models.store import Session
from desk.models.work import imported
from desk.rules.event_log import Event, LogMapper
from desk.rules.event_log_case import Case, case_of, case_of_row
from desk.rules.event_log_map import is_log
from desk.rules.event_log_rest import RestMapper
from desk.rules.instants import FIRST, rfc3339
from desk.rules.mapped import Rejected
from desk.rules.mapping import ImportMap
from desk.rules.problem_terms import Terms
from desk.services.bulk import BulkWriter, Fixed
from desk.services.changes import Moment
from desk.services.clocks import Agreed
from desk.services.import_log_changes import LogUpdater
from desk.services.import_log_new import LogSource, Told, record_of
from desk.services.import_log_parties import LogParties
from desk.services.import_log_reach import Reach
from desk.services.import_pass import BATCH, Tally
from desk.services.import_run import EARLIER
from desk.services.records import Line, RecordFile


class _Open:
    """A case of which rows are still to come."""

    __slots__ = ("cells", "events", "latest")

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.cells: Sequence[str] = ()
        """Of the row that is the last by its time."""
        self.latest = FIRST

    def take(self, event: Event, cells: Sequence[str]) -> None:
        """Add a row."""
        if event.at >= self.latest:
            self.cells, self.latest = cells, event.at
        self.events.append(event)


class LoggedProblems:
    """Reads, gathers, plays and writes; what was read before adds nothing."""

    is_own: ClassVar[bool] = False
    unit: ClassVar[str] = "case"
    batch: ClassVar[int] = 4 * BATCH

    def __init__(
        self,
        moment: Moment,
        settled: tuple[Agreed, Terms],
        mapping: ImportMap,
        columns: Sequence[str],
    ) -> None:
        self.name = mapping.name
        self._moment = moment
        self._map = mapping
        self._source = LogSource(mapping.source, moment, settled)
        self._group = f"import {rfc3339(moment.now)} {mapping.name}"
        self._parties = LogParties(moment, self._group)
        self._rows = LogMapper(mapping, columns)
        self._rest = RestMapper(self._rows)
        self._mark = repr(mapping).encode("utf-8", "replace")
        self._open: dict[str, _Open] = {}
        self._reach = Reach(self._rows.key)

    def begin(self, file: RecordFile) -> Iterator[Line]:
        """Learn where the last row of each case is; the lines, in the order they are taken."""
        self._reach.learn(file)
        return self._reach.lines(file)

    def read(self, batch: Sequence[Line], tally: Tally) -> list[Case]:
        """The cases of which these lines are the last."""
        found: list[Case] = []
        for line in batch:
            key = self._rows.key(line.cells)
            try:
                event = self._event(line, key)
            except Rejected as rejected:
                tally.reject(line, str(rejected))
            else:
                if key not in self._open:
                    self._open[key] = _Open()
                self._open[key].take(event, line.cells)
            if self._reach.is_last(line.number, key) and key in self._open:
                found += self._case(key, self._open.pop(key), tally)
        return found

    def write(self, session: Session, records: list[Case], tally: Tally) -> None:
        """Write one batch: what is new in one go, what has changed one by one."""
        known = imported(session, self._map.source, [case.key for case in records])
        changed = [case for case in records if known.get(case.key, (0, ""))[1] != case.digest]
        tally.counts["unchanged"] += len(records) - len(changed)
        self._parties.prepare(session, changed)
        writer = BulkWriter(session, Fixed(self._group, self._moment.training))
        updater = LogUpdater(session, self._source, self._group)
        for case in changed:
            told = self._source.told(case, self._parties)
            remarks = (*case.remarks, *self._parties.remarks(case))
            if case.key not in known:
                writer.add(record_of(told, self._source))
                tally.add("new", remarks)
                self._sum_up(told, tally)
            elif updater.update(known[case.key][0], told):
                tally.add("updated", (*remarks, *updater.remarks))
                self._sum_up(told, tally)
            else:
                tally.add("unchanged", updater.remarks)
        writer.flush()

    def end(self, session: Session, tally: Tally) -> None:
        """A case of which rows are still to come when it was told to stop is not written."""
        self._open.clear()

    def forget(self) -> None:
        """Look everybody up again."""
        self._parties.forget()

    def _event(self, line: Line, key: str) -> Event:
        if line.fault:
            raise Rejected(line.fault)
        return self._rows.read(line.number, key, line.cells)

    def _case(self, key: str, gathered: _Open, tally: Tally) -> list[Case]:
        rest = self._rest.read(gathered.cells)
        if is_log(self._map):
            return [case_of(key, gathered.events, rest, self._mark)]
        for _ in gathered.events[1:]:
            tally.add("unchanged", (EARLIER,))
        return [case_of_row(key, gathered.events[-1], rest, self._mark)]

    def _sum_up(self, told: Told, tally: Tally) -> None:
        for line, what in told.played.odd.items():
            tally.contradict(line, f"{told.case.key}: {what}")
        if told.head.due_key < CLOSED:
            tally.counts["open"] += 1
            tally.counts["late"] += told.head.instants.breached <= self._moment.now
