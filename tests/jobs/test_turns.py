"""The turns of a job: it looks without writing, does what is due, and says how it went."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from threading import Event

import pytest

from desk.bootstrap import Desk, build
from desk.clock import Clock, FixedClock
from desk.errors import StoreLocked
from desk.jobs.timetable import TIMETABLE, Did, Job
from desk.jobs.turns import Told, Turns
from desk.models.jobs import LASTS
from desk.models.store import Session, Store
from desk.rules.permissions import Actor
from desk.services.jobs import SELDOM


class Work:
    """A job with so many things due since an instant, of which it does two at a time."""

    def __init__(self, left: int, at: int | None) -> None:
        self.left = left
        self.at = at
        self.fault: Exception | None = None
        self.done: list[int] = []

    def run(self, _: Desk) -> Did:
        if self.fault is not None:
            raise self.fault
        count = min(2, self.left)
        self.left -= count
        self.done.append(count)
        if not self.left:
            self.at = None
        return Did(count, lines=(f"{count} things",) if count else ())

    def job(self) -> Job:
        return Job("tick", 2.0, self.run, lambda _: self.at, True, "time", "works")


class Ear:
    """What is told of the jobs."""

    def __init__(self) -> None:
        self.did: list[Did] = []
        self.failed: list[str] = []

    def told(self) -> Told:
        return Told(
            lambda _, did: self.did.append(did),
            lambda job, error: self.failed.append(f"{job}: {error}"),
        )


@pytest.fixture
def other(desk: Desk, clock: FixedClock) -> Iterator[Desk]:
    """Another desk on the same store."""
    with closing(build(desk.settings, clock)) as made:
        yield made


@pytest.fixture
def ear() -> Ear:
    """Hears what the jobs tell."""
    return Ear()


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An entry for each transaction that may write, of any desk."""
    found: list[str] = []
    writing: Callable[..., AbstractContextManager[Session]] = Store.writing

    def counted(store: Store, *, dry_run: bool = False) -> AbstractContextManager[Session]:
        found.append(store.location.engine)
        return writing(store, dry_run=dry_run)

    monkeypatch.setattr(Store, "writing", counted)
    return found


def turns_of(desk: Desk, work: Work, ear: Ear) -> Turns:
    return Turns(desk, work.job(), ear.told(), Event())


def test_an_idle_hour_opens_next_to_no_transaction_that_may_write(
    desk: Desk, me: Actor, clock: FixedClock, ear: Ear, writes: list[str]
) -> None:
    ref = desk.do(me, "report", "problem", {"subject": "Dark", "impact": "low"}).ref
    desk.do(me, "claim", ref, {})
    turns = [Turns(desk, job, ear.told(), Event()) for job in TIMETABLE]
    _all(turns)
    writes.clear()
    due = desk.tick.next_at()
    assert due is not None
    assert due > clock.now() + 3600
    for _ in range(3600 // 2):
        _all(turns)
        clock.advance(2)
    assert len(writes) <= 3600 // SELDOM
    assert (ear.did, ear.failed) == ([], [])


def test_what_is_due_is_done_at_once_to_its_end_and_told_together(
    desk: Desk, clock: FixedClock, ear: Ear
) -> None:
    work = Work(5, clock.now())
    turns = turns_of(desk, work, ear)
    waits = []
    for _ in range(3):
        turns.take()
        waits.append(turns.wait)
    assert work.done == [2, 2, 1]
    assert waits == [0, 0, 2]
    (did,) = ear.did
    assert (did.count, did.is_first) == (5, True)
    (run,) = desk.job_health.state().runs
    assert (run.done, run.fails) == (1, False)


def test_only_the_first_pass_is_told_as_the_first(desk: Desk, clock: FixedClock, ear: Ear) -> None:
    work = Work(1, clock.now() + 60)
    turns = turns_of(desk, work, ear)
    turns.take()
    clock.advance(60)
    turns.take()
    assert [(did.count, did.is_first) for did in ear.did] == [(1, False)]


def test_one_desk_does_it_until_it_is_gone(
    desk: Desk, other: Desk, clock: FixedClock, ear: Ear
) -> None:
    first, second = Work(4, clock.now()), Work(4, clock.now())
    turns_of(desk, first, ear).take()
    waiting = turns_of(other, second, ear)
    waiting.take()
    assert (first.done, second.done, waiting.wait) == ([2], [], 2)
    with desk._store.writing() as session:
        session.sql(f"UPDATE lease SET until = until - {LASTS}")
    waiting.take()
    assert second.done == [2]


@pytest.mark.parametrize(("ahead", "wait"), [(1, 1.0), (0, 2.0), (30, 2.0)])
def test_the_next_look_is_when_something_is_due_and_never_late(
    desk: Desk, clock: FixedClock, ear: Ear, ahead: int, wait: float
) -> None:
    turns = turns_of(desk, Work(0, clock.now() + ahead), ear)
    turns.take()
    assert turns.wait == wait


def test_a_fast_clock_brings_no_storm(desk: Desk, ear: Ear) -> None:
    fast = Clock(desk.clock.now(), 10_000.0)
    with closing(build(desk.settings, fast)) as hurried:
        turns = turns_of(hurried, Work(0, fast.now() + 100), ear)
        turns.take()
        assert 0.2 <= turns.wait <= turns.usual == 1.0


def test_a_failure_is_told_once_and_tried_again_in_ever_longer_whiles(
    desk: Desk, clock: FixedClock, ear: Ear
) -> None:
    work = Work(2, clock.now())
    work.fault = StoreLocked("Somebody else writes")
    turns = turns_of(desk, work, ear)
    waits = []
    for _ in range(5):
        with pytest.raises(StoreLocked):
            turns.take()
        turns.failed(work.fault)
        waits.append(turns.wait)
    assert waits == [4, 8, 15, 15, 15]
    assert ear.failed == ["tick: Somebody else writes"]
    assert not desk.job_health.check().ok
    work.fault = None
    clock.advance(1)
    turns.take()
    assert (work.left, turns.wait) == (0, 2)
    assert desk.job_health.check().ok


def test_a_job_of_a_store_that_takes_nothing_rests(desk: Desk, clock: FixedClock, ear: Ear) -> None:
    work = Work(2, clock.now())
    desk._store.barred = StoreLocked("Read only")
    turns_of(desk, work, ear).take()
    assert work.done == []


def _all(turns: list[Turns]) -> None:
    for each in turns:
        each.take()
