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


class ImportRun:
    """Reads, maps and writes; counts what became of each row."""

    def __init__(
        self, moment: Moment, terms: Agreed, mapping: ImportMap, options: ImportOptions
    ) -> None:
        self._moment = moment
        self._map = mapping
        self._options = options
        self._source = Source(mapping.source, moment.actor, terms)
        self._group = f"import {rfc3339(moment.now)} {mapping.name}"
        self._counts: Counter[str] = Counter()
        self._remarks: Counter[str] = Counter()
        self._promised: dict[str, str] = {}
        """Key and digest of what a dry run would have written."""

    def through(self, store: Store, file: RecordFile) -> ImportDone:
        """Batch after batch, each kept as a whole, until the end or until told to stop."""
        began = time.perf_counter()
        rejects = Rejects(self._options.rejects, file.columns)
        mapper = Mapper(self._map, file.columns)
        lines = iter(file)
        goes_on = True
        try:
            while goes_on and (batch := list(islice(lines, BATCH))):
                self._counts["read"] += len(batch)
                self._keep(store, list(self._mapped(mapper, batch, rejects)))
                seconds = time.perf_counter() - began
                progress = Progress(self._counts["read"], seconds, file.taken, file.size)
                goes_on = self._options.watch(progress)
        finally:
            rejects.close()
        return ImportDone(
            self._map.name,
            *(self._counts[name] for name in ("read", "new", "updated", "unchanged", "rejected")),
            seconds=time.perf_counter() - began,
            is_stopped=not goes_on,
            remarks=dict(self._remarks),
            first_reject=rejects.first,
        )

    def _mapped(self, mapper: Mapper, batch: list[Line], rejects: Rejects) -> Iterator[Mapped]:
        for line in batch:
            try:
                yield _read(mapper, line)
            except Rejected as rejected:
                self._counts["rejected"] += 1
                rejects.add(line, str(rejected))

    def _keep(self, store: Store, records: list[Mapped]) -> None:
        with store.writing(dry_run=self._options.dry_run) as session:
            finder = PartyFinder(session, self._moment, self._group)
            for part in _without_repeats(records):
                self._write(session, finder, part)

    def _write(self, session: Session, finder: PartyFinder, records: list[Mapped]) -> None:
        """Write records with different keys: those that are new in one go, changed ones singly."""
        known = imported(session, self._map.source, [record.key for record in records])
        writer = BulkWriter(session, Fixed(self._group, self._moment.training))
        updater = Updater(session, self._moment, self._group)
        for record in records:
            number, digest = known.get(record.key, (0, self._promised.get(record.key, "")))
            if digest == record.digest:
                self._counts["unchanged"] += 1
            elif not digest:
                parties = finder.of(record)
                writer.add(record_of(record, parties, self._source))
                self._count("new", record.remarks + parties.remarks)
            elif not number:
                self._counts["updated"] += 1
            else:
                parties = finder.of(record)
                change = updater.update(number, record, parties)
                kind = "updated" if change.after else "unchanged"
                self._count(kind, (*change.remarks, *parties.remarks))
            if self._options.dry_run:
                self._promised[record.key] = record.digest
        writer.flush()

    def _count(self, kind: str, remarks: Iterable[str]) -> None:
        self._counts[kind] += 1
        self._remarks.update(remarks)


def _read(mapper: Mapper, line: Line) -> Mapped:
    if line.fault:
        raise Rejected(line.fault)
    return mapper.read(line.cells)


def _without_repeats(records: list[Mapped]) -> Iterator[list[Mapped]]:
    """The records in order, cut so that no part has a key twice."""
    part: dict[str, Mapped] = {}
    for record in records:
        if record.key in part:
            yield list(part.values())
            part = {}
        part[record.key] = record
    if part:
        yield list(part.values())
