"""Records that a desk exported, on their way back: the same ones, under the same references."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, NamedTuple

from desk.errors import BadValue, DeskError
from desk.models.base import NOBODY
from desk.models.brought import (
    Standing,
    bring_followers,
    bring_link,
    bring_merge,
    bring_parent,
    items_named,
    pass_by,
    sources_taken,
    tasks_taken,
)
from desk.models.exports import whole_records
from desk.models.store import Session
from desk.rules.checking_exports import check
from desk.rules.exported import Exported, ToldCustomer
from desk.rules.instants import rfc3339
from desk.rules.reading_exports import read_csv, read_json
from desk.rules.vocabulary import parse_reference
from desk.services.bulk import BulkWriter, Fixed
from desk.services.changes import Moment
from desk.services.clocks import Agreed
from desk.services.import_own_new import record_of, settled
from desk.services.import_own_parties import Own, OwnParties
from desk.services.import_pass import BATCH, Tally
from desk.services.records import Line, RecordFile

NAME = "export of a desk"

LOST_LINKS = "lead to records that are neither here nor in the file; those links are left out"


class _Waiting(NamedTuple):
    """Links that are made when everything else is here."""

    merged: dict[int, str]
    parents: dict[int, str]
    links: list[tuple[int, str, str]]


class OwnRecords:
    """Reads, compares and writes; what is here already adds nothing, and stays as it is."""

    is_own: ClassVar[bool] = True
    unit: ClassVar[str] = "row"
    batch: ClassVar[int] = BATCH

    def __init__(self, moment: Moment, terms: Agreed, columns: Sequence[str]) -> None:
        self.name = NAME
        self._moment = moment
        self._terms = terms
        self._columns = columns
        self._is_json = False
        self._group = f"import {rfc3339(moment.now)} {NAME}"
        self._parties = OwnParties(moment, self._group)
        self._waiting = _Waiting({}, {}, [])

    def begin(self, file: RecordFile) -> Iterator[Line]:
        """Learn the form of the file."""
        self._is_json = file.is_json
        return iter(file)

    def read(self, batch: Sequence[Line], tally: Tally) -> list[Own]:
        """The records of these lines."""
        read = read_json if self._is_json else read_csv
        found: list[Own] = []
        for line in batch:
            try:
                if line.fault:
                    raise BadValue(line.fault)
                record = settled(check(read(self._columns, line.cells)), self._terms)
            except DeskError as error:
                tally.reject(line, error.message)
            else:
                found.append(Own(line, record))
        return found

    def write(self, session: Session, records: list[Own], tally: Tally) -> None:
        """Write one batch: what is not here in one go."""
        here = items_named(session, [own.record.ref for own in records])
        wanted = self._not_here(session, _distinct(records, tally), here, tally)
        wanted = self._parties.prepare(session, wanted, tally)
        writer = BulkWriter(session, Fixed(self._group, self._moment.training))
        for own in wanted:
            writer.add(record_of(own, self._parties, self._terms, self._moment))
            tally.add("new", self._parties.remarks(own.record))
        ids = writer.flush()
        for id_, own in zip(ids, wanted, strict=True):
            self._wait(id_, own.record)
            people = {self._parties.person(name) for name in own.record.followers} - {NOBODY}
            bring_followers(session, ((person, id_) for person in sorted(people)))
        _pass_by(session, wanted)

    def end(self, session: Session, tally: Tally) -> None:
        """Link what is here now."""
        pointers = (self._waiting.merged, bring_merge), (self._waiting.parents, bring_parent)
        named = {ref for waiting, _ in pointers for ref in waiting.values()}
        found = _standing(session, [*named.union(ref for _, _, ref in self._waiting.links)])
        lost = {id_ for id_, _, ref in self._waiting.links if ref not in found}
        for waiting, bring in pointers:
            lost |= {id_ for id_, ref in waiting.items() if ref not in found}
            for id_, ref in waiting.items():
                if ref in found:
                    bring(session, id_, found[ref])
        for id_, relation, ref in self._waiting.links:
            if ref in found:
                bring_link(session, id_, relation, found[ref])
        if lost:
            tally.remarks[LOST_LINKS] += len(lost)

    def forget(self) -> None:
        """Look everybody up again; nothing that waits is here."""
        self._parties.forget()
        self._waiting = _Waiting({}, {}, [])

    def _not_here(
        self, session: Session, records: list[Own], here: Mapping[str, Standing], tally: Tally
    ) -> list[Own]:
        """The records that may come in; of the others it is said what becomes of them."""
        kept = whole_records(session, [each.id for each in here.values()])
        taken = sources_taken(
            session,
            [
                (own.record.source.name, own.record.source.key)
                for own in records
                if own.record.source
            ],
        )
        tasks = tasks_taken(session, [number for own in records for number in _tasks_of(own)])
        wanted: list[Own] = []
        for own in records:
            standing = here.get(own.record.ref)
            if standing is not None:
                self._compare(own, standing, kept[standing.id], tally)
            elif (ref := _source_of(own, taken)) is not None:
                tally.reject(own.line, f"came from the row that {ref} is here already")
            elif others := tasks.intersection(_tasks_of(own)):
                tally.reject(own.line, f"T-{min(others)} is another task here")
            else:
                tasks.update(_tasks_of(own))
                wanted.append(own)
        return wanted

    def _compare(self, own: Own, here: Standing, kept: Exported, tally: Tally) -> None:
        record = self._parties.as_here(own.record, kept)
        if alike(record, settled(kept, self._terms)):
            self._wait(here.id, own.record, kept)
            tally.add("unchanged")
        elif here.created != record.created:
            tally.reject(own.line, f"{record.ref} is another record here: {here.subject[:60]}")
        elif here.version > record.version:
            tally.reject(
                own.line,
                f"{record.ref} went on here after the export (version {record.version}, "
                f"now {here.version}); it stays as it is",
            )
        else:
            tally.reject(
                own.line, f"{record.ref} is here and says something else; change it with desk do"
            )

    def _wait(self, id_: int, record: Exported, kept: Exported | None = None) -> None:
        """Remember the links that are not made yet."""
        if record.merged_into and not (kept and kept.merged_into):
            self._waiting.merged[id_] = record.merged_into
        parent = record.ticket and record.ticket.parent
        if parent and not (kept and kept.ticket and kept.ticket.parent):
            self._waiting.parents[id_] = parent
        made = set(kept.links) if kept else set()
        self._waiting.links.extend(
            (id_, relation, ref) for relation, ref in record.links if (relation, ref) not in made
        )


def alike(record: Exported, kept: Exported) -> bool:
    """Whether both say the same; links that are still to be made count for made."""
    if record.version != kept.version or not set(kept.links) <= set(record.links):
        return False
    if kept.merged_into not in (None, record.merged_into):
        return False
    if kept.ticket and record.ticket and kept.ticket.parent not in (None, record.ticket.parent):
        return False
    return _bare(record) == _bare(kept)


def _bare(record: Exported) -> Exported:
    customer, source = record.customer, record.source
    return record._replace(
        customer=ToldCustomer(customer.ref, "", "", 0, ()) if customer else None,
        source=source._replace(digest="") if source else None,
        due=None,
        merged_into=None,
        links=(),
        ticket=record.ticket and record.ticket._replace(parent=None),
        followers=(),
    )


def _distinct(records: list[Own], tally: Tally) -> list[Own]:
    """The records of a batch, each reference once."""
    found: dict[str, Own] = {}
    for own in records:
        first = found.setdefault(own.record.ref, own)
        if first is not own:
            same = first.record == own.record
            reason = f"{own.record.ref} stands in line {first.line.number} already"
            tally.add("unchanged") if same else tally.reject(own.line, reason)
    return list(found.values())


def _source_of(own: Own, taken: Mapping[str, str]) -> str | None:
    source = own.record.source
    return taken.get(f"{source.name}\0{source.key}") if source else None


def _tasks_of(own: Own) -> list[int]:
    """The numbers of a record's tasks."""
    return [parse_reference(task.ref).number for task in own.record.tasks]


def _pass_by(session: Session, brought: Sequence[Own]) -> None:
    """See that no reference which came in is given to anything else."""
    last: dict[str, int] = {}
    for own in brought:
        last[own.record.kind] = max(own.number, last.get(own.record.kind, 0))
        last["task"] = max([*_tasks_of(own), last.get("task", 0)])
    for kind, number in last.items():
        if number:
            pass_by(session, kind, number)


def _standing(session: Session, refs: Sequence[str]) -> dict[str, int]:
    """The rows of what is here of these references."""
    found: dict[str, int] = {}
    for first in range(0, len(refs), 1000):
        here = items_named(session, refs[first : first + 1000])
        found |= {ref: each.id for ref, each in here.items()}
    return found
