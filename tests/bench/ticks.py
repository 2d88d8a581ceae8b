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
    each = {name: _due(desks[name], name) for name in desks}
    figures = [
        ratio("tick, none due, 1M problems beside 1k", idle["1M"], idle["1k"], 1.2),
        ratio("tick, a crossing of 10k at 1M beside 1k", each["1M"], each["1k"], None),
    ]
    for desk in desks.values():
        desk.close()
    raw = _raw(stores["1M"])
    figures.append(ratio("tick, 10k due at 1M beside raw SQL", each["1M"], raw, 2.5))
    return figures


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
    due = min(DUE, size // 2)
    hours = f"CASE WHEN n <= {due} THEN 1 WHEN n <= {2 * due} THEN 2 ELSE {_LATER} END"
    start = f"({NOW} - {_TARGET // 2} + {_HOUR} * ({hours}))"
    values = [differing.get(name, f'"{name}"').format(start=start) for name in columns]
    raw.execute(
        f"WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM numbers"
        f" WHERE n < {size}) INSERT INTO {table} SELECT {', '.join(values)}"
        f" FROM numbers, (SELECT * FROM {table} LIMIT 1)"
    )


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


def _due(desk: Desk, name: str) -> float:
    """Seconds of each crossing in a pass that has many."""
    began = time.process_time()
    done = desk.tick.run(at=NOW + _HOUR)
    seconds = time.process_time() - began
    tell(
        f"tick, {len(done):,} due, {name:3} {seconds * 1000:7.0f} ms,"
        f" {seconds / len(done) * 1e6:.1f} us each"
    )
    return seconds / len(done)


def _raw(path: Path) -> float:
    """Seconds of each of the same changes to as many other problems, without a line of ours."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA synchronous = normal")
        raw.execute("PRAGMA foreign_keys = 1")
        tables = {table: _written(raw, table) for table in _WRITTEN}
        many = len(tables["crossing"])
        began = time.process_time()
        for first in range(0, many, BATCH):
            raw.execute("BEGIN IMMEDIATE")
            for table, rows in tables.items():
                marks = ", ".join("?" * len(rows[0]))
                some = rows[first : first + BATCH]
                raw.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
            items = [(row[_WRITTEN["crossing"]["item"]],) for row in tables["crossing"]]
            looked = "UPDATE clock SET told = 50, next_at = next_at + 14400 WHERE item = ?"
            raw.executemany(looked, items[first : first + BATCH])
            raw.execute("COMMIT")
        seconds = time.process_time() - began
    tell(f"raw SQL of the same    {seconds * 1000:7.0f} ms, {seconds / many * 1e6:.1f} us each")
    return seconds / many


_WRITTEN = {
    "journal": {"seq": 0, "object": 5},
    "journal_value": {"seq": 0},
    "crossing": {"id": 0, "item": 1, "seq": 7},
    "told": {"id": 0, "item": 2, "seq": 3},
}
"""What a crossing writes, with the places of the columns that name it and its item."""


def _written(raw: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """What the tick wrote into a table, as the rows of the problems that come next."""
    own = "cross" if table == "journal" else ""
    where = f" WHERE action = '{own}'" if own else ""
    if table == "journal_value":
        where = " WHERE seq IN (SELECT seq FROM journal WHERE action = 'cross')"
    found = []
    for row in raw.execute(f"SELECT * FROM {table}{where}"):
        moved = [*row]
        for name, place in _WRITTEN[table].items():
            moved[place] += DUE if name in ("item", "object") else 1_000_000
        found.append(tuple(moved))
    return found
