"""Time under faults: desks side by side, killed, stopped: each crossing is written down once."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, NamedTuple

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from tests.faults.conftest import Command, run
from tests.house.source import ROOT
from tests.stores import NOW, Places, settings_for

DESKS = 5
FACTOR = 3600.0
"""An hour in a second: all that is looked at is over in seven."""
IS_WHOLE = os.environ.get("DESK_TEST_FAULTS") == "all"
PROBLEMS = 300 if IS_WHOLE else 40
SAMPLES = 200 if IS_WHOLE else 6
"""At so many of its writes a pass is killed."""
END = NOW + 12 * 3600
PATIENCE = 90.0

_KEYS = "item, clock, generation, threshold"


class Written(NamedTuple):
    """What a store says of time that went by."""

    crossings: frozenset[tuple[Any, ...]]
    violations: frozenset[tuple[Any, ...]]
    levels: tuple[Any, ...]


def work_of_a_day(desk: Desk) -> None:
    """Problems that a clock which never stops runs on, each begun a little after the other."""
    me = desk.directory.actor()
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    for number in range(PROBLEMS):
        desk.do(
            me,
            "report",
            "problem",
            {"subject": f"Dark {number}", "impact": "high", "urgency": "high"},
        )
        clock.advance(7)
    clock.at = NOW


def written(url: str) -> Written:
    """What was written down of clocks; fails where anything was written twice."""
    desk = build(settings_for(url), FixedClock(NOW))
    with closing(desk), desk._store.reading() as session:
        crossings = session.sql(f"SELECT {_KEYS}, level, at, seq FROM crossing")
        told = session.sql("SELECT person, item, seq, why, at FROM told")
        violations = session.sql("SELECT item, clock, generation FROM violation")
        entries = session.sql("SELECT seq FROM journal WHERE action IN ('cross', 'remind')")
        levels = session.sql("SELECT id, escalation_level FROM ticket ORDER BY id")
    assert len(crossings) == len({row[:4] for row in crossings})
    assert len(told) == len(set(told))
    assert len(violations) == len(set(violations))
    assert {seq for (seq,) in entries} == {row[-1] for row in crossings}, "each in one entry"
    clocks = (row[:6] for row in crossings if row[4] != "reminder")
    return Written(frozenset(clocks), frozenset(violations), tuple(levels))


def undisturbed(url: str) -> Written:
    """What one pass writes down when all of it is over."""
    with closing(build(settings_for(url), FixedClock(NOW))) as desk:
        desk.tick.run(END)
    return written(url)


class Keeper:
    """A process that keeps time; what it tells is read at once, so that it never waits for that."""

    def __init__(self, url: str, factor: float, stops: str = "") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.keeper", url, str(factor), stops],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._reader = Thread(target=self._read)
        self._reader.start()

    def wait(self) -> None:
        """Wait until it is ready."""
        assert self._lines.get(timeout=PATIENCE) == "READY\n"

    def go(self) -> None:
        """Let its time begin."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def told(self) -> dict[str, Any]:
        """What it tells of its next pass."""
        found: dict[str, Any] = json.loads(self._lines.get(timeout=PATIENCE))
        return found

    def rest(self) -> list[dict[str, Any]]:
        """End it; everything it told and nobody has taken, but for a line that was cut."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for stream in (self.process.stdin, self.process.stdout):
            assert stream is not None
            stream.close()
        lines = [self._lines.get() for _ in range(self._lines.qsize())]
        return [json.loads(line) for line in lines if line.endswith("\n")]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@contextmanager
def keepers(url: str, count: int, factor: float) -> Iterator[list[Keeper]]:
    """Processes that keep time on one store, all from the same instant on."""
    found = [Keeper(url, factor) for _ in range(count)]
    try:
        for each in found:
            each.wait()
        for each in found:
            each.go()
        yield found
    finally:
        for each in found:
            each.rest()


@pytest.fixture
def url(places: Places) -> Iterator[str]:
    """A store with a day's work, on each engine."""
    made = places.filled(work_of_a_day)
    yield made
    places.remove(made)


@pytest.fixture
def expected(places: Places) -> Iterator[Written]:
    """What there is to be written down of it."""
    made = places.filled(work_of_a_day)
    yield undisturbed(made)
    places.remove(made)


def test_five_desks_on_a_fast_clock_write_each_crossing_once(url: str, expected: Written) -> None:
    with keepers(url, DESKS, FACTOR) as found:
        until_written(url, expected)
        told = [line for each in found for line in each.rest()]
    assert [line for line in told if "failed" in line] == []
    assert_as(url, expected)
    ticked = [tuple(row[:4]) for line in told for row in line["ticked"] if row[4] != "reminder"]
    assert len(ticked) == len(set(ticked)), "no two desks say that they wrote the same"


def test_a_leader_that_is_killed_is_followed_by_another(url: str, expected: Written) -> None:
    chance = random.Random(7)
    with keepers(url, DESKS, FACTOR / 2) as found:
        by_pid = {each.process.pid: each for each in found}
        killed: set[int] = set()
        while len(killed) < DESKS - 1 and count_of(url) < len(expected.crossings):
            leader = leader_of(url)
            if leader in by_pid and leader not in killed:
                time.sleep(chance.random())
                by_pid[leader].process.send_signal(signal.SIGKILL)
                killed.add(leader)
        until_written(url, expected)
    assert len(killed) >= 2
    assert_as(url, expected)


def test_a_desk_that_was_stopped_catches_up_in_one_pass(url: str, expected: Written) -> None:
    with keepers(url, 1, 100.0) as (keeper,):
        before = next_crossed(keeper)
        keeper.process.send_signal(signal.SIGSTOP)
        time.sleep(4)
        keeper.process.send_signal(signal.SIGCONT)
        caught = next_crossed(keeper)
        while latest(caught) - latest(before) < 300:  # it was told before the signal came
            before, caught = caught, next_crossed(keeper)
    since, upto = latest(before), latest(caught)
    assert caught == sorted(
        (clock, threshold, at)
        for _, clock, _, threshold, _, at in expected.crossings
        if since < at <= upto
    )


def next_crossed(keeper: Keeper) -> list[tuple[str, int, int]]:
    """The crossings of the next pass that has any."""
    while not (found := crossed(keeper.told())):
        continue
    return found


def latest(crossings: list[tuple[str, int, int]]) -> int:
    """When the last of them was."""
    return max(at for *_, at in crossings)


def crossed(told: dict[str, Any]) -> list[tuple[str, int, int]]:
    """The crossings of clocks in one pass."""
    rows = [tuple(row[1:4]) for row in told["ticked"] if row[4] != "reminder"]
    return sorted(rows)


def test_a_pass_killed_at_any_write_is_finished_by_the_next(
    tracer: Command, file_places: Places, tmp_path: Path
) -> None:
    template = file_places.filled(work_of_a_day)
    whole = _copy(template, tmp_path / "whole.db")
    line = [*tracer[:-1], str(tmp_path / "trace"), "-e", "trace=pwrite64"]
    assert run("desk", *_pass(whole), before=line).returncode == 0
    count = (tmp_path / "trace").read_text(errors="replace").count("pwrite64(")
    expected = written(str(whole))
    assert count > 50
    for number in range(1, count + 1, max(1, count // SAMPLES)):
        store = _copy(template, tmp_path / f"killed-{number}.db")
        broken = [*tracer, "-e", "trace=pwrite64"]
        broken += ["-e", f"inject=pwrite64:signal=KILL:when={number}"]
        assert run("desk", *_pass(store), before=broken).returncode != 0
        assert run("desk", *_pass(store)).returncode == 0
        assert written(str(store)) == expected, number


def _copy(template: str, place: Path) -> Path:
    shutil.copyfile(template, place)
    return place


def _pass(store: Path) -> tuple[str | Path, ...]:
    return ("--db", store, "tick", "--at", "2026-11-23T22:00:00Z", "--json")


def until(holds: Any, patience: float = PATIENCE) -> bool:
    """Wait until something holds; whether it came true in time."""
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def until_written(url: str, expected: Written) -> None:
    """Wait until all that there is was written down."""
    assert until(lambda: count_of(url) >= len(expected.crossings)), "not all was written down"


def count_of(url: str) -> int:
    """How many crossings of clocks were written down so far."""
    desk = build(settings_for(url), FixedClock(NOW))
    with closing(desk), desk._store.reading() as session:
        ((count,),) = session.sql("SELECT count(*) FROM crossing WHERE level <> 'reminder'")
    return int(count)


def leader_of(url: str) -> int:
    """The process that leads, or led last; 0 for none."""
    with closing(build(settings_for(url), FixedClock(NOW))) as desk:
        leader = desk.jobs.leader()
    return 0 if leader is None else int(leader.owner.split()[-2])


def assert_as(url: str, expected: Written) -> None:
    """It was written down as if nothing had happened."""
    assert written(url) == expected
