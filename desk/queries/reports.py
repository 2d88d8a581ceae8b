"""Reports: everything that is known of one problem, read at one moment."""

import json
from collections.abc import Iterator, Sequence

from desk.clock import Clock
from desk.errors import BadValue
from desk.models.clocks import clocks_of
from desk.models.names import names
from desk.models.store import Row, Session, Store
from desk.models.tasks import KeptTask, tasks_of
from desk.models.tickets import Ticket
from desk.queries.clause import Clause, among, ask
from desk.queries.heads import by_ids
from desk.queries.merged import Merged, merged_into
from desk.queries.report_handover import customer_of, lateness_of, links_of
from desk.queries.trail import Trail
from desk.rows.items import ClockRow, ItemRow, MessageRow, TrailRow
from desk.rows.work import WorkRow
from desk.rules.clocks import Span, level_at
from desk.rules.facts import Named
from desk.rules.permissions import Actor, require
from desk.rules.report import (
    ClockPart,
    EntryPart,
    Head,
    NoticePart,
    OtherPart,
    Pause,
    Report,
    SaidPart,
    TaskPart,
)
from desk.rules.report_partner import for_partner
from desk.rules.report_public import for_customer
from desk.rules.vocabulary import Reference, parse_reference, words

_ESCALATIONS = ("escalate", "deescalate", "acknowledge")
_WAITS = {"pending": "waits for", "held": "held for"}
_TICKET = (
    *("impact", "urgency", "category", "major", "parent", "service", "place", "partner"),
    *("wanted_by", "resolved_at", "reasons", "workaround", "pending_on", "held_cause"),
    *("cancel_reason", "confirmed", "assign_count", "escalation_level"),
    *("cause", "resolution_code", "resolution"),
)
_LOT = 1000
_NOTICES = """SELECT outbox.number, outbox.item, outbox.created, outbox.medium, outbox.recipient,
    outbox.subject, outbox.state, message.visibility
    FROM outbox JOIN message ON message.id = outbox.message WHERE """


class Reports:
    """Reads of everything there is on one subject."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._trail = Trail(store, clock)

    def problem(self, actor: Actor, ref: Reference | str, *, public: bool = False) -> Report:
        """The report on one problem; a `public` one may be read by its customer.

        Raises `NotFound`, `NotAllowed`, and `BadValue` for what is no problem.
        """
        report, _ = self._read(actor, ref)
        return for_customer(report) if public else report

    def handover(self, actor: Actor, ref: Reference | str, *, partner: bool = False) -> Report:
        """Everything that whoever takes a problem over needs; or what a `partner` may read of it.

        Raises as `problem` does.
        """
        report, item = self._read(actor, ref)
        if partner:
            return for_partner(report)
        return report._replace(
            subject="handover",
            customer=customer_of(item.customer, item.work.ref),
            links=links_of(item),
        )

    def _read(self, actor: Actor, ref: Reference | str) -> tuple[Report, ItemRow]:
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        if sought.kind != "problem":
            raise BadValue(
                f"{sought} is no problem, and this report is about one", "Name one like P-311."
            )
        with self._store.reading() as session:
            item = self._trail.item(actor, sought)
            require(actor, "report.run", "run reports")
            return _report(session, item, self._clock.now(), actor.zone), item


def _report(session: Session, item: ItemRow, now: int, zone: str) -> Report:
    work = item.work
    ticket = _ticket(session, work.id)
    merged = merged_into(session, work.id)
    tasks = tasks_of(session, work.id)
    timeline = tuple(_entry(each) for each in item.trail)
    parent = ticket["parent"]
    return Report(
        ref=work.ref,
        made=now,
        zone=zone,
        is_public=False,
        head=_head(item, ticket, now),
        cause=str(ticket["cause"] or ""),
        resolution_code=str(ticket["resolution_code"] or ""),
        resolution=str(ticket["resolution"] or ""),
        tasks_ended=sum(task.has_ended for task in tasks),
        tasks_all=len(tasks),
        clocks=_clocks(session, item),
        timeline=timeline,
        messages=tuple(_said(each) for each in item.messages),
        tasks=_tasks(tasks, names(session, zone)),
        escalations=tuple(each for each in timeline if each.action in _ESCALATIONS),
        notices=_notices(session, work, merged),
        parent=next(iter(_others(session, [int(str(parent))])), None) if parent else None,
        parts=_others(session, _parts(session, work.id)),
        merged=_others(session, [each.id for each in merged]),
        late=lateness_of(session, item),
    )


def _ticket(session: Session, item: int) -> dict[str, object]:
    columns = [getattr(Ticket, name) for name in _TICKET]
    row = session.one(Ticket.select(*columns).where(Ticket.id == item))
    return dict(zip(_TICKET, row or [None] * len(_TICKET), strict=True))


def _head(item: ItemRow, ticket: dict[str, object], now: int) -> Head:
    work = item.work
    text = {name: str(ticket[name] or "") for name in _TICKET}
    count = {name: _whole(ticket[name]) or 0 for name in ("assign_count", "escalation_level")}
    return Head(
        *(work.subject, work.state, level_at(work.instants, now), work.priority),
        *(text["impact"], text["urgency"], text["category"], bool(ticket["major"])),
        *(work.customer_ref, work.customer),
        *(work.contact, work.channel),
        *(work.owner, work.team),
        *(text["service"], text["place"], text["partner"]),
        work.created,
        *(_whole(ticket["wanted_by"]), _whole(ticket["resolved_at"])),
        *(work.closed, work.tags),
        tuple(map(str, json.loads(text["reasons"] or "[]"))),
        bool(ticket["workaround"]),
        *(text["pending_on"] or None, text["held_cause"] or None, text["cancel_reason"] or None),
        bool(ticket["confirmed"]),
        _whole(item.fields.get("reopen_count")) or 0,
        *(count["assign_count"], count["escalation_level"]),
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _clocks(session: Session, item: ItemRow) -> tuple[ClockPart, ...]:
    kept = clocks_of(session, item.work.id)
    waits = _waits(item.trail)
    return tuple(
        _clock(row, clock.pauses, waits) for row, clock in zip(item.clocks, kept, strict=True)
    )


def _waits(trail: Sequence[TrailRow]) -> dict[int, str]:
    """What was waited for, by the instant at which the waiting began."""
    found: dict[int, str] = {}
    for entry in trail:
        _, state = entry.changes.get("state", (None, None))
        if state in _WAITS:
            field = "pending_on" if state == "pending" else "held_cause"
            _, whom = entry.changes.get(field, (None, None))
            found[entry.noted_at] = f"{_WAITS[str(state)]} {words(str(whom))}" if whom else ""
    return found


def _clock(row: ClockRow, pauses: Sequence[Span], waits: dict[int, str]) -> ClockPart:
    return ClockPart(
        *(row.name, row.policy, row.calendar, row.target_seconds, row.start, row.due, row.stop),
        *(row.elapsed_seconds, row.level, row.state),
        tuple(Pause(begin, end, waits.get(begin, "")) for begin, end in pauses),
        row.steps,
    )


def _entry(row: TrailRow) -> EntryPart:
    before, after = row.changes.get("state", (None, None))
    state = str(after) if after and after != before else ""
    return EntryPart(
        *(row.at, row.actor, row.action, row.direction, row.visibility, row.text, state, row.ref)
    )


def _said(row: MessageRow) -> SaidPart:
    return SaidPart(
        *(row.at, row.author, row.direction, row.channel, row.visibility, row.text, row.ref)
    )


def _tasks(tasks: Sequence[KeptTask], named: Named) -> tuple[TaskPart, ...]:
    return tuple(
        TaskPart(
            *(str(Reference("task", task.number)), task.place, task.name, task.kind, task.state),
            named("owner", task.owner) if task.owner else None,
            named("team", task.team) if task.team else None,
            *(task.partner, task.planned_start, task.due, task.begun_at, task.ended_at),
            *(task.effort, bool(task.mandatory), task.after, task.text),
        )
        for task in tasks
    )


def _notices(session: Session, work: WorkRow, merged: Sequence[Merged]) -> tuple[NoticePart, ...]:
    refs = {work.id: "", **{each.id: each.ref for each in merged}}
    rows: list[Row] = []
    for some in _in_lots([*refs]):
        condition = among("outbox.item", some)
        rows += ask(session, Clause(_NOTICES + condition.text, condition.values))
    return tuple(_notice(row, refs) for row in sorted(rows))


def _notice(row: Row, refs: dict[int, str]) -> NoticePart:
    number, item, at, medium, recipient, subject, state, visibility = row
    ref = str(Reference("notice", number))
    return NoticePart(ref, at, medium, recipient, subject, state, visibility, refs[item])


def _parts(session: Session, item: int) -> list[int]:
    rows = session.rows(Ticket.select(Ticket.id).where(Ticket.parent == item).order_by(Ticket.id))
    return [id_ for (id_,) in rows]


def _others(session: Session, ids: Sequence[int]) -> tuple[OtherPart, ...]:
    rows = [row for some in _in_lots(ids) for row in by_ids(session, some)]
    return tuple(
        OtherPart(
            *(row.ref, row.subject, row.state),
            *(row.customer_ref, row.customer),
            *(row.created, row.closed),
        )
        for row in sorted(rows, key=lambda row: row.id)
    )


def _in_lots(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many at a time as a statement has room for: tens of thousands may have been merged."""
    return (ids[first : first + _LOT] for first in range(0, len(ids), _LOT))
