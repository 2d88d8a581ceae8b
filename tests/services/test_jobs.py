"""The lease of whoever does the work of time, and how the jobs went."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import NotAllowed
from desk.models.jobs import LASTS
from desk.rows.jobs import JobRun
from desk.services.jobs import SELDOM
from tests.stores import Hire


@pytest.fixture
def other(desk: Desk, clock: FixedClock) -> Iterator[Desk]:
    """Another desk on the same store, with the same clock."""
    with closing(build(desk.settings, clock)) as made:
        yield made


def written(desk: Desk) -> tuple[object, ...]:
    with desk._store.reading() as session:
        return (
            tuple(session.sql("SELECT * FROM lease")),
            tuple(session.sql("SELECT * FROM job ORDER BY name")),
        )


def run_out(desk: Desk) -> None:
    """Let the lease run out, as time would."""
    with desk._store.writing() as session:
        session.sql(f"UPDATE lease SET until = until - {LASTS}")


def test_one_desk_leads(desk: Desk, other: Desk) -> None:
    assert desk.jobs.lead() == 1
    assert other.jobs.lead() is None
    assert desk.jobs.lead() == 1
    leader = other.jobs.leader()
    assert leader is not None
    assert (leader.owner, leader.fence) == (desk.jobs.owner, 1)


def test_another_takes_over_when_the_lease_has_run_out(desk: Desk, other: Desk) -> None:
    desk.jobs.lead()
    run_out(desk)
    assert other.jobs.lead() == 2
    assert desk.jobs.lead() is None
    run_out(desk)
    assert desk.jobs.lead() == 3


def test_another_takes_over_at_once_from_a_desk_that_is_closed(desk: Desk, other: Desk) -> None:
    desk.jobs.lead()
    other.jobs.release()
    assert other.jobs.lead() is None, "only one's own is given back"
    desk.jobs.release()
    assert other.jobs.lead() == 2


def test_to_lead_on_writes_nothing_while_the_lease_lasts(desk: Desk, other: Desk) -> None:
    desk.jobs.lead()
    before = written(desk)
    assert (desk.jobs.lead(), other.jobs.lead()) == (1, None)
    assert written(desk) == before


def test_a_lease_is_prolonged_before_it_runs_out(desk: Desk, other: Desk) -> None:
    desk.jobs.lead()
    with desk._store.writing() as session:
        session.sql(f"UPDATE lease SET until = until - {LASTS // 2 + 1}")
    before = other.jobs.leader()
    assert desk.jobs.lead() == 1
    after = other.jobs.leader()
    assert before is not None
    assert after is not None
    assert after.until > before.until


def test_a_lease_from_a_clock_that_was_put_back_stands_in_nobodys_way(
    desk: Desk, other: Desk
) -> None:
    desk.jobs.lead()
    with desk._store.writing() as session:
        session.sql("UPDATE lease SET until = until + 3600")
    assert other.jobs.lead() == 2


def test_what_a_job_did_is_written_down(desk: Desk, other: Desk, clock: FixedClock) -> None:
    desk.jobs.note(JobRun("tick", next_run=clock.at + 2, took_ms=7, done=3))
    desk.jobs.note(JobRun("tick", next_run=clock.at + 2, took_ms=1, done=0))
    (run,) = other.job_health.state().runs
    assert run == JobRun("tick", clock.at, clock.at + 2, 7, 3, "", None, desk.jobs.owner)


def test_what_went_wrong_is_written_down_until_it_goes_well(
    desk: Desk, other: Desk, clock: FixedClock
) -> None:
    desk.jobs.note(JobRun("deliver", error="No route to the host"))
    (run,) = other.job_health.state().runs
    assert run.fails
    check = other.job_health.check()
    assert not check.ok
    assert check.message == "deliver failed 0 s ago: No route to the host"
    clock.advance(3)
    desk.jobs.note(JobRun("deliver"))
    (run,) = other.job_health.state().runs
    assert (run.fails, run.error, run.last_run) == (False, "No route to the host", clock.at)
    assert other.job_health.check().ok


def test_an_idle_hour_writes_next_to_nothing(desk: Desk, other: Desk, clock: FixedClock) -> None:
    found = []
    for _ in range(3600 // 2):
        for each in (desk, other):
            each.jobs.note(JobRun("tick", next_run=clock.at + 2))
            each.jobs.note(JobRun("deliver", next_run=clock.at + 5))
        clock.advance(2)
        found.append(written(desk))
    changes = sum(before != after for before, after in zip(found, found[1:], strict=False))
    assert changes <= 3600 // SELDOM, "and none where the server's own clock has hardly moved"
    assert other.job_health.check().ok


def test_now_and_then_it_is_written_that_somebody_looks(
    desk: Desk, other: Desk, clock: FixedClock
) -> None:
    desk.jobs.note(JobRun("tick"))
    with desk._store.writing() as session:
        session.sql(f"UPDATE job SET last_run = last_run - {SELDOM}")
    clock.advance(SELDOM)
    before = written(desk)
    other.jobs.note(JobRun("tick"))
    after = written(desk)
    assert before != after
    desk.jobs.note(JobRun("tick"))
    assert written(desk) == after, "one desk does it for all"


def test_only_who_may_lets_the_jobs_run(desk: Desk, hire: Hire) -> None:
    desk.jobs.allow(hire("lea", role="teamLead"))
    with pytest.raises(NotAllowed, match="may not run jobs"):
        desk.jobs.allow(hire("ana"))
