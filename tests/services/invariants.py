"""What must hold of every item at any time: the head is what the clocks say."""

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from desk.bootstrap import Desk
from desk.models.base import CLOSED
from desk.models.clocks import COLUMNS as CLOCK_COLUMNS
from desk.models.clocks import Clock, KeptClock, head_of, kept_clock
from desk.models.details import Message
from desk.models.search import Search
from desk.models.store import Session
from desk.models.work import Work
from desk.rules.states import machine_of
from desk.rules.vocabulary import Reference
from desk.rules.words import tokens
from desk.services.clocks import Agreed, agreed, instants_of

_INSTANTS = ("watch_at", "warning_at", "jeopardy_at", "breached_at", "overdue2_at", "overdue3_at")


class _Beside(NamedTuple):
    """What the store has beside the heads of items; read at once, since a query costs most."""

    clocks: dict[int, list[KeptClock]]
    facts: dict[tuple[str, int], int]
    texts: dict[int, list[str]]
    found_by: dict[int, str]
    terms: Agreed


def broken(desk: Desk) -> list[str]:
    """What is wrong with the items of a store; empty when all is well."""
    with desk._store.reading() as session:
        columns = (
            *("id", "kind", "number", "state", "closed", "version", "recency", "created"),
            "due_key",
        )
        rows = session.rows(Work.select(*[getattr(Work, name) for name in (*columns, *_INSTANTS)]))
        beside = _beside(session)
    found: list[str] = []
    for row in rows:
        head = dict(zip((*columns, *_INSTANTS), row, strict=True))
        ref = Reference(head["kind"], head["number"])
        found += [f"{ref}: {each}" for each in _faults(beside, head)]
    return found


def _beside(session: Session) -> _Beside:
    clocks: dict[int, list[KeptClock]] = defaultdict(list)
    columns = [getattr(Clock, name) for name in CLOCK_COLUMNS]
    for row in session.rows(Clock.select(*columns).order_by(Clock.generation)):
        clocks[row[0]].append(kept_clock(row))
    texts: dict[int, list[str]] = defaultdict(list)
    said = Message.select(Message.item, Message.text).where(Message.withdrawn.is_null())
    for item, text in session.rows(said):
        texts[item].append(text)
    facts = Counter(
        (kind, id_)
        for kind, id_ in session.sql(
            "SELECT kind, object FROM journal"
            " WHERE action NOT IN ('cross', 'remind', 'undelivered', 'delivered')"
        )
    )
    bodies = session.rows(Search.select(Search.recency, Search.body))
    return _Beside(clocks, facts, texts, dict(bodies), agreed(session))


def _faults(beside: _Beside, head: dict[str, Any]) -> list[str]:
    faults = []
    machine = machine_of(head["kind"])
    has_ended = head["state"] in machine.ends
    is_open = _is_open(head)
    if has_ended != (head["closed"] is not None) or is_open != (head["due_key"] < CLOSED):
        faults.append("state, closing time and place in the queue differ")
    if (head["due_key"], *[head[name] for name in _INSTANTS]) != _said_by_clocks(beside, head):
        faults.append("head differs from clocks")
    if head["recency"] != (head["created"] << 24 | head["id"] & 0xFFFFFF):
        faults.append("place among the newest is wrong")
    facts = beside.facts.get((head["kind"], head["id"]), 0)
    if facts != head["version"]:
        faults.append(f"{facts} facts but version {head['version']}")
    texts = beside.texts.get(head["id"], [])
    lacking = {token for text in texts for token in tokens(text)} - set(
        beside.found_by.get(head["recency"], "").split()
    )
    if lacking:
        faults.append(f"not found by {sorted(lacking)}")
    return faults


def _is_open(head: dict[str, Any]) -> bool:
    return machine_of(head["kind"]).is_open(head["state"])


def _said_by_clocks(beside: _Beside, head: dict[str, Any]) -> tuple[int, ...]:
    latest = {clock.slot: clock for clock in beside.clocks.get(head["id"], [])}
    going = [clock for clock in latest.values() if clock.state in ("running", "paused")]
    running = [
        instants_of(beside.terms, clock)
        for clock in going
        if not any(end is None for _, end in clock.pauses)
    ]
    made = head_of(running, is_open=_is_open(head), is_paused=bool(going))
    return (made.due_key, *made.instants)
