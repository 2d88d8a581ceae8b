"""Many items at once, each with all its rows: what imports and training data write by.

It writes whole histories as they are given. Rules, rights and clocks are the caller's business;
so is the transaction.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from desk.models.alarms import AlarmRow
from desk.models.brought import bring_promises
from desk.models.clocks import NEW_COLUMNS as CLOCK_COLUMNS
from desk.models.clocks import Clock, Head, KeptClock
from desk.models.details import Detail, Message
from desk.models.journal import Journal, JournalValue
from desk.models.listening import call_out
from desk.models.numbers import reserve
from desk.models.search import Search, body, recency
from desk.models.settings import next_number
from desk.models.store import Row, Session
from desk.models.tasks import KeptTask, Task
from desk.models.tickets import TICKET_FIELDS, Ticket
from desk.models.work import Work
from desk.rules.alarms import Alarm
from desk.rules.vocabulary import Reference
from desk.services.journal import spelt


class Said(NamedTuple):
    """What was said in a fact: a message or a note among colleagues."""

    direction: str
    """in, out or note."""
    text: str
    author: str = ""
    address: str = ""
    channel: str = ""
    """Empty for the channel of the item."""
    is_withdrawn: bool = False
    """Whether it was taken back since."""


class Fact(NamedTuple):
    """One entry of an item's journal, with what was said in it."""

    at: int
    actor: int | None
    action: str
    before: Mapping[str, object] = {}
    after: Mapping[str, object] = {}
    visibility: str = "internal"
    why: str = ""
    said: Said | None = None


class Kept(NamedTuple):
    """What a record that was at a desk before keeps of it."""

    number: int
    """The number of its reference, which nothing else has."""
    version: int
    snoozed_until: int
    promises: Sequence[Row]
    """Number, text, when and by whom it was made, when it was kept."""


class Record(NamedTuple):
    """One item of work with everything that is known of it."""

    subject: str
    state: str
    channel: str
    direction: str
    created: int
    updated: int
    head: Head
    facts: Sequence[Fact]
    """Oldest first; the first one is how it came to be."""
    priority: int = 3
    closed: int | None = None
    contact: str = ""
    customer: tuple[int, str] | None = None
    """Number of the row and name."""
    owner: int = 0
    team: int | None = None
    tags: Sequence[str] = ()
    clocks: Sequence[KeptClock] = ()
    source: tuple[str, str, str] | None = None
    """Where it was imported from: source, key and hash."""
    details: Mapping[str, object] = {}
    """Further columns that every kind has: reason, outcome, question, asked_at, …"""
    extra: Mapping[str, object] = {}
    """Fields an import kept beside."""
    kept: Kept | None = None
    """What it brings of an earlier life at a desk."""
    kind: str = "interaction"
    ticket: Mapping[str, object] = {}
    """Columns of a problem's ticket; the others are as those of a new one."""
    tasks: Sequence[KeptTask] = ()
    """Of a problem, without its number; those without a number of their own get the next."""
    alarms: Sequence[Alarm] = ()


class Fixed(NamedTuple):
    """What all records of one writer have in common."""

    group: str | None = None
    training: bool = False


_WORK = (
    *("id", "kind", "number", "subject", "state", "priority", "customer", "contact", "channel"),
    *("direction", "owner", "team", "created", "updated", "closed", "tags", "due_key"),
    *("watch_at", "warning_at", "jeopardy_at", "breached_at", "overdue2_at", "overdue3_at"),
    *("recency", "source", "source_key", "source_hash", "version", "snoozed_until"),
    "touched_at",
)
_DETAIL = (
    *("id", "reason", "outcome", "question", "asked_at", "answer_due", "remind_at"),
    *("reopen_count", "extra"),
)
_JOURNAL = (
    *("seq", "at", "actor", "action", "kind", "object", "customer", "visibility", "grp", "why"),
    "training",
)
_VALUES = ("seq", "before", "after")
_MESSAGE = (
    *("item", "seq", "at", "direction", "channel", "visibility", "author", "address", "text"),
    "withdrawn",
)
_SEARCH = ("recency", "body")
_TASK = (*KeptTask._fields, "due_key")
_NEW_DETAIL: Mapping[str, object] = {"reason": "", "reopen_count": 0}
_NEW_TICKET: Mapping[str, object] = {
    **dict.fromkeys(TICKET_FIELDS),
    **dict.fromkeys(("category", "service", "place", "partner"), ""),
    **dict.fromkeys(("workaround", "major", "escalation_level", "assign_count", "confirmed"), 0),
    "impact": "medium",
    "urgency": "medium",
    "reasons": "[]",
}
_NOT_IMPORTED = (None, None, None)


class BulkWriter:
    """Gathers records and writes them in one go for each table."""

    def __init__(self, session: Session, fixed: Fixed = Fixed()) -> None:  # noqa: B008
        self._session = session
        self._fixed = fixed
        self._records: list[Record] = []

    def add(self, record: Record) -> None:
        """Gather a record; `flush` writes it."""
        self._records.append(record)

    def flush(self) -> list[int]:
        """Write what was gathered, in the order it was added; the numbers of the rows."""
        records, self._records = self._records, []
        if not records:
            return []
        ids = reserve(self._session, "work", "id", len(records))
        numbers, tasks = self._numbers(records), self._task_numbers(records)
        facts = sum(len(record.facts) for record in records)
        seqs = iter(reserve(self._session, "journal", "seq", facts))
        rows = _Rows()
        for number, id_, record in zip(numbers, ids, records, strict=True):
            rows.take(id_, number, record)
            rows.take_ticket(id_, record, tasks)
            for fact in record.facts:
                rows.take_fact(next(seqs), id_, record, fact, self._fixed)
        rows.write(self._session)
        call_out(self._session)
        return list(ids)

    def _numbers(self, records: Sequence[Record]) -> Iterator[int]:
        """The number of each record: its own, or the next one of its kind."""
        new = Counter(record.kind for record in records if record.kept is None)
        fresh = {kind: count(next_number(self._session, kind, many)) for kind, many in new.items()}
        return (
            record.kept.number if record.kept else next(fresh[record.kind]) for record in records
        )

    def _task_numbers(self, records: Sequence[Record]) -> Iterator[int]:
        """Numbers for the tasks that have none yet."""
        new = sum(not task.number for record in records for task in record.tasks)
        return count(next_number(self._session, "task", new)) if new else iter(())


class _Rows:
    """Rows of every table, gathered."""

    def __init__(self) -> None:
        self._work: list[Row] = []
        self._details: list[Row] = []
        self._tickets: list[Row] = []
        self._tasks: list[Row] = []
        self._clocks: list[Row] = []
        self._journal: list[Row] = []
        self._values: list[Row] = []
        self._messages: list[Row] = []
        self._promises: list[Row] = []
        self._search: list[Row] = []
        self._alarms: list[Row] = []

    def take(self, id_: int, number: int, record: Record) -> None:
        """The rows an item has once, its clocks and what it is found by."""
        place, kept = recency(record.created, id_), record.kept
        customer, name = record.customer or (None, "")
        tags = f"|{'|'.join(record.tags)}|" if record.tags else ""
        self._work.append(
            (
                *(id_, record.kind, number, record.subject, record.state, record.priority),
                *(customer, record.contact, record.channel, record.direction),
                *(record.owner, record.team, record.created, record.updated, record.closed),
                *(tags, record.head.due_key, *record.head.instants, place),
                *(record.source or _NOT_IMPORTED),
                *((kept.version, kept.snoozed_until) if kept else (1, 0)),
                record.updated,
            )
        )
        self._promises += [(id_, *promise) for promise in (kept.promises if kept else ())]
        details = {**_NEW_DETAIL, **record.details, "extra": spelt(record.extra)}
        self._details.append((id_, *(details.get(name) for name in _DETAIL[1:])))
        self._clocks += [clock.new_row(id_) for clock in record.clocks]
        self._alarms += [(id_, *alarm) for alarm in record.alarms]
        said = (fact.said for fact in record.facts if fact.said)
        texts = (each.text for each in said if not each.is_withdrawn)
        reference = str(Reference(record.kind, number))
        self._search.append((place, body(reference, record.subject, name, record.contact, *texts)))

    def take_ticket(self, id_: int, record: Record, numbers: Iterator[int]) -> None:
        """What a problem has beside: its ticket and its tasks."""
        if record.kind != "problem":
            return
        ticket = {**_NEW_TICKET, **record.ticket}
        self._tickets.append((id_, *(ticket[name] for name in TICKET_FIELDS)))
        for task in record.tasks:
            kept = task._replace(item=id_, number=task.number or next(numbers))
            self._tasks.append(tuple(kept.columns().values()))

    def take_fact(self, seq: int, item: int, record: Record, fact: Fact, fixed: Fixed) -> None:
        """A journal entry, its values and what was said in it."""
        customer = record.customer[0] if record.customer else None
        self._journal.append(
            (seq, fact.at, fact.actor, fact.action, record.kind, item, customer)
            + (fact.visibility, fixed.group, fact.why, int(fixed.training))
        )
        if fact.before or fact.after:
            before, after = _of_item(item, fact.before), _of_item(item, fact.after)
            self._values.append((seq, spelt(before), spelt(after)))
        if fact.said:
            said = fact.said
            self._messages.append(
                (
                    *(item, seq, fact.at, said.direction, said.channel or record.channel),
                    *(fact.visibility, said.author, said.address, said.text),
                    seq if said.is_withdrawn else None,
                )
            )

    def write(self, session: Session) -> None:
        """Insert all of it, what is referred to first."""
        session.insert_many(Work, _WORK, self._work)
        session.insert_many(Detail, _DETAIL, self._details)
        session.insert_many(Ticket, ("id", *TICKET_FIELDS), self._tickets)
        session.insert_many(Task, _TASK, self._tasks)
        session.insert_many(Clock, CLOCK_COLUMNS, self._clocks)
        session.insert_many(AlarmRow, ("item", *Alarm._fields), self._alarms)
        session.insert_many(Journal, _JOURNAL, self._journal)
        session.insert_many(JournalValue, _VALUES, self._values)
        session.insert_many(Message, _MESSAGE, self._messages)
        bring_promises(session, self._promises)
        session.insert_many(Search, _SEARCH, self._search)


def _of_item(item: int, values: Mapping[str, object]) -> Mapping[str, object]:
    """Values of an entry, the tasks among them said to be the item's, whose number is known now."""
    if "tasks" not in values:
        return values
    tasks = values["tasks"]
    if not isinstance(tasks, Mapping):
        return values
    own = {number: task and {**task, "item": item} for number, task in tasks.items()}
    return {**values, "tasks": own}
