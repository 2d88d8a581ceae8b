"""One pass of an import through a file, batch by batch."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from desk.models.store import Session, Store
from desk.models.work import imported
from desk.rows.imports import ImportDone, ImportOptions, Progress
from desk.rules.instants import rfc3339
from desk.rules.mapped import Mapped, Mapper, Rejected
from desk.rules.mapping import ImportMap
from desk.services.bulk import BulkWriter, Fixed
from desk.services.changes import Moment
from desk.services.clocks import Agreed
from desk.services.import_changes import Updater
from desk.services.import_new import Source, record_of
from desk.services.import_parties import PartyFinder
from desk.services.import_sources import Rejects
from desk.services.records import Line, RecordFile

BATCH = 1000
"""Rows of a file that are written in one transaction."""

EARLIER = "come before a later row of the same key; the last one counts"


class ImportRun:
    """Reads, maps and writes; counts what became of each row."""

    def __init__(
        self, moment: Moment, terms: Agreed, mapping: ImportMap, options: ImportOptions
    ) -> None:
        self._moment = moment
        self._map = mapping
        self._options = options
        self._source = Source(mapping.source, moment, terms)
        self._group = f"import {rfc3339(moment.now)} {mapping.name}"
        self._finder = PartyFinder(moment, self._group)
        self._counts: Counter[str] = Counter()
        self._remarks: Counter[str] = Counter()
        self._last: dict[int, int] = {}
        """Of keys that come more than once: the line of the last row."""

    def through(self, store: Store, file: RecordFile) -> ImportDone:
        """Batch after batch, each kept as a whole, until the end or until told to stop."""
        began = time.perf_counter()
        rejects = Rejects(self._options.rejects, file.columns)
        mapper = Mapper(self._map, file.columns)
        self._last = _last_of_repeated(mapper, file)
        lines = iter(file)
        goes_on = True
        try:
            while goes_on and (batch := list(islice(lines, BATCH))):
                self._counts["read"] += len(batch)
                records = list(self._mapped(mapper, batch, rejects))
                with store.writing(dry_run=self._options.dry_run) as session:
                    self._write(session, records)
                if self._options.dry_run:
                    self._finder.forget()
                seconds = time.perf_counter() - began
                progress = Progress(self._counts["read"], seconds, file.taken, file.size)
                goes_on = self._options.watch(progress)
        finally:
            rejects.close()
        return ImportDone(
            self._map.name,
            self._counts["read"],
            self._counts["new"],
            self._counts["updated"],
            self._counts["unchanged"],
            self._counts["rejected"],
            time.perf_counter() - began,
            is_stopped=not goes_on,
            remarks=dict(self._remarks),
            first_reject=rejects.first,
        )

    def _mapped(self, mapper: Mapper, batch: list[Line], rejects: Rejects) -> Iterator[Mapped]:
        for line in batch:
            if self._last and self._last.get(hash(mapper.key(line.cells)), 0) > line.number:
                self._count("unchanged", (EARLIER,))
                continue
            try:
                yield _read(mapper, line)
            except Rejected as rejected:
                self._counts["rejected"] += 1
                rejects.add(line, str(rejected))

    def _write(self, session: Session, records: list[Mapped]) -> None:
        """Write one batch: what is new in one go, what has changed one by one."""
        known = imported(session, self._map.source, [record.key for record in records])
        changed = [
            record for record in records if known.get(record.key, (0, ""))[1] != record.digest
        ]
        self._finder.prepare(session, changed)
        writer = BulkWriter(session, Fixed(self._group, self._moment.training))
        updater = Updater(session, self._moment, self._group)
        self._counts["unchanged"] += len(records) - len(changed)
        for record in changed:
            parties = self._finder.of(record)
            if record.key in known:
                change = updater.update(known[record.key][0], record, parties)
                kind = "updated" if change.after else "unchanged"
                self._count(kind, (*change.remarks, *parties.remarks))
            else:
                writer.add(record_of(record, parties, self._source))
                self._count("new", record.remarks + parties.remarks)
        writer.flush()

    def _count(self, kind: str, remarks: Iterable[str]) -> None:
        self._counts[kind] += 1
        self._remarks.update(remarks)


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
