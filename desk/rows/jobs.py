"""How the jobs are: what the desk does by itself, who does it, and how it went."""

from typing import NamedTuple


class LeaseRow(NamedTuple):
    """Who does the work of time."""

    owner: str
    fence: int
    """Grows with each change of owner."""
    until: int
    """In the time of the store's machine, as every instant here."""


class JobRun(NamedTuple):
    """How a job went last; None where nothing is known."""

    name: str
    last_run: int | None = None
    """When it last came to its end."""
    next_run: int | None = None
    took_ms: int | None = None
    done: int | None = None
    """How much it did when it last did anything."""
    error: str | None = None
    """Why it failed when it last did."""
    error_at: int | None = None
    owner: str | None = None
    """The process that ran it."""

    @property
    def fails(self) -> bool:
        """Whether it failed and has not come to its end since."""
        return self.error_at is not None and self.error_at > (self.last_run or 0)

    def moved(self, by: int) -> "JobRun":
        """The same in the time of a clock that is so many seconds ahead."""
        last, next_, failed = (
            None if at is None else at + by for at in (self.last_run, self.next_run, self.error_at)
        )
        return self._replace(last_run=last, next_run=next_, error_at=failed)


class JobsRow(NamedTuple):
    """The jobs together."""

    now: int
    runs: tuple[JobRun, ...]
    leader: str
    """The process that leads, or led last; empty when none ever did."""
    leads: bool
    """Whether it still does."""
    waits_since: int | None
    """Since when the earliest crossing or alarm waits to be written down."""

    def with_newer(self, runs: tuple[JobRun, ...]) -> "JobsRow":
        """The same with runs that one process has in mind and has not written down."""
        known = {run.name: run for run in self.runs}
        for run in runs:
            before = known.get(run.name, JobRun(run.name))
            if (run.last_run or 0) > (before.last_run or 0):
                told = {name: value for name, value in run._asdict().items() if value is not None}
                known[run.name] = before._replace(**told)
        return self._replace(runs=tuple(known.values()))
