"""Runs the timetable for as long as a desk is open, beside everything else it does."""

from __future__ import annotations

import logging
import time
from asyncio import TimerHandle, get_running_loop
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC
from threading import Event
from typing import TYPE_CHECKING

from desk.jobs.library import AsyncIOScheduler, events
from desk.jobs.threads import OwnThread
from desk.jobs.timetable import TIMETABLE, Job
from desk.jobs.trigger import In
from desk.jobs.turns import Told, Turns

if TYPE_CHECKING:
    from desk.bootstrap import Desk

_WATCHES_EVERY = 2.0
"""Seconds between two looks whether the machine's clock was put on or back, or it slept."""

_GAP = 5.0
"""So many seconds between two clocks are no coincidence."""


class Runner:
    """Started and stopped on the loop that it is to run on."""

    def __init__(self, desk: Desk, told: Told, timetable: Sequence[Job] = TIMETABLE) -> None:
        self._desk = desk
        self._ended = Event()
        self._turns = {job.name: Turns(desk, job, told, self._ended) for job in timetable}
        self._watching: TimerHandle | None = None
        self._clocks = self._read_clocks()
        self._wanted: set[str] = set()
        self._threads = {job.thread: OwnThread(job.thread) for job in timetable}
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            executors=self._threads,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        # What goes wrong is told to the desk; words on stderr would tear the screen.
        quiet = logging.getLogger("apscheduler")
        quiet.addHandler(logging.NullHandler())
        quiet.propagate = False

    def start(self) -> None:
        """Begin; the first looks are taken at once."""
        self._scheduler.add_listener(self._plan, events.EVENT_JOB_EXECUTED | events.EVENT_JOB_ERROR)
        self._scheduler.add_listener(self._plan_again, events.EVENT_JOB_MAX_INSTANCES)
        for name, turns in self._turns.items():
            self._scheduler.add_job(
                turns.take, In(0, turns.usual), id=name, executor=turns.job.thread
            )
        self._scheduler.start()
        self._watch()

    def stop(self, patience: float = 0.0) -> None:
        """Begin no more jobs. One that is running is waited for no longer than this."""
        self._ended.set()
        if self._watching is None:
            return
        self._watching.cancel()
        self._watching = None
        self._scheduler.shutdown(wait=False)
        end = time.monotonic() + patience
        for own in self._threads.values():
            own.shutdown(wait=False)
        for own in self._threads.values():
            own.thread.join(max(0.0, end - time.monotonic()))

    def wake(self) -> None:
        """Take every look now."""
        for name in self._turns:
            self._take_in(name, 0)

    def _watch(self) -> None:
        """Timers wait by a clock that stands still while the machine sleeps."""
        before, self._clocks = self._clocks, self._read_clocks()
        if abs(self._clocks - before) > _GAP:
            self.wake()
        self._watching = get_running_loop().call_later(_WATCHES_EVERY, self._watch)

    def _read_clocks(self) -> float:
        """How far the machine's time is ahead of the one that nobody sets."""
        return self._desk.clock.real_now() - time.monotonic()

    def _plan(self, event: events.JobExecutionEvent) -> None:
        """Take the next look when the last one has found that it is due."""
        turns = self._turns[event.job_id]
        if event.exception is not None:
            turns.failed(event.exception)
        wait = turns.wait
        if event.job_id in self._wanted:
            self._wanted.discard(event.job_id)
            wait = 0.0
        if wait != turns.usual:
            self._take_in(event.job_id, wait)

    def _plan_again(self, event: events.JobSubmissionEvent) -> None:
        """A look was wanted while the last one was being taken: take it when that has ended."""
        self._wanted.add(event.job_id)

    def _take_in(self, name: str, seconds: float) -> None:
        if not self._ended.is_set():
            with suppress(RuntimeError):  # the loop has just been closed
                self._scheduler.reschedule_job(name, trigger=In(seconds, self._turns[name].usual))
