"""A tick over a thousand and over a million open problems: none due, and ten thousand due.

What is due is measured in seconds of the processor, so that others on the machine matter less.
"""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.services.tick import BATCH
from tests.bench.targets import Figure, median, ratio, tell
from tests.stores import NOW, settings_for

SMALL, LARGE = 1_000, 1_000_000
DUE = 10_000
_PART = 1_000
"""So many are due in one pass."""
_FAR = 1_000_000_000
"""So much lower are the numbers of the rows that raw SQL makes."""
_LOOKS = 400
_HOUR = 3600
_TARGET = 16 * _HOUR
_LATER = 10
"""Hours from now until the first threshold of what is not due here."""

_TABLES = {
    "work": {"id": "n", "number": "n", "recency": "n", "owner": "1 + n % 5"},
    "detail": {"id": "n"},
    "ticket": {"id": "n"},
    "clock": {
        "id": "NULL",
        "item": "n",
        "calendar": "'round the clock'",
        "target": str(_TARGET),
        "start": "{start}",
        "due": "{start} + " + str(_TARGET),
        "next_at": "{start} + " + str(_TARGET // 2),
        "told": "0",
    },
}
"""Each table of a problem, and what differs from the one that was made by use case."""


def ticks(folder: Path) -> list[Figure]:
    """Figures of the tick."""
    sizes = {"1k": SMALL, "1M": LARGE}
    stores = {name: _store(folder, size) for name, size in sizes.items()}
    desks = {name: build(settings_for(str(path)), FixedClock(NOW)) for name, path in stores.items()}
    idle = _idle(desks)
    each = {name: _due(desk, stores[name], name) for name, desk in desks.items()}
    for desk in desks.values():
        desk.close()
    beside = [ours / raw for ours, raw in each["1M"]]
    ours = {name: median([seconds for seconds, _ in found]) for name, found in each.items()}
    return [
        ratio("tick, none due, 1M problems beside 1k", idle["1M"], idle["1k"], 1.2),
        ratio("tick, a crossing of 10k at 1M beside 1k", ours["1M"], ours["1k"], 1.2),
        Figure("tick, 10k due at 1M beside raw SQL", median(beside), 3, "x"),
    ]


def _store(folder: Path, size: int) -> Path:
    """A store with so many open problems, all but one of them made by copying its rows."""
    path = folder / f"ticks-{size}.db"
    path.unlink(missing_ok=True)
    with closing(build(settings_for(str(path)), FixedClock(NOW))) as desk:
        me = desk.directory.actor()
        for number in range(1, 5):
            desk.people.add(me, f"agent {number}")
        desk.do(me, "report", "problem", {"subject": "Line dead", "contact": "a@example.net"})
    began = time.perf_counter()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM clock WHERE name = 'response'")
        raw.execute("DELETE FROM alarm")
        for table, differing in _TABLES.items():
            _copied(raw, table, differing, size)
        raw.execute(f"UPDATE clock SET next_at = {NOW + _LATER * _HOUR} WHERE item = 1")
        raw.execute(f"UPDATE clock SET due = {NOW + _TARGET} WHERE item = 1")
        raw.execute(f"UPDATE counter SET last = {size} WHERE kind = 'problem'")
        raw.commit()
        raw.execute("ANALYZE")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    tell(f"made a store of {size:,} open problems in {time.perf_counter() - began:.1f} s")
    return path


def _copied(raw: sqlite3.Connection, table: str, differing: dict[str, str], size: int) -> None:
    """Copy the row of the first problem: the next ones are due in an hour, as many again in two."""
    columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
    due = _due_in(size)
    hours = f"CASE WHEN n <= {due} THEN 1 WHEN n <= {2 * due} THEN 2 ELSE {_LATER} END"
    start = f"({NOW} - {_TARGET // 2} + {_HOUR} * ({hours}))"
    values = [differing.get(name, f'"{name}"').format(start=start) for name in columns]
    raw.execute(
        f"WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers"
        f" WHERE n < {size}) INSERT INTO {table} SELECT {', '.join(values)}"
        f" FROM numbers, (SELECT * FROM {table} LIMIT 1)"
    )


def _due_in(size: int) -> int:
    """How many problems of so many are due in an hour, and as many again in two."""
    return min(DUE, size // 2)


def _idle(desks: dict[str, Desk]) -> dict[str, float]:
    """Seconds of a pass with nothing to do, both stores in turns."""
    found: dict[str, list[float]] = {name: [] for name in desks}
    for _ in range(_LOOKS):
        for name, desk in desks.items():
            began = time.perf_counter()
            assert desk.tick.run() == ()
            found[name].append(time.perf_counter() - began)
    middle = {name: median(times) for name, times in found.items()}
    for name, seconds in middle.items():
        tell(f"tick, none due, {name:3} {seconds * 1e6:7.1f} us")
    return middle


def _due(desk: Desk, path: Path, name: str) -> list[tuple[float, float]]:
    """Seconds of each crossing in a pass that has many, and of the same changes by raw SQL.

    Part by part in turns, so that both run while the machine is as fast.
    """
    found: list[tuple[float, float]] = []
    many = 0
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = normal")
        raw.execute("PRAGMA foreign_keys = 1")
        ((last,),) = raw.execute("SELECT max(seq) FROM journal")
        ((size,),) = raw.execute("SELECT count(*) FROM work")
        offset = _due_in(size)
        while True:
            began = time.process_time()
            done = desk.tick.run(at=NOW + _HOUR, limit=_PART)
            seconds = time.process_time() - began
            if not done:
                break
            many += len(done)
            found.append((seconds / len(done), _raw(raw, last, offset) / len(done)))
            ((last,),) = raw.execute("SELECT max(seq) FROM journal")
    ours, raws = (median(times) * 1e6 for times in zip(*found, strict=True))
    tell(f"tick, {many:6,} due, {name:3} {ours:6.1f} us each, by raw SQL {raws:6.1f} us")
    return found


def _raw(raw: sqlite3.Connection, last: int, offset: int) -> float:
    """Seconds that it takes to make for other problems what a tick wrote since an entry."""
    tables = {table: _written(raw, table, last, offset) for table in _WRITTEN}
    items = [(row[_WRITTEN["crossing"]["item"]],) for row in tables["crossing"]]
    began = time.process_time()
    for first in range(0, len(items), BATCH):
        raw.execute("BEGIN IMMEDIATE")
        for table, rows in tables.items():
            marks = ", ".join("?" * len(rows[0]))
            some = rows[first : first + BATCH]
            raw.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
        looked = "UPDATE clock SET told = 50, next_at = next_at + 14400 WHERE item = ?"
        raw.executemany(looked, items[first : first + BATCH])
        raw.execute("COMMIT")
    return time.process_time() - began


_WRITTEN = {
    "journal": {"seq": 0, "object": 5},
    "journal_value": {"seq": 0},
    "crossing": {"id": 0, "item": 1, "seq": 7},
    "told": {"id": 0, "item": 2, "seq": 3},
}
"""What a crossing writes, with the places of the columns that name it and its item."""


def _written(
    raw: sqlite3.Connection, table: str, last: int, offset: int
) -> list[tuple[object, ...]]:
    """What the tick wrote into a table since an entry, as the rows of the problems that follow."""
    found = []
    for row in raw.execute(f"SELECT * FROM {table} WHERE seq > {last}"):
        moved = [*row]
        for name, place in _WRITTEN[table].items():
            moved[place] += offset if name in ("item", "object") else -_FAR
        found.append(tuple(moved))
    return found
