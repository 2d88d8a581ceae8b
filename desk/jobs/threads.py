"""A thread of its own for what may keep other jobs waiting."""

from __future__ import annotations

from datetime import datetime
from queue import SimpleQueue
from threading import Thread
from typing import Any

from desk.jobs.library import BaseExecutor, run_job

_Submitted = tuple[Any, list[datetime]]


class OwnThread(BaseExecutor):  # type: ignore[misc]  # the library has no types
    """Runs one job after the other; nobody who leaves waits for the last one's end."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._submitted: SimpleQueue[_Submitted | None] = SimpleQueue()
        self.thread = Thread(target=self._run, name=f"desk-{name}", daemon=True)

    def start(self, scheduler: Any, alias: str) -> None:
        """Begin to take jobs."""
        super().start(scheduler, alias)
        self.thread.start()

    def shutdown(self, wait: bool = True) -> None:
        """Take no more jobs."""
        self._submitted.put(None)
        if wait:
            self.thread.join()

    def _do_submit_job(self, job: Any, run_times: list[datetime]) -> None:
        self._submitted.put((job, run_times))

    def _run(self) -> None:
        while (submitted := self._submitted.get()) is not None:
            job, run_times = submitted
            events = run_job(job, job._jobstore_alias, run_times, self._logger.name)
            self._run_job_success(job.id, events)
