"""What a tick reads and moves on, a batch at a time: clocks and alarms whose time has come.

A row that somebody else works on is passed over: it is as due at the next look.
"""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from desk.models.base import CLOSED
from desk.models.clocks import LOOK_NOW
from desk.models.crossings import Crossing
from desk.models.store import Row, Session
from desk.rules.clocks import Span
from desk.rules.vocabulary import Reference


class DueItem(NamedTuple):
    """The head of an item of which something is due."""

    id: int
    kind: str
    number: int
    owner: int
    team: int | None
    customer: int | None
    created: int
    due_key: int
    priority: int

    @property
    def ref(self) -> str:
        """Its reference."""
        return str(Reference(self.kind, self.number))

    @property
    def is_open(self) -> bool:
        """Whether its work is not over."""
        return self.due_key < CLOSED


class DueClock(NamedTuple):
    """A clock that the tick has to look at."""

    id: int
    name: str
    generation: int
    calendar: str
    target: int
    start: int
    state: str
    pauses: tuple[Span, ...]
    due: int | None
    told: int | None
    since: int
    next_at: int
    item: DueItem


class DueAlarm(NamedTuple):
    """An alarm whose time has come, and what of its item says whether it still holds."""

    name: str
    generation: int
    threshold: int
    at: int
    item: DueItem
    snoozed_until: int
    asked_at: int | None
    answer_due: int | None
    question: str | None


class FirstSeen(NamedTuple):
    """An open item that came from a file, and the alarms that came along with it."""

    id: int
    kind: str
    owner: int
    team: int | None
    created: int
    state: str
    asked_at: int | None
    alarms: tuple[str, ...] = ()


class Looked(NamedTuple):
    """What is known of a clock after a look at it."""

    id: int
    told: int | None
    next_at: int | None


Key = tuple[int, str, int, int]
"""Item, clock, generation and threshold: what is crossed once."""

_ITEM = (
    "work.id, work.kind, work.number, work.owner, work.team, work.customer, work.created,"
    " work.due_key, work.priority"
)
_CLOCK = (
    "clock.id, clock.name, clock.generation, clock.calendar, clock.target, clock.start,"
    " clock.state, clock.pauses, clock.due, clock.told, clock.since,"
    " clock.next_at"
)
_ALARM = (
    "alarm.name, alarm.generation, alarm.threshold, alarm.at, work.snoozed_until,"
    " detail.asked_at, detail.answer_due, detail.question"
)


def next_due(session: Session) -> int | None:
    """The earliest instant at which anything is due; `LOOK_NOW` for what has to be looked at."""
    found = [
        instant
        for statement in (
            "SELECT next_at FROM clock WHERE next_at IS NOT NULL ORDER BY next_at LIMIT 1",
            "SELECT at FROM alarm ORDER BY at LIMIT 1",
        )
        for (instant,) in session.sql(statement)
    ]
    return min(found, default=None)


def due_clocks(session: Session, now: int, most: int) -> list[DueClock]:
    """Clocks that have reached something, what was reached first before the rest.

    They are a few more than `most` where an item has several: all of it is looked at together.
    """
    when = f"clock.next_at > {LOOK_NOW} AND clock.next_at <= {now}"
    return _whole_items(session, when, "ORDER BY clock.next_at", most)


def unseen_clocks(session: Session, most: int) -> list[DueClock]:
    """Clocks that have to be looked at because nobody worked out what they have behind them.

    Of an item they come all together, as those of `due_clocks`.
    """
    return _whole_items(session, f"clock.next_at = {LOOK_NOW}", "", most)


def due_clocks_of(session: Session, items: Sequence[int], now: int) -> list[DueClock]:
    """Clocks of items that have reached something; whoever asks has the items locked."""
    of_them = f"clock.item IN ({_listed(items)})"
    return _clocks(session, f"{of_them} AND clock.next_at <= {now} ORDER BY clock.id")


def first_seen(session: Session, items: Sequence[int]) -> list[FirstSeen]:
    """What has to be known of items to set their alarms."""
    if not items:
        return []
    among = _listed(items)
    alarms: dict[int, tuple[str, ...]] = {}
    for item, name in session.sql(f"SELECT item, name FROM alarm WHERE item IN ({among})"):
        alarms[item] = (*alarms.get(item, ()), name)
    rows = session.sql(
        "SELECT work.id, work.kind, work.owner, work.team, work.created, work.state,"
        " detail.asked_at FROM work JOIN detail ON detail.id = work.id"
        f" WHERE work.id IN ({among}) ORDER BY work.id"
    )
    return [FirstSeen._make((*row, alarms.get(row[0], ()))) for row in rows]


def due_alarms(session: Session, now: int, most: int) -> list[DueAlarm]:
    """Alarms whose time has come, the earliest first."""
    rows = session.sql(
        f"SELECT {_ALARM}, {_ITEM} FROM alarm JOIN work ON work.id = alarm.item"
        f" JOIN detail ON detail.id = alarm.item WHERE alarm.at <= {now}"
        f" ORDER BY alarm.at LIMIT {most}{_taken(session, 'alarm')}"
    )
    return [DueAlarm._make((*row[:4], DueItem._make(row[8:]), *row[4:8])) for row in rows]


def crossed_already(session: Session, items: Iterable[int]) -> set[Key]:
    """What of items was crossed before."""
    among = _listed(items)
    return set(
        session.sql(
            f"SELECT item, clock, generation, threshold FROM crossing WHERE item IN ({among})"
        )
        if among
        else ()
    )


def add_crossings(session: Session, rows: Sequence[Row]) -> None:
    """Write crossings down; each can stand there but once."""
    columns = ("item", "clock", "generation", "threshold", "level", "at", "seq", "action")
    session.insert_many(Crossing, columns, rows)


def put_looked(session: Session, clocks: Sequence[Looked]) -> None:
    """Write down what is known of clocks now, all at once."""
    if not clocks:
        return
    rows = ", ".join(f"({id_}, {_whole(told)}, {_whole(at)})" for id_, told, at in clocks)
    session.sql(
        f"WITH looked (id, told, next_at) AS (VALUES {rows}) UPDATE clock SET told = looked.told,"
        " next_at = looked.next_at FROM looked WHERE clock.id = looked.id"
    )


def drop_alarms(session: Session, alarms: Iterable[tuple[int, str]]) -> None:
    """Take alarms of items away, all at once."""
    names: dict[str, list[int]] = {}
    for item, name in alarms:
        names.setdefault(name, []).append(item)
    mark = "?" if session.is_sqlite else "%s"
    for name, items in names.items():
        session.sql(f"DELETE FROM alarm WHERE name = {mark} AND item IN ({_listed(items)})", [name])


def wake(session: Session, items: Sequence[int], now: int) -> None:
    """End the snooze of items, all at once."""
    if items:
        session.sql(
            f"UPDATE work SET snoozed_until = 0, updated = {now}, version = version + 1"
            f" WHERE id IN ({_listed(items)})"
        )


def _whole_items(session: Session, when: str, order: str, most: int) -> list[DueClock]:
    """So many clocks, and what else is as due of the items they belong to."""
    found = _clocks(session, f"{when} {order} LIMIT {most}")
    if len(found) < most:
        return found
    items, known = {each.item.id for each in found}, {each.id for each in found}
    rest = _clocks(session, f"{when} AND clock.item IN ({_listed(items)}) ORDER BY clock.id")
    return [*found, *(each for each in rest if each.id not in known)]


def _clocks(session: Session, when: str) -> list[DueClock]:
    rows = session.sql(
        f"SELECT {_CLOCK}, {_ITEM} FROM clock JOIN work ON work.id = clock.item WHERE {when}"
        f"{_taken(session, 'clock')}"
    )
    return [
        DueClock._make((*row[:7], _spans(row[7]), *row[8:12], DueItem._make(row[12:])))
        for row in rows
    ]


def _taken(session: Session, table: str) -> str:
    """The end of a select that takes its rows and their items for this transaction."""
    return "" if session.is_sqlite else f" FOR UPDATE OF {table}, work SKIP LOCKED"


def _spans(pauses: str) -> tuple[Span, ...]:
    return () if pauses == "[]" else tuple((begin, end) for begin, end in json.loads(pauses))


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _whole(number: int | None) -> str:
    # A column of nothing but NULL would have no type.
    return "CAST(NULL AS bigint)" if number is None else str(number)
