"""The tables of a store's file, as the file itself tells them: what a copy has to carry."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple


class Shape(NamedTuple):
    """A table with rows of its own; indexes and search tables are made from these."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    """The columns of its primary key."""
    counts: bool
    """Whether it counts its numbers up and never uses one again."""


def shapes(connection: sqlite3.Connection) -> list[Shape]:
    """Every table, those that are referred to before those that refer to them."""
    found = {
        name: _shape(connection, name)
        for (_, name, kind, *_) in connection.execute("PRAGMA main.table_list").fetchall()
        if kind == "table" and not name.startswith("sqlite_")
    }
    return [found[name] for name in _in_order(connection, sorted(found))]


def last_numbers(connection: sqlite3.Connection) -> dict[str, int]:
    """The highest number each counting table ever gave out."""
    return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """The rows of every table."""
    return {
        shape.name: connection.execute(f'SELECT count(*) FROM "{shape.name}"').fetchone()[0]
        for shape in shapes(connection)
    }


def _shape(connection: sqlite3.Connection, name: str) -> Shape:
    columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
    key = [(place, column) for (_, column, _, _, _, place) in columns if place]
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return Shape(
        name,
        tuple(column for (_, column, *_) in columns),
        tuple(column for _, column in sorted(key)),
        "AUTOINCREMENT" in made.upper(),
    )


def _in_order(connection: sqlite3.Connection, names: list[str]) -> Iterator[str]:
    needs = {
        name: {row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{name}")')} - {name}
        for name in names
    }
    while needs:
        free = [name for name in names if name in needs and not needs[name] & needs.keys()]
        for name in free:
            yield name
            del needs[name]
