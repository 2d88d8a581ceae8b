"""Who does the work of time, and how it went. State of the desk: no journal tells of it."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from threading import Lock

from desk.clock import Clock
from desk.errors import DeskError
from desk.models.jobs import LASTS, give_lease_back, keep_run, lease_of, runs, take_lease
from desk.models.server_time import seconds_ahead
from desk.models.store import Session, Store
from desk.rows.jobs import JobRun, LeaseRow
from desk.rules.permissions import Actor, require

TIME = "time"
"""The lease of whoever does what only one has to do."""

SELDOM = 600
"""Seconds after which a look that found nothing is written down, by one desk for all."""


class Jobs:
    """The lease saves work, it guards nothing: whatever is done twice is written once."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.owner = f"{platform.node() or 'here'} {os.getpid()} {os.urandom(3).hex()}"
        """This process, as other desks see it."""
        self._unwritten: dict[str, JobRun] = {}
        self._written_at: int | None = None
        self._failing: set[str] = set()
        self._one_at_a_time = Lock()

    def allow(self, actor: Actor) -> None:
        """Raise `NotAllowed` unless the actor may let the jobs run."""
        require(actor, "jobs.run", "run jobs")

    def lead(self) -> int | None:
        """The fence of the lease, taken or prolonged where need be; None while another holds it.

        Nothing is written while another leads, nor while one's own lasts for long enough.
        """
        with self._store.reading() as session:
            held, now = lease_of(session, TIME), self._now(session)
        if held is not None and now < held.until <= now + LASTS:
            if held.owner != self.owner:
                return None
            if held.until - now > LASTS // 2:
                return held.fence
        with self._store.writing() as session:
            return take_lease(session, TIME, self.owner, self._now(session))

    def release(self) -> None:
        """Let another desk lead at once, because this one is closed."""
        with suppress(DeskError):
            with self._store.reading() as session:
                held, now = lease_of(session, TIME), self._now(session)
            if held is not None and held.owner == self.owner and held.until > now:
                with self._store.writing() as session:
                    give_lease_back(session, TIME, self.owner)

    def leader(self) -> LeaseRow | None:
        """Who leads, or led last."""
        with self._store.reading() as session:
            return lease_of(session, TIME)

    def in_mind(self) -> tuple[JobRun, ...]:
        """How the jobs went in this process since that was last written down."""
        return tuple(self._unwritten.copy().values())

    def note(self, run: JobRun) -> None:
        """Tell how a run went: how much it did, or its error, and when the next one is.

        What did something or failed is written down. What found nothing to do is kept in mind and
        written seldom, by one desk for all: a desk where nothing happens writes nothing.
        """
        now = self._clock.real_now()
        ended = run._replace(owner=self.owner, done=run.done or None, error_at=now)
        if run.error is None:
            ended = ended._replace(last_run=now, error_at=None)
        with self._one_at_a_time:
            self._unwritten[run.name] = ended
            is_news = run.error is not None or ended.done or run.name in self._failing
            if is_news or self._is_time(now):
                self._write(now)

    def _write(self, now: int) -> None:
        unwritten, self._unwritten, self._written_at = self._unwritten, {}, now
        with self._store.writing() as session:
            ahead = seconds_ahead(session, now)
            for run in unwritten.values():
                keep_run(session, run.moved(ahead))
        self._failing |= {run.name for run in unwritten.values() if run.error is not None}
        self._failing -= {run.name for run in unwritten.values() if run.error is None}

    def _is_time(self, now: int) -> bool:
        """Whether nobody has written for long that the jobs are looked after."""
        if self._written_at is not None and abs(now - self._written_at) < SELDOM:
            return False
        with self._store.reading() as session:
            last = max((run.last_run or 0 for run in runs(session).values()), default=0)
            last -= seconds_ahead(session, now)
        self._written_at = last
        return abs(now - last) >= SELDOM

    def _now(self, session: Session) -> int:
        """The time of the store's machine: the same for every desk, whatever its own says."""
        real = self._clock.real_now()
        return real + seconds_ahead(session, real)
