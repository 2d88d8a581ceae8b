"""The table of clocks, and the head of an item as its clocks make it."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from desk.models.base import (
    CLOSED,
    NO_CLOCK,
    PAUSED,
    AutoField,
    BigIntegerField,
    Table,
    TextField,
)
from desk.models.store import Row, Session
from desk.models.work import Work
from desk.rules.clocks import NO_INSTANTS, PROMISE, Instants, Span


class Clock(Table):
    """One SLA clock of an item."""

    id = AutoField()
    item = BigIntegerField()
    name = TextField()
    generation = BigIntegerField()
    policy = TextField()
    calendar = TextField()
    target = BigIntegerField()
    start = BigIntegerField()
    stop = BigIntegerField(null=True)
    due = BigIntegerField(null=True)
    state = TextField()
    pauses = TextField()
    reason = TextField()
    next_at = BigIntegerField(null=True)
    """When the tick has to look at it: 0 for at once, None for never."""
    told = BigIntegerField(null=True)
    """The highest threshold that was told, 0 for none; None as long as it is not known: what such a
    clock has behind it when the tick first sees it is told nobody."""
    since = BigIntegerField()
    """When this generation began to count; what it reached before by its start, it reaches then."""


class KeptClock(NamedTuple):
    """A clock as the store keeps it."""

    name: str
    """firstAnswer, completion or promise."""
    policy: str
    calendar: str
    target: int
    start: int
    due: int | None
    """None while it is paused and when it was cancelled."""
    state: str
    """running, paused, met, missed or cancelled."""
    stop: int | None = None
    pauses: tuple[Span, ...] = ()
    reason: tuple[str, ...] = ()
    """The lines that say why these targets hold."""
    generation: int = 1

    @property
    def key(self) -> str:
        """What tells it from the other clocks of its item, of any generation."""
        return f"{self.name}/{self.generation}"

    @property
    def slot(self) -> str:
        """What it is a generation of: its name; each promise has a clock to itself."""
        return self.key if self.name == PROMISE else self.name

    def row(self, item: int) -> Row:
        """Its columns, as `COLUMNS` names them."""
        return (
            item,
            self.name,
            self.generation,
            self.policy,
            self.calendar,
            self.target,
            self.start,
            self.stop,
            self.due,
            self.state,
            _JSON.encode(self.pauses) if self.pauses else "[]",
            _spelt(self.reason),
        )

    def new_row(self, item: int) -> Row:
        """Its columns, as `NEW_COLUMNS` names them: the tick looks at it as soon as it can."""
        return (*self.row(item), LOOK_NOW if self.state == "running" else None)


_JSON = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


@lru_cache(maxsize=256)
def _spelt(lines: tuple[str, ...]) -> str:
    """Lines of reason as JSON; many clocks have the same."""
    return _JSON.encode(lines)


COLUMNS = (
    "item",
    "name",
    "generation",
    "policy",
    "calendar",
    "target",
    "start",
    "stop",
    "due",
    "state",
    "pauses",
    "reason",
)
"""Every column of what a clock is, in order."""

NEW_COLUMNS = (*COLUMNS, "next_at")
"""With when the tick has to look at it."""

LOOK_NOW = 0
"""The instant that has always come."""


class Head(NamedTuple):
    """What the head of an item keeps of its clocks: its place in the queue and its level."""

    due_key: int
    instants: Instants


def head_of(running: Iterable[Instants], *, is_open: bool, is_paused: bool) -> Head:
    """The head of an item, from the instants of its running clocks.

    The worst clock counts: each level is reached when the first of them reaches it.
    """
    if not is_open:
        return Head(CLOSED, NO_INSTANTS)
    ticking = list(running)
    if not ticking:
        return Head(PAUSED if is_paused else NO_CLOCK, NO_INSTANTS)
    worst = Instants(*map(min, zip(*ticking, strict=True)))
    return Head(worst.breached, worst)


def kept_clock(row: Row) -> KeptClock:
    """A clock from the columns that `COLUMNS` names."""
    (_, name, generation, policy, calendar, target, start, stop, due, state, pauses, reason) = row
    spans = tuple((begin, end) for begin, end in json.loads(pauses))
    lines = tuple(json.loads(reason))
    return KeptClock(
        name, policy, calendar, target, start, due, state, stop, spans, lines, generation
    )


class Seen(NamedTuple):
    """What the tick knows of a clock."""

    next_at: int | None
    told: int | None
    since: int


def clocks_of(session: Session, item: int) -> list[KeptClock]:
    """The clocks of an item in their latest generation, in the order they were set."""
    return list(latest(all_clocks_of(session, item)).values())


def all_clocks_of(session: Session, item: int) -> list[KeptClock]:
    """The clocks of an item in every generation, in the order they were set."""
    rows = session.sql(f"{_SELECT} = {int(item)} ORDER BY id")
    return [kept_clock(row) for row in rows]


def clocks_of_all(session: Session, items: Iterable[int]) -> dict[int, list[KeptClock]]:
    """The clocks of some items in every generation, in the order they were set."""
    found: dict[int, list[KeptClock]] = {item: [] for item in items}
    if found:
        among = ", ".join(map(str, found))
        for row in session.sql(f"{_SELECT} IN ({among}) ORDER BY id"):
            found[row[0]].append(kept_clock(row))
    return found


_SELECT = f"SELECT {', '.join(COLUMNS)} FROM clock WHERE item"
"""Spelt once: every use case that touches a clock reads them."""


def latest(clocks: Iterable[KeptClock]) -> dict[str, KeptClock]:
    """Each clock in its latest generation, by its slot: every promise is one of its own."""
    found: dict[str, KeptClock] = {}
    for clock in clocks:
        if clock.slot not in found or found[clock.slot].generation < clock.generation:
            found[clock.slot] = clock
    return found


def keep_clock(session: Session, item: int, clock: KeptClock, seen: Seen | None = None) -> None:
    """Write a clock of an item down, in place of the one of that name and generation.

    The tick looks at it when `seen` says so, else as soon as it can.
    """
    values = dict(zip(NEW_COLUMNS, clock.new_row(item), strict=True))
    values |= seen._asdict() if seen else {}
    key = ("item", "name", "generation")
    session.run(
        Clock.insert(**values).on_conflict(
            conflict_target=[getattr(Clock, column) for column in key],
            update={
                getattr(Clock, column): value
                for column, value in values.items()
                if column not in key
            },
        )
    )


def drop_clock(session: Session, item: int, key: str) -> None:
    """Take a clock of an item away: what set it was taken back."""
    name, _, generation = key.rpartition("/")
    session.run(
        Clock.delete().where(
            (Clock.item == item) & (Clock.name == name) & (Clock.generation == int(generation))
        )
    )


def seen_of(session: Session, item: int) -> dict[str, Seen]:
    """What the tick knows of an item's clocks, by their keys."""
    rows = session.rows(
        Clock.select(Clock.name, Clock.generation, Clock.next_at, Clock.told, Clock.since).where(
            Clock.item == item
        )
    )
    return {f"{name}/{generation}": Seen(*seen) for name, generation, *seen in rows}


def items_counting(session: Session, calendar: str) -> list[int]:
    """Open items with a clock that goes and counts on a calendar; locked until the end."""
    going = Clock.select(Clock.item).where(
        (Clock.calendar == calendar) & (Clock.state << ("running", "paused"))
    )
    query = Work.select(Work.id).where(Work.id << going).order_by(Work.id)
    return [item for (item,) in session.rows(query if session.is_sqlite else query.for_update())]


def put_head(session: Session, item: int, head: Head) -> None:
    """Write an item's place in the queue and its level."""
    instants = {f"{name}_at": at for name, at in head.instants._asdict().items()}
    session.run(Work.update(due_key=head.due_key, **instants).where(Work.id == item))
