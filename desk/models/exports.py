"""Whole records as an export tells them: what lists read, and everything beside it.

Both sides use it: the query that exports, and the import that looks whether a record is here.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from desk.models.base import PAUSED
from desk.models.clocks import COLUMNS as CLOCK_COLUMNS
from desk.models.clocks import KeptClock, kept_clock
from desk.models.exports_of_problems import (
    FOLLOWERS,
    TASKS,
    TICKETS,
    parent_of,
    tasks_by_item,
    told_task,
    told_ticket,
)
from desk.models.store import Row, Session
from desk.models.tasks import KeptTask
from desk.rules.exported import (
    Exported,
    ToldAwaiting,
    ToldClock,
    ToldCustomer,
    ToldMessage,
    ToldPromise,
    ToldSource,
)
from desk.rules.vocabulary import Reference

_HEAD = (
    *("id", "kind", "number", "subject", "state", "priority", "customer", "contact", "channel"),
    *("direction", "owner", "team", "created", "updated", "closed", "tags", "due_key"),
    *("snoozed_until", "version", "source", "source_key", "source_hash"),
)
_DETAIL = (
    *("reason", "outcome", "question", "asked_at", "answer_due", "remind_at"),
    *("reopen_count", "merged_into", "extra"),
)
_NO_DETAIL: Row = ("", None, None, None, None, None, 0, None, "{}")
_HEADS = ", ".join(f"work.{name}" for name in _HEAD)
_WHOLE = (
    f"SELECT {_HEADS}, {', '.join(f'detail.{name}' for name in _DETAIL)}"
    " FROM work LEFT JOIN detail ON detail.id = work.id"
)
_BARE = f"SELECT {_HEADS}, {', '.join(['NULL'] * len(_DETAIL))} FROM work"

_PROMISES = (
    "SELECT item, number, text, made, made_by, kept FROM promise"
    " WHERE item IN ({}) ORDER BY item, number"
)
_LINKS = (
    "SELECT link.item, link.relation, other.kind, other.number FROM link"
    " JOIN work AS other ON other.id = link.other WHERE link.item IN ({}) ORDER BY link.id"
)
_CLOCKS = f"SELECT {', '.join(CLOCK_COLUMNS)} FROM clock WHERE item IN ({{}}) ORDER BY id"
_MESSAGES = (
    "SELECT item, at, direction, channel, visibility, author, address, text, withdrawn"
    " FROM message WHERE item IN ({}) ORDER BY id"
)

Ask = Callable[[Session, str, Sequence[int]], list[Row]]
"""Reads rows by numbers: the statement has one `{}` where they go."""


class _Beside(NamedTuple):
    """Everything that hangs on a page of heads, by the number of the item or of its own."""

    customers: Mapping[int, ToldCustomer]
    people: Mapping[int, str]
    teams: Mapping[int, str]
    references: Mapping[int, str]
    promises: Mapping[int, list[Row]]
    links: Mapping[int, list[Row]]
    clocks: Mapping[int, list[Row]]
    messages: Mapping[int, list[Row]]
    tickets: Mapping[int, Row]
    tasks: Mapping[int, list[KeptTask]]
    followers: Mapping[int, list[Row]]


def by_numbers(session: Session, statement: str, numbers: Sequence[int]) -> list[Row]:
    """The rows of a statement for these numbers, in the engine's own spelling."""
    if not numbers:
        return []
    mark = "?" if session.is_sqlite else "%s"
    return session.sql(statement.format(", ".join([mark] * len(numbers))), numbers)


def whole_records(
    session: Session, ids: Sequence[int], ask: Ask = by_numbers, *, has_detail: bool = True
) -> dict[int, Exported]:
    """The records of these items, by their numbers in the store; in no order.

    Without detail they are what the heads alone tell.
    """
    heads = ask(session, f"{_WHOLE if has_detail else _BARE} WHERE work.id IN ({{}})", ids)
    beside = _beside(session, heads, ask)
    return {head[0]: _record(head, beside) for head in heads}


def _beside(session: Session, heads: Sequence[Row], ask: Ask) -> _Beside:
    place = {name: number for number, name in enumerate((*_HEAD, *_DETAIL))}

    def distinct(*names: str) -> list[int]:
        return sorted({head[place[name]] for head in heads for name in names if head[place[name]]})

    ids = [head[0] for head in heads]
    problems = [head[0] for head in heads if head[1] == "problem"]
    tickets = {row[0]: row for row in ask(session, TICKETS, problems)}
    parents = {parent for row in tickets.values() if (parent := parent_of(row))}
    tasks = tasks_by_item(ask(session, TASKS, problems))
    every = [task for some in tasks.values() for task in some]
    promises = _grouped(ask(session, _PROMISES, ids))
    makers = {row[4] for rows in promises.values() for row in rows if row[4]}
    return _Beside(
        _customers(session, distinct("customer"), ask),
        _names(session, "person", _all(distinct("owner"), makers, (t.owner for t in every)), ask),
        _names(session, "team", _all(distinct("team"), (task.team for task in every)), ask),
        _references(session, _all(distinct("merged_into"), parents), ask),
        promises,
        _grouped(ask(session, _LINKS, ids)),
        _grouped(ask(session, _CLOCKS, ids)),
        _grouped(ask(session, _MESSAGES, ids)),
        tickets,
        tasks,
        _grouped(ask(session, FOLLOWERS, ids)),
    )


def _all(*some: Iterable[int | None]) -> list[int]:
    """Numbers of rows, each once, nothing left out."""
    return sorted({number for numbers in some for number in numbers if number})


def _record(head: Row, beside: _Beside) -> Exported:
    (id_, kind, number, subject, state, priority, customer, contact, channel) = head[:9]
    (direction, owner, team, created, updated, closed, tags, due_key) = head[9:17]
    (snoozed, version, source, key, digest) = head[17:22]
    detail = head[22:] if head[22] is not None else _NO_DETAIL
    (reason, outcome, question, asked, due, remind, reopened, merged, extra) = detail
    return Exported(
        *(str(Reference(kind, number)), kind, subject, state, priority, channel, direction),
        contact,
        beside.customers.get(customer),
        *(beside.people.get(owner), beside.teams.get(team)),
        tuple(tag for tag in tags.split("|") if tag),
        *(reason, outcome, created, updated, closed),
        due_key if due_key < PAUSED else None,
        snoozed or None,
        *(reopened, version),
        ToldSource(source, key, digest or "") if source and key else None,
        beside.references.get(merged),
        ToldAwaiting(question, asked, due, remind) if question else None,
        tuple(
            ToldPromise(each, text, made, beside.people.get(maker), kept)
            for _, each, text, made, maker, kept in beside.promises.get(id_, ())
        ),
        tuple(
            (relation, str(Reference(other, other_number)))
            for _, relation, other, other_number in beside.links.get(id_, ())
        ),
        tuple(told_clock(kept_clock(row)) for row in beside.clocks.get(id_, ())),
        tuple(_message(row) for row in beside.messages.get(id_, ())),
        {name: str(value) for name, value in json.loads(extra or "{}").items()},
        told_ticket(beside.tickets.get(id_), beside.references),
        tuple(told_task(task, beside.people, beside.teams) for task in beside.tasks.get(id_, ())),
        tuple(name for _, name in beside.followers.get(id_, ())),
    )


def _message(row: Row) -> ToldMessage:
    _, at, direction, channel, visibility, author, address, text, withdrawn = row
    is_withdrawn = withdrawn is not None
    return ToldMessage(at, direction, channel, visibility, author, address, text, is_withdrawn)


def told_clock(clock: KeptClock) -> ToldClock:
    """A clock of the store as an export tells it."""
    return ToldClock(
        clock.name,
        clock.generation,
        clock.policy,
        clock.calendar,
        clock.target,
        clock.start,
        clock.due,
        clock.stop,
        clock.state,
        clock.pauses,
        clock.reason,
    )


def clock_told(clock: ToldClock) -> KeptClock:
    """A clock of an export as the store keeps it."""
    return KeptClock(
        clock.name,
        clock.policy,
        clock.calendar,
        clock.target_seconds,
        clock.start,
        clock.due,
        clock.state,
        clock.stop,
        clock.pauses,
        clock.reason,
        clock.generation,
    )


def _customers(session: Session, ids: Sequence[int], ask: Ask) -> dict[int, ToldCustomer]:
    media = _grouped(
        ask(
            session,
            "SELECT customer, medium, value FROM contact_medium WHERE customer IN ({}) ORDER BY id",
            ids,
        )
    )
    rows = ask(
        session,
        "SELECT id, number, name, language, created, preferred, zone, quiet, refused, events"
        " FROM customer WHERE id IN ({})",
        ids,
    )
    return {
        id_: ToldCustomer(
            *(str(Reference("customer", number)), name, language, since),
            tuple((medium, value) for _, medium, value in media.get(id_, ())),
            *(preferred, zone, quiet),
            tuple(refused.split()),
            tuple(events.split()),
        )
        for id_, number, name, language, since, preferred, zone, quiet, refused, events in rows
    }


def _names(session: Session, table: str, ids: Sequence[int], ask: Ask) -> dict[int, str]:
    return dict(ask(session, f"SELECT id, name FROM {table} WHERE id IN ({{}})", ids))


def _references(session: Session, ids: Sequence[int], ask: Ask) -> dict[int, str]:
    rows = ask(session, "SELECT id, kind, number FROM work WHERE id IN ({})", ids)
    return {id_: str(Reference(kind, number)) for id_, kind, number in rows}


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return dict(found)
