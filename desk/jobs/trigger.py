"""When a job is run: after a while the first time, then again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from desk.jobs.library import BaseTrigger


class In(BaseTrigger):  # type: ignore[misc]  # the library has no types
    """The first time in so many seconds, then every so many; what was missed is not made up for."""

    def __init__(self, first: float, every: float) -> None:
        self._first = timedelta(seconds=first)
        self._every = timedelta(seconds=every)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When it is run next."""
        return now + (self._first if previous_fire_time is None else self._every)
