"""The timetable running on a loop: in threads of its own, until it is stopped."""

import asyncio
import threading
import time
from collections.abc import Callable

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.jobs import runner as running
from desk.jobs.runner import Runner
from desk.jobs.timetable import Did, Job
from desk.jobs.turns import Told


class Seen:
    """What jobs did, each with the thread that it ran in."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.failed: list[str] = []

    def job(self, name: str, thread: str, act: Callable[[], object] = lambda: None) -> Job:
        def run(_: Desk) -> Did:
            self.runs.append((name, threading.current_thread().name))
            act()
            return Did(1)

        return Job(name, 1000.0, run, None, False, thread, "for a test")

    def listeners(self) -> Told:
        return Told(
            lambda name, _: self.told.append(name),
            lambda name, error: self.failed.append(f"{name}: {type(error).__name__}"),
        )


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "never came true"
        await asyncio.sleep(0.01)


def fail() -> None:
    raise ValueError("[/] no words of this are told")


async def test_jobs_run_beside_the_loop_and_a_fault_in_one_stops_no_other(desk: Desk) -> None:
    seen = Seen()
    jobs = [seen.job("bad", "time", fail), seen.job("good", "time"), seen.job("mail", "outside")]
    runner = Runner(desk, seen.listeners(), jobs)
    runner.start()
    await until(lambda: len(seen.told) == 2 and seen.failed)
    runner.stop(5.0)
    assert sorted(seen.runs) == [
        ("bad", "desk-time"),
        ("good", "desk-time"),
        ("mail", "desk-outside"),
    ]
    assert seen.failed == ["bad: ValueError"]


async def test_what_hangs_outside_keeps_no_time_waiting_and_holds_nobody_back(
    desk: Desk,
) -> None:
    seen, goes_on = Seen(), threading.Event()
    jobs = [seen.job("mail", "outside", goes_on.wait), seen.job("tick", "time")]
    runner = Runner(desk, seen.listeners(), jobs)
    runner.start()
    await until(lambda: len(seen.runs) == 2 and seen.told == ["tick"])
    runner.stop(0.05)
    goes_on.set()
    assert seen.told == ["tick"], "what ends after the desk is told nobody"


@pytest.mark.parametrize("seconds", [3600, -3600])
async def test_a_clock_that_was_put_on_or_back_is_seen_at_once(
    desk: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    monkeypatch.setattr(running, "_WATCHES_EVERY", 0.01)
    seen = Seen()
    runner = Runner(desk, seen.listeners(), [seen.job("tick", "time")])
    runner.start()
    await until(lambda: len(seen.runs) == 1)
    clock.advance(seconds)
    await until(lambda: len(seen.runs) == 2)
    runner.stop(5.0)
    assert len(seen.runs) == 2, "one look, no storm"


async def test_nothing_begins_after_the_end(desk: Desk) -> None:
    seen = Seen()
    runner = Runner(desk, seen.listeners(), [seen.job("tick", "time")])
    runner.start()
    await until(lambda: len(seen.runs) == 1)
    runner.stop(5.0)
    runner.wake()
    runner.stop()
    before = len(seen.runs)
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(seen.runs) == before
    assert not any(own.thread.is_alive() for own in runner._threads.values())
