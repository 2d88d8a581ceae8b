"""Boards full of made-up problems, written at once: every state, level, owner and partner."""

from collections.abc import Iterable
from random import Random
from typing import NamedTuple

from desk.bootstrap import Desk
from desk.models.base import CLOSED, NO_CLOCK, PAUSED
from desk.models.clocks import Head
from desk.models.tasks import KeptTask
from desk.rules.clocks import NO_INSTANTS, Instants
from desk.services.bulk import BulkWriter, Fact, Fixed, Record

STATES = ("acknowledged", "inProgress", "pending", "held", "resolved", "closed", "cancelled")
PARTNERS = ("", "", "", "NetCo", "Kabel & Söhne", "[/] Splice")
LANES = ("acknowledged", "inProgress", "pending", "held", "resolved")
_SUBJECTS = (
    "Fibre down, Lyon office, 140 people",
    "Packet loss in the evening, Reykjavík",
    "VPN drops every 30 minutes",
    "Cable cut by digger, waits for the town",
    "서울무역 전화 불통",
    "[@click=app.quit]x[/] \x1b[31mred\u202e",
)
_TASKS = ("done", "started", "planned", "cancelled")
_TARGET = 14_400


class Kind(NamedTuple):
    """What a made-up problem is like."""

    state: str
    used: float = 0.3
    """The share of its target that is used up; above one it is late."""
    owner: int = 0
    priority: int = 3
    partner: str = ""
    subject: str = ""
    tasks: tuple[str, ...] = ()
    """The states of its tasks."""


def fill(desk: Desk, kinds: Iterable[Kind]) -> list[int]:
    """Write a problem of each kind; their numbers in the store."""
    now, found = desk.clock.now(), []
    with desk._store.writing() as session:
        writer = BulkWriter(session, Fixed(training=True))
        for number, kind in enumerate(kinds):
            writer.add(_record(kind, number, now))
            if number % 2_000 == 1_999:
                found += writer.flush()
        found += writer.flush()
    return found


def of_every_kind(many: int, people: tuple[int, ...], seed: int = 7) -> list[Kind]:
    """Problems of all sorts, the same ones for the same seed."""
    random = Random(seed)
    return [
        Kind(
            random.choice(STATES),
            random.choice((0.1, 0.55, 0.7, 0.8, 0.95, 1.02, 1.6)),
            random.choice((0, *people)),
            random.randrange(1, 6),
            random.choice(PARTNERS),
            "",
            tuple(
                random.choices(("done", "started", "planned", "cancelled"), k=random.randrange(5))
            ),
        )
        for _ in range(many)
    ]


def _record(kind: Kind, number: int, now: int) -> Record:
    created = now - int(kind.used * _TARGET) - number % 7 * 60
    head = _head(kind, number, created)
    ended = now - 60 if kind.state in ("closed", "cancelled") else None
    ticket = {
        "partner": kind.partner,
        "pending_on": "customer" if kind.state == "pending" else None,
        "held_cause": "plannedWork" if kind.state == "held" else None,
        "close_at": now + 200_000 if kind.state == "resolved" else None,
    }
    return Record(
        kind.subject or _SUBJECTS[number % len(_SUBJECTS)],
        kind.state,
        "phone",
        "inbound",
        created,
        now - 60,
        head,
        (Fact(created, None, "report"),),
        priority=kind.priority,
        closed=ended,
        contact=f"caller {number % 13}",
        owner=kind.owner,
        details={"asked_at": now - 90_000} if kind.state == "pending" else {},
        kind="problem",
        ticket=ticket,
        tasks=[_task(state, place) for place, state in enumerate(kind.tasks, 1)],
    )


def _head(kind: Kind, number: int, created: int) -> Head:
    if kind.state in ("resolved", "closed", "cancelled"):
        return Head(CLOSED, NO_INSTANTS)
    if kind.state in ("pending", "held"):
        return Head(PAUSED if number % 3 else NO_CLOCK, NO_INSTANTS)
    shares = (0.5, 0.65, 0.75, 1.0, 1.5, 2.0)
    instants = Instants(*(created + int(share * _TARGET) for share in shares))
    return Head(instants.breached, instants)


def _task(state: str, place: int) -> KeptTask:
    return KeptTask(0, 0, place, f"Step {place}", "internal", state)
