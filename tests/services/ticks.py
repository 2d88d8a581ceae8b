"""What tests of the tick look at: what was written down, and what people were told."""

from typing import NamedTuple

from desk.bootstrap import Desk

HOUR = 3600


class Crossing(NamedTuple):
    """A crossing as the store keeps it."""

    item: int
    clock: str
    generation: int
    threshold: int
    level: str
    at: int
    action: str


def crossings(desk: Desk) -> list[Crossing]:
    """Every crossing, in the order of their times."""
    columns = ", ".join(Crossing._fields)
    with desk._store.reading() as session:
        rows = session.sql(f"SELECT {columns} FROM crossing ORDER BY at, item, clock, threshold")
    return [Crossing(*row) for row in rows]


def told(desk: Desk, name: str) -> list[tuple[str, str]]:
    """What somebody was told, oldest first: why and in which words."""
    with desk._store.reading() as session:
        rows = session.sql(
            "SELECT person.name, told.why, told.text FROM told"
            " JOIN person ON person.id = told.person ORDER BY told.id"
        )
    return [(why, text) for person, why, text in rows if person == name]


def version(desk: Desk, ref: str) -> int:
    """The version of an item."""
    me = desk.directory.actor()
    return desk.trail.item(me, ref).work.version
