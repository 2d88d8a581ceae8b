"""A desk that keeps time is stopped for longer than its lease, another takes over, and it is let go
on in the middle of its pass: each crossing is written down once."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.faults.keeper import BETWEEN, WITHIN
from tests.faults.test_time import (
    Keeper,
    Written,
    assert_as,
    count_of,
    expected,
    until,
    until_written,
    url,
)
from tests.stores import Places

__all__ = ["expected", "url"]

SLOW, FAST = 3600.0, 10_000.0
"""Seconds that go by in one, for who is stopped and for who takes over."""


@pytest.mark.parametrize("where", [BETWEEN, WITHIN])
def test_who_slept_through_its_lease_writes_nothing_twice(
    url: str, expected: Written, places: Places, where: str
) -> None:
    """Stopped within a transaction it holds what it has locked: of a file nobody else can write
    then, and is told so; on a server the others pass over what it holds."""
    with keeper(url, SLOW, where) as asleep, keeper(url, FAST) as awake:
        asleep.go()
        assert until(lambda: is_stopped(asleep)), "it never stopped"
        before = count_of(url)
        held = is_held(url, places)
        awake.go()
        if where == BETWEEN and not held:
            until_written(url, expected)
        elif places.engine == "postgresql":
            assert until(lambda: count_of(url) > before), "what nobody holds waits for nobody"
        else:
            assert "locked" in first(awake, "failed").lower()
            assert count_of(url) == before
        assert is_stopped(asleep)
        asleep.process.send_signal(signal.SIGCONT)
        slept = first(asleep, "slept")
        until_written(url, expected)
        told = [line for line in awake.rest() if "ticked" in line]
    assert slept, "it had written something before it was stopped"
    assert_as(url, expected)
    told_twice = keys(slept) & {key for line in told for key in keys(line["ticked"])}
    assert not told_twice, "no two desks say that they wrote the same"


def is_held(url: str, places: Places) -> bool:
    """Whether who sleeps holds the file: it was stopped, perhaps, while it renewed its lease."""
    if places.engine != "sqlite":
        return False
    with closing(sqlite3.connect(url, timeout=0, isolation_level=None)) as looking:
        try:
            looking.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        looking.execute("ROLLBACK")
        return False


def first(each: Keeper, name: str) -> Any:
    """What a process tells first under that name."""
    told = each.told()
    while name not in told:
        told = each.told()
    return told[name]


def keys(ticked: list[list[Any]]) -> set[tuple[Any, ...]]:
    """Which crossings of clocks are told."""
    return {tuple(row[:4]) for row in ticked if row[4] != "reminder"}


@contextmanager
def keeper(url: str, factor: float, stops: str = "") -> Iterator[Keeper]:
    """A process that keeps time once it is told to."""
    made = Keeper(url, factor, stops)
    try:
        made.wait()
        yield made
    finally:
        made.rest()


def is_stopped(each: Keeper) -> bool:
    """Whether a process is stopped, as the machine sees it."""
    told = Path(f"/proc/{each.process.pid}/stat").read_text()
    return told.rpartition(")")[2].split()[0] == "T"
