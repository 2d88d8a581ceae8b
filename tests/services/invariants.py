"""What must hold of every item at any time: the head is what the clocks say."""

from typing import Any

from desk.bootstrap import Desk
from desk.models.base import CLOSED
from desk.models.clocks import COLUMNS as CLOCK_COLUMNS
from desk.models.clocks import Clock, head_of, kept_clock
from desk.models.details import Message
from desk.models.journal import Journal
from desk.models.policies import calendars
from desk.models.search import Search
from desk.models.store import Session
from desk.models.work import Work
from desk.rules.clocks import Ticking
from desk.rules.states import machine_of
from desk.rules.vocabulary import Reference
from desk.rules.words import tokens

_INSTANTS = ("watch_at", "warning_at", "jeopardy_at", "breached_at", "overdue2_at", "overdue3_at")


def broken(desk: Desk) -> list[str]:
    """What is wrong with the items of a store; empty when all is well."""
    with desk._store.reading() as session:
        columns = (
            *("id", "kind", "number", "state", "closed", "version", "recency", "created"),
            "due_key",
        )
        rows = session.rows(Work.select(*[getattr(Work, name) for name in (*columns, *_INSTANTS)]))
        found: list[str] = []
        for row in rows:
            head = dict(zip((*columns, *_INSTANTS), row, strict=True))
            ref = Reference(head["kind"], head["number"])
            found += [f"{ref}: {each}" for each in _faults(session, head)]
        return found


def _faults(session: Session, head: dict[str, Any]) -> list[str]:
    faults = []
    machine = machine_of(head["kind"])
    has_ended = head["state"] in machine.ends
    is_open = _is_open(head)
    if has_ended != (head["closed"] is not None) or is_open != (head["due_key"] < CLOSED):
        faults.append("state, closing time and place in the queue differ")
    if (head["due_key"], *[head[name] for name in _INSTANTS]) != _said_by_clocks(session, head):
        faults.append("head differs from clocks")
    if head["recency"] != (head["created"] << 24 | head["id"] & 0xFFFFFF):
        faults.append("place among the newest is wrong")
    entries = session.rows(
        Journal.select(Journal.seq).where(
            (Journal.kind == head["kind"]) & (Journal.object == head["id"])
        )
    )
    if len(entries) != head["version"]:
        faults.append(f"{len(entries)} facts but version {head['version']}")
    texts = session.rows(
        Message.select(Message.text).where(
            (Message.item == head["id"]) & Message.withdrawn.is_null()
        )
    )
    found = session.one(Search.select(Search.body).where(Search.recency == head["recency"]))
    lacking = {token for (text,) in texts for token in tokens(text)} - set(
        (found[0] if found else "").split()
    )
    if lacking:
        faults.append(f"not found by {sorted(lacking)}")
    return faults


def _is_open(head: dict[str, Any]) -> bool:
    return machine_of(head["kind"]).is_open(head["state"])


def _said_by_clocks(session: Session, head: dict[str, Any]) -> tuple[int, ...]:
    rows = session.rows(
        Clock.select(*[getattr(Clock, name) for name in CLOCK_COLUMNS])
        .where(Clock.item == head["id"])
        .order_by(Clock.generation)
    )
    latest = {clock.slot: clock for clock in map(kept_clock, rows)}
    going = [clock for clock in latest.values() if clock.state in ("running", "paused")]
    known = calendars(session)
    running = [
        Ticking(known[clock.calendar], clock.start, clock.target, clock.pauses).instants()
        for clock in going
        if not any(end is None for _, end in clock.pauses)
    ]
    made = head_of(running, is_open=_is_open(head), is_paused=bool(going))
    return (made.due_key, *made.instants)
