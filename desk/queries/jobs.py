"""How the jobs are: what is waiting, who does it, what went wrong."""

from desk.clock import Clock
from desk.models.jobs import LASTS, lease_of, runs
from desk.models.server_time import seconds_ahead
from desk.models.store import Session, Store
from desk.queries.clause import Clause, ask
from desk.rows.health import CheckRow
from desk.rows.jobs import JobRun, JobsRow
from desk.rules.times import ago, span

_LEASE = "time"
_LATE = 600
"""Seconds after which what waits to be written down should have been."""

_FIRST = (
    "SELECT min(at) FROM (SELECT min(next_at) AS at FROM clock WHERE next_at > 0"
    " UNION ALL SELECT min(at) FROM alarm) AS instants"
)
"""What came from a file and was never looked at has 0: nobody knows since when it waits."""


class JobHealth:
    """What `desk doctor` and the desk itself tell of the jobs."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def state(self) -> JobsRow:
        """The jobs as they are, in the time of this machine."""
        real, now = self._clock.real_now(), self._clock.now()
        with self._store.reading() as session:
            ahead = seconds_ahead(session, real)
            found = [run.moved(-ahead) for run in runs(session).values()]
            lease, first = lease_of(session, _LEASE), _first(session)
        until = lease.until - ahead if lease else 0
        return JobsRow(
            now=real,
            runs=tuple(sorted(found)),
            leader=lease.owner if lease else "",
            leads=real < until <= real + LASTS,
            waits_since=first if first is not None and first <= now else None,
        )

    def check(self) -> CheckRow:
        """Whether somebody does what time demands."""
        row = self.state()
        failing = [run for run in row.runs if run.fails]
        if failing:
            return _failed(failing, row.now)
        waits = 0 if row.waits_since is None else self._clock.now() - row.waits_since
        if waits > _LATE and not row.leads:
            return _waiting(row, waits)
        last = max((run.last_run or 0 for run in row.runs), default=0)
        if not last:
            return CheckRow("jobs", True, 0, "No desk has kept time here yet", _START)
        message = f"{len(row.runs)} jobs ran {ago(max(0, row.now - last))}, none failed"
        return CheckRow("jobs", True, len(row.runs), message, "")


_START = "Leave one open, or let it run without a screen: desk work"


def _first(session: Session) -> int | None:
    ((first,),) = ask(session, Clause(_FIRST))
    return None if first is None else int(first)


def _failed(failing: list[JobRun], now: int) -> CheckRow:
    told = "; ".join(
        f"{run.name} failed {ago(max(0, now - (run.error_at or 0)))}: {run.error}"
        for run in failing
    )
    return CheckRow(
        "jobs", False, len(failing), told, "It is tried again by itself as long as a desk is open."
    )


def _waiting(row: JobsRow, seconds: int) -> CheckRow:
    """What waits where no job ever ran is a new store's: its first desk writes it down."""
    message = f"Crossings have waited for {span(seconds)} and no desk keeps time"
    return CheckRow("jobs", not row.runs, 1, message, _START)
