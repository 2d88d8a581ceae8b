"""An import beside a raw `executemany` of every row it leaves behind."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from tests.bench.stores import contacts, run
from tests.bench.targets import Figure, ratio, tell

_MADE = (
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type = ? AND name NOT LIKE 'sqlite_%'"
)
_TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"


def imports(folder: Path, size: int, rounds: int) -> list[Figure]:
    """Both in turns, the smallest of each; ours with the start of the program."""
    source, how = contacts(folder, size)
    ours: list[float] = []
    raw: list[float] = []
    for turn in range(rounds):
        store = folder / f"imported-{turn}.db"
        began = time.perf_counter()
        run("import", source, "--map", how, "--db", store)
        ours.append(time.perf_counter() - began)
        raw.append(copy(store, folder / f"raw-{turn}.db"))
    tell(f"import of {size}: desk {min(ours):.2f} s, raw executemany {min(raw):.2f} s")
    return [ratio("import, beside raw executemany", min(ours), min(raw), 5)]


def copy(store: Path, target: Path) -> float:
    """Write every row of a store into an empty one of the same scheme; the seconds it took."""
    with closing(sqlite3.connect(store)) as source, closing(sqlite3.connect(target)) as raw:
        raw.execute("PRAGMA journal_mode = wal")
        raw.execute("PRAGMA synchronous = normal")
        rows = dict(_rows(source))
        for type_ in ("table", "index", "trigger"):
            for (sql,) in source.execute(_MADE, (type_,)):
                if type_ != "table" or not _is_shadow(sql):
                    raw.execute(sql)
        began = time.perf_counter()
        with raw:
            for table, found in rows.items():
                marks = ", ".join("?" * len(found[0]))
                raw.executemany(f"INSERT INTO {table} VALUES ({marks})", found)
        return time.perf_counter() - began


def _rows(source: sqlite3.Connection) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Each table that is filled by statements, with its rows; an index of words fills itself."""
    for name, sql in source.execute(_TABLES).fetchall():
        if name.startswith("sqlite_") or "VIRTUAL" in sql or _is_shadow(sql):
            continue
        if rows := source.execute(f"SELECT * FROM {name}").fetchall():
            yield name, rows


def _is_shadow(sql: str) -> bool:
    """Whether an index of words makes the table itself; the names of those are quoted."""
    return sql.startswith("CREATE TABLE '")
