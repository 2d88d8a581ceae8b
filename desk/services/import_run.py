"""The records of a file that a map describes, on their way into the desk."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from desk.models.store import Session
from desk.models.work import imported
from desk.rules.instants import rfc3339
from desk.rules.mapped import Mapped, Mapper, Rejected
from desk.rules.mapping import ImportMap
from desk.services.bulk import BulkWriter, Fixed
from desk.services.changes import Moment
from desk.services.clocks import Agreed
from desk.services.import_changes import Updater
from desk.services.import_new import Source, record_of
from desk.services.import_parties import PartyFinder
from desk.services.import_pass import BATCH, Tally
from desk.services.records import Line, RecordFile

EARLIER = "come before a later row of the same key; the last one counts"


class MappedRecords:
    """Reads, maps and writes; what was read before adds nothing."""

    is_own: ClassVar[bool] = False
    unit: ClassVar[str] = "row"
    batch: ClassVar[int] = BATCH

    def __init__(
        self, moment: Moment, terms: Agreed, mapping: ImportMap, columns: Sequence[str]
    ) -> None:
        self.name = mapping.name
        self._moment = moment
        self._map = mapping
        self._source = Source(mapping.source, moment, terms)
        self._group = f"import {rfc3339(moment.now)} {mapping.name}"
        self._finder = PartyFinder(moment, self._group)
        self._mapper = Mapper(mapping, columns)
        self._last: dict[int, int] = {}
        """Of keys that come more than once: the line of the last row."""

    def begin(self, file: RecordFile) -> Iterator[Line]:
        """Learn which rows come again later."""
        self._last = _last_of_repeated(self._mapper, file)
        return iter(file)

    def read(self, batch: Sequence[Line], tally: Tally) -> list[Mapped]:
        """The records of these lines."""
        found: list[Mapped] = []
        for line in batch:
            if self._last and self._last.get(hash(self._mapper.key(line.cells)), 0) > line.number:
                tally.add("unchanged", (EARLIER,))
                continue
            try:
                found.append(_read(self._mapper, line))
            except Rejected as rejected:
                tally.reject(line, str(rejected))
        return found

    def write(self, session: Session, records: list[Mapped], tally: Tally) -> None:
        """Write one batch: what is new in one go, what has changed one by one."""
        known = imported(session, self._map.source, [record.key for record in records])
        changed = [
            record for record in records if known.get(record.key, (0, ""))[1] != record.digest
        ]
        self._finder.prepare(session, changed)
        writer = BulkWriter(session, Fixed(self._group, self._moment.training))
        updater = Updater(session, self._moment, self._group)
        tally.counts["unchanged"] += len(records) - len(changed)
        for record in changed:
            parties = self._finder.of(record)
            if record.key in known:
                change = updater.update(known[record.key][0], record, parties)
                kind = "updated" if change.after else "unchanged"
                tally.add(kind, (*change.remarks, *parties.remarks))
            else:
                writer.add(record_of(record, parties, self._source))
                tally.add("new", record.remarks + parties.remarks)
        writer.flush()

    def end(self, session: Session, tally: Tally) -> None:
        """Nothing waits for the end."""

    def forget(self) -> None:
        """Look everybody up again."""
        self._finder.forget()


def _read(mapper: Mapper, line: Line) -> Mapped:
    if line.fault:
        raise Rejected(line.fault)
    return mapper.read(line.cells)


def _last_of_repeated(mapper: Mapper, file: RecordFile) -> dict[int, int]:
    """Where several rows are one record: the line of the last, by the hash of their key."""
    seen: set[int] = set()
    last: dict[int, int] = {}
    for line in file:
        key = mapper.key(line.cells)
        if not key:
            continue
        hashed = hash(key)
        if hashed in seen:
            last[hashed] = line.number
        seen.add(hashed)
    return last
