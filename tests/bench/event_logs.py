"""An import of event logs beside a raw `executemany` of every row it leaves behind."""

import csv
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.imports import copy
from tests.bench.stores import run
from tests.bench.targets import Figure, ratio, tell

_MAP = """
as = "problems"
key = "case"
dates = ["iso"]
[fields]
at = "at"
state = "state"
owner = "owner"
team = "team"
impact = "impact"
subject = ["service", "place"]
service = "service"
place = "place"
[values.state]
new = "acknowledged"
work = "inProgress"
user = "pending customer"
vendor = "pending partner"
done = "resolved"
over = "closed"
"""
_COLUMNS = ("case", "at", "state", "owner", "team", "impact", "service", "place", "level", "org")
_WAYS = (
    ("new", "work", "work", "done", "over"),
    ("new", "work", "user", "work", "vendor", "work", "done", "work", "done", "over"),
    ("work", "work", "user", "user", "work", "work", "done", "over"),
    ("new", "work", "user", "work", "user", "work", "work", "done", "over"),
)


def event_logs(folder: Path, cases: int, rounds: int) -> list[Figure]:
    """Both in turns, the smallest of each; ours with the start of the program."""
    source, how = _log(folder, cases)
    events = sum(1 for _ in source.open()) - 1
    ours: list[float] = []
    raw: list[float] = []
    for turn in range(rounds):
        store = folder / f"logged-{turn}.db"
        began = time.perf_counter()
        run("import", source, "--map", how, "--db", store)
        ours.append(time.perf_counter() - began)
        raw.append(copy(store, folder / f"raw-log-{turn}.db"))
    tell(
        f"import of {events} events: desk {min(ours):.2f} s ({events / min(ours):,.0f} events "
        f"a second), raw executemany {min(raw):.2f} s"
    )
    return [ratio("import of an event log, beside raw executemany", min(ours), min(raw), 5)]


def _log(folder: Path, cases: int) -> tuple[Path, Path]:
    """A made-up log, its cases side by side in the order of time, and the map for it."""
    source, how = folder / "log.csv", folder / "log.toml"
    how.write_text(_MAP)
    with source.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        writer.writerows(_rows(cases))
    return source, how


def _rows(cases: int) -> Iterator[tuple[object, ...]]:
    for case in range(cases):
        way = _WAYS[case % len(_WAYS)]
        for step, state in enumerate(way):
            minute = case * 7 % 1440
            day, clock = 1 + case % 28, f"{minute // 60:02}:{minute % 60:02}:07"
            at = f"2026-{1 + step % 9:02}-{day:02}T{clock}+01:00"
            yield (
                *(f"SR-{case}", at, state, f"Person {(case + step // 2) % 300}"),
                *(f"Team {(case + step // 3) % 60}", ("high", "medium", "low")[case % 3]),
                *(f"PROD{case % 350}", f"Place {case % 20}", f"L{1 + step % 3}", f"Org {case % 9}"),
            )
