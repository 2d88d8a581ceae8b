"""What an exported record becomes where it is not yet: its rows, its clocks, its facts."""

from desk.models.clocks import Head, KeptClock, head_of, latest
from desk.models.exports import clock_told
from desk.models.exports_of_problems import task_told, ticket_columns
from desk.rules.alarms import Alarm, still_ahead
from desk.rules.exported import Exported, ToldClock, ToldMessage
from desk.rules.states import machine_of
from desk.services import bulk
from desk.services.changes import Moment
from desk.services.clocks import Agreed, instants_of, ticking
from desk.services.import_own_parties import Own, OwnParties

_ACTIONS = {"in": "answer", "out": "reply", "note": "note"}
"""What was done when somebody said something, by its direction."""


def settled(record: Exported, terms: Agreed) -> Exported:
    """The record with its clocks as this desk counts them.

    Raises `BadValue` for a clock whose calendar is not here.
    """
    return record._replace(clocks=tuple(_counted(clock, terms) for clock in record.clocks))


def record_of(own: Own, parties: OwnParties, terms: Agreed, moment: Moment) -> bulk.Record:
    """Everything the store keeps of the record."""
    record = own.record
    clocks = [clock_told(clock) for clock in record.clocks]
    return bulk.Record(
        *(record.subject, record.state, record.channel, record.direction),
        *(record.created, record.updated),
        _head(record, clocks, terms),
        _facts(own, parties, moment),
        priority=record.priority,
        closed=record.closed,
        contact=record.contact,
        customer=parties.customer(record),
        owner=parties.person(record.owner),
        team=parties.team(record.team),
        tags=record.tags,
        clocks=clocks,
        source=(record.source.name, record.source.key, record.source.digest)
        if record.source
        else None,
        details=_details(record),
        extra=parties.extra(record),
        kept=bulk.Kept(
            own.number,
            record.version,
            record.snoozed_until or 0,
            [
                (each.number, each.text, each.made, parties.person(each.made_by) or None, each.kept)
                for each in record.promises
            ],
        ),
        alarms=_alarms(record, moment.now),
        kind=record.kind,
        ticket=ticket_columns(record.ticket) if record.ticket else {},
        tasks=[
            task_told(task, parties.person(task.owner), parties.team(task.team))
            for task in record.tasks
        ],
    )


def _details(record: Exported) -> dict[str, object]:
    awaiting = record.awaiting
    return {
        "reason": record.reason,
        "outcome": record.outcome,
        "question": awaiting.question if awaiting else None,
        "asked_at": awaiting.asked if awaiting else None,
        "answer_due": awaiting.due if awaiting else None,
        "remind_at": awaiting.remind if awaiting else None,
        "reopen_count": record.reopen_count,
    }


def _alarms(record: Exported, now: int) -> list[Alarm]:
    """What is still to come of it; of what would have come elsewhere nobody is told here."""
    if not machine_of(record.kind).is_open(record.state):
        return []
    awaiting = record.awaiting
    waits = (awaiting.asked, awaiting.due, awaiting.remind) if awaiting else (None, None, None)
    return still_ahead(now, waits, record.snoozed_until or 0)


def _counted(clock: ToldClock, terms: Agreed) -> ToldClock:
    going = ticking(terms, clock_told(clock))
    return clock._replace(due=going.due()) if clock.state == "running" else clock


def _head(record: Exported, clocks: list[KeptClock], terms: Agreed) -> Head:
    going = list(latest(clocks).values())
    running = [instants_of(terms, clock) for clock in going if clock.state == "running"]
    return head_of(
        running,
        is_open=machine_of(record.kind).is_open(record.state),
        is_paused=any(clock.state == "paused" for clock in going),
    )


def _facts(own: Own, parties: OwnParties, moment: Moment) -> list[bulk.Fact]:
    """What was said, at its own times and by nobody here; then who brought the record when."""
    record = own.record
    first, *rest = record.messages or (None,)
    if first is not None and first.direction == "note":
        first, rest = None, list(record.messages)
    facts = [
        bulk.Fact(
            record.created if first is None else first.at,
            None,
            "report" if record.kind == "problem" else "log",
            visibility="customer" if first is None else first.visibility,
            said=_said(first),
        )
    ]
    facts += [
        bulk.Fact(
            each.at, None, _ACTIONS[each.direction], visibility=each.visibility, said=_said(each)
        )
        for each in rest
        if each is not None
    ]
    after: dict[str, object] = {
        "subject": record.subject,
        "state": record.state,
        "priority": record.priority,
        "owner": parties.person(record.owner),
        "version": record.version,
    }
    return [*facts, bulk.Fact(moment.now, moment.actor.id, "import", {}, after)]


def _said(message: ToldMessage | None) -> bulk.Said | None:
    if message is None:
        return None
    return bulk.Said(
        *(message.direction, message.text, message.author, message.address, message.channel),
        message.withdrawn,
    )
