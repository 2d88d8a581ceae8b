"""Twenty real processes on one store: one item, one owner."""

import subprocess
import sys

from desk.bootstrap import build
from desk.clock import FixedClock
from desk.rows.work import Listing
from desk.rules.filters import Filter
from tests.services.invariants import broken
from tests.stores import NOW, Places, settings_for

PROCESSES = 20
ITEMS = 60


def test_take_next_gives_each_item_once(places: Places) -> None:
    url = places.founded()
    desk = build(settings_for(url), FixedClock(NOW))
    me = desk.people.actor()
    names = [f"agent {number}" for number in range(PROCESSES)]
    for name in names:
        desk.people.add(me, name)
    for number in range(ITEMS):
        desk.interactions.log(me, "inbound", "email", f"Item {number}", priority=number % 5 + 1)
    took = _race(url, names)
    assert len(took) == ITEMS
    rows = desk.work.page(me, Listing(Filter()), limit=ITEMS).rows
    assert {row.ref: row.owner for row in rows} == took
    assert broken(desk) == []
    desk.close()
    places.remove(url)


def _race(url: str, names: list[str]) -> dict[str, str]:
    """Let one process for each name take all it gets; who took what."""
    running = {name: _started(url, name) for name in names}
    for process in running.values():
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running.values():
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    took: dict[str, str] = {}
    for name, process in running.items():
        said, faults = process.communicate(timeout=120)
        assert process.returncode == 0, faults
        for ref in said.split():
            assert ref not in took, f"{ref} went to {took[ref]} and to {name}"
            took[ref] = name
    return took


def _started(url: str, name: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.services.taking", url, name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
