"""A pass that is killed, or loses its store, at each of its steps: whoever goes on writes each
crossing once, with what follows from it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from tests.faults import ticker
from tests.faults.breaks import CUT, KILL, NOTHING
from tests.faults.dead import until_alone
from tests.faults.forks import Ended, Forks, forks
from tests.faults.test_time import END, Written, undisturbed, written
from tests.stores import NOW, Places, settings_for

PROBLEMS = 6
SAMPLED = 1 if os.environ.get("DESK_TEST_FAULTS") == "all" else 5
"""At each so manieth step a pass is broken, and after each transaction."""


def work_of_a_day(desk: Desk) -> None:
    """Some problems that a clock which never stops runs on, and contacts that wait."""
    me = desk.directory.actor()
    values = {"subject": "Dark", "impact": "high", "urgency": "high"}
    for _ in range(PROBLEMS):
        desk.do(me, "report", "problem", values)
    desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example")


@pytest.fixture(scope="module")
def passes() -> Iterator[Forks]:
    """Passes that break at a step."""
    with forks("tests.faults.ticker") as made:
        yield made


@pytest.fixture
def expected(places: Places) -> Iterator[Written]:
    """What one pass that nothing disturbs writes down."""
    url = places.filled(work_of_a_day)
    yield undisturbed(url)
    places.remove(url)


def test_a_pass_that_is_killed_at_any_step_is_finished_by_the_next(
    places: Places, passes: Forks, expected: Written
) -> None:
    broken_at_every_step(places, passes, expected, KILL)


def test_a_pass_that_loses_its_connection_at_any_step_is_finished_by_the_next(
    server_places: Places, passes: Forks
) -> None:
    url = server_places.filled(work_of_a_day)
    expected = undisturbed(url)
    server_places.remove(url)
    broken_at_every_step(server_places, passes, expected, CUT)


def broken_at_every_step(places: Places, passes: Forks, expected: Written, how: str) -> None:
    """Break a pass at its steps, each on a store of its own; let another pass go on and compare."""
    steps = broken(places, passes, NOTHING, 0, expected).said
    assert len(expected.crossings) > 30
    assert steps.count("kept") > 3, "there are transactions to be broken off between"
    at = [n for n, step in enumerate(steps, 1) if n % SAMPLED == 0 or step == "kept"]
    for number in at:
        ended = broken(places, passes, how, number, expected)
        if how == KILL:
            assert (ended.code, len(ended.said)) == (-signal.SIGKILL, number)
        else:
            assert ended.code in (0, ticker.TOLD), "\n".join(ended.said)
    sys.stdout.write(f"{how} {len(at)} of {len(steps)} steps, {steps.count('kept')} transactions\n")


def broken(places: Places, passes: Forks, how: str, number: int, expected: Written) -> Ended:
    """Break one pass at a step; fails where the next one leaves anything otherwise."""
    url = places.filled(work_of_a_day)
    ended = passes.run(url, how, number, END)
    with closing(build(settings_for(url), FixedClock(NOW))) as desk:
        until_alone(desk)
        desk.tick.run(END)
    assert written(url) == expected, (how, number, ended.said[-1:])
    places.remove(url)
    return ended
