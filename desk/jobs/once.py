"""A job without its timetable: run until nothing of it is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.jobs.timetable import NEVER_SEEN, Did, Job

if TYPE_CHECKING:
    from desk.bootstrap import Desk

_ROUNDS = 10_000
"""After so many there is a fault, or somebody makes work faster than it is done."""


def through(desk: Desk, job: Job) -> Did:
    """Run a job again and again until it has nothing to do; all that it did."""
    did = Did()
    for _ in range(_ROUNDS):
        more = job.run(desk)
        did = did.and_then(more)
        if not more.count and not is_behind(desk, job):
            break
    return did


def is_behind(desk: Desk, job: Job) -> bool:
    """Whether there is something that was never looked at, and of which nothing may come."""
    return job.next_at is not None and job.next_at(desk) == NEVER_SEEN
