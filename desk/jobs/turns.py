"""The turns of one job: look whether there is something to do, do it, tell how it went."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from desk.errors import DeskError
from desk.jobs.timetable import NEVER_SEEN, Did, Job
from desk.rows.jobs import JobRun

if TYPE_CHECKING:
    from desk.bootstrap import Desk

_SOONEST = 0.2
"""Seconds between two looks at least: a fast clock brings no storm."""

_SELDOM = 1.0
"""Seconds between two looks that nothing calls for, under however fast a clock."""

_LATEST = 15.0
"""Seconds after which a job that fails again and again is tried once more."""


class Told(NamedTuple):
    """Who is told what the jobs do; called from their threads."""

    did: Callable[[str, Did], object]
    """A job did something: its name, and all that was due at once."""
    failed: Callable[[str, Exception], object]
    """A job failed in a way that it did not before."""


class Turns:
    """One job, turn after turn, in its own thread."""

    def __init__(self, desk: Desk, job: Job, told: Told, ended: Event) -> None:
        self.job = job
        self.usual = max(_SELDOM, desk.clock.real_seconds(job.every))
        """Seconds between two turns when nothing calls for another time."""
        self.wait = self.usual
        """Seconds to the next turn."""
        self._desk = desk
        self._told = told
        self._ended = ended
        self._did = Did()
        self._is_first = True
        self._failures = 0
        self._last_failure = ""

    def take(self) -> None:
        """Take a turn. Raises what the job raises."""
        self.wait = self.usual
        if self._ended.is_set() or self._desk.barred is not None:
            return
        began, due = time.monotonic(), self._due()
        if self.job.next_at is not None and (due is None or due > self._desk.clock.now()):
            did = Did()
        elif self.job.needs_lease and self._desk.jobs.lead() is None:
            return
        else:
            did, due = self.job.run(self._desk), self._due()
        self._failures, self._last_failure = 0, ""
        self.wait = self._until(due, has_done=did.count > 0)
        self._note(did=did.count, took_ms=int((time.monotonic() - began) * 1000))
        self._did = self._did.and_then(did)
        if self.wait:
            self._tell()

    def failed(self, error: Exception) -> None:
        """It failed: try it again in a while, each time a longer one; say so the first time."""
        self._failures = min(self._failures + 1, 9)
        self.wait = min(_LATEST, self.usual * 2.0**self._failures)
        if self._ended.is_set():
            return
        self._tell()
        why = error.message if isinstance(error, DeskError) else type(error).__name__
        self._note(error=why)
        if why != self._last_failure:
            self._last_failure = why
            self._told.failed(self.job.name, error)

    def _due(self) -> int | None:
        return None if self.job.next_at is None else self.job.next_at(self._desk)

    def _until(self, due: int | None, *, has_done: bool) -> float:
        """Seconds to the next turn; none while what was done leaves more of it due."""
        if due is None:
            return self.usual
        left = due - self._desk.clock.now()
        if left <= 0 and due != NEVER_SEEN:
            return 0.0 if has_done else self.usual
        return min(self.usual, max(_SOONEST, self._desk.clock.real_seconds(left)))

    def _tell(self) -> None:
        did, self._did = self._did, Did()
        is_first, self._is_first = self._is_first, False
        if did.count and not self._ended.is_set():
            self._told.did(self.job.name, did._replace(is_first=is_first))

    def _note(self, *, did: int = 0, took_ms: int = 0, error: str | None = None) -> None:
        """Write down how it went; what keeps a job from the store may keep this from it too."""
        next_run = self._desk.clock.real_now() + round(self.wait)
        with suppress(DeskError):
            self._desk.jobs.note(
                JobRun(
                    self.job.name, next_run=next_run, took_ms=took_ms or None, done=did, error=error
                )
            )
