"""Clocks that jump: what came about while nobody looked is written down once, with its times."""

from threading import Event

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.jobs.timetable import TIMETABLE, Did
from desk.jobs.turns import Told, Turns
from desk.rules.permissions import Actor
from tests.stores import NOW

WEEKEND = 62 * 3600


@pytest.fixture
def passes() -> list[Did]:
    """What was told of each pass."""
    return []


@pytest.fixture
def tick(desk: Desk, me: Actor, passes: list[Did]) -> Turns:
    """The tick of a desk with a problem that a clock which never stops runs on."""
    values = {"subject": "Dark", "impact": "high", "urgency": "high"}
    desk.do(me, "claim", desk.do(me, "report", "problem", values).ref, {})
    job = next(job for job in TIMETABLE if job.name == "tick")
    told = Told(lambda _, did: passes.append(did), lambda _, error: pytest.fail(str(error)))
    return Turns(desk, job, told, Event())


def test_after_a_weekend_there_is_one_pass_with_true_times(
    clock: FixedClock, tick: Turns, passes: list[Did]
) -> None:
    clock.advance(WEEKEND)
    for _ in range(3):
        tick.take()
    (did,) = passes
    assert did.is_first
    resolution = [(row.threshold, row.at - NOW) for row in did.ticked if row.clock == "resolution"]
    assert resolution == [
        (percent, 4 * 3600 * percent // 100) for percent in (50, 75, 90, 100, 125, 150)
    ]


def test_a_clock_that_is_put_back_unwrites_nothing_and_doubles_nothing(
    desk: Desk, clock: FixedClock, tick: Turns, passes: list[Did]
) -> None:
    clock.advance(3 * 3600)
    tick.take()
    before = _written(desk)
    assert before
    clock.advance(-3600)
    tick.take()
    clock.advance(3600)
    tick.take()
    assert _written(desk) == before
    assert len(passes) == 1


def _written(desk: Desk) -> list[tuple[object, ...]]:
    with desk._store.reading() as session:
        return session.sql("SELECT item, clock, generation, threshold, at, seq FROM crossing")
