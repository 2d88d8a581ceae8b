"""Senders that are killed or lose their store at each step, on both engines: nothing is lost, and
what comes twice comes under the same name, in the one window that cannot be closed."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.services.sending import CLAIM_SECONDS
from tests.certificates import Authority
from tests.faults.breaks import CUT, KILL
from tests.faults.dead import until_alone
from tests.faults.forks import Forks, forks
from tests.faults.letters import LETTERS, Case, Counted, counted, note, server, settle, until
from tests.faults.sender import TOLD
from tests.sink import Sink
from tests.stores import NOW, Fill, Places

MOST_STEPS = 200 if os.environ.get("DESK_TEST_FAULTS") == "all" else 22
"""At so many of its steps a sender is broken: those of two letters, since the third is no other."""


class Matrix:
    """Stores that are alike, each sent by a sender that breaks at another step."""

    def __init__(self, places: Places, laid: Fill, sink: Sink, ca: Path) -> None:
        self._places = places
        self._sink = sink
        self._ca = ca

        def fill(desk: Desk) -> None:
            laid(desk)
            settle(desk, sink.port, ca)

        self._fill = fill

    def broken(self, senders: Forks, how: str, *codes: int) -> dict[int, tuple[str, Counted]]:
        """What became of the letters for each step, with the step's name."""
        found: dict[int, tuple[str, Counted]] = {}
        for last in range(1, MOST_STEPS + 1):
            self._sink.taken.clear()
            url = self._places.filled(self._fill)
            ended = senders.run(url, how, last)
            steps = [line for line in ended.said if not line.startswith("told: ")]
            if len(steps) >= last:
                assert ended.code in codes, "\n".join(ended.said)
                found[last] = steps[last - 1], self._finished(url)
                note(f"{how} {last:3} {steps[last - 1]:11}", found[last][1])
            self._places.remove(url)
            if len(steps) < last:
                break
        assert len(found) > 15
        return found

    def _finished(self, url: str) -> Counted:
        """What became of letters after the claim of a broken sender was over."""
        until(lambda: self._sink.is_settled)
        case = Case(url, self._sink, FixedClock(NOW + 1000), self._ca)
        with closing(case.open()) as desk:
            until_alone(desk)
            with desk._store.writing() as session:  # as time would
                session.sql(f"UPDATE outbox SET sending_until = sending_until - {CLAIM_SECONDS}")
            return counted(case, desk)


@pytest.fixture
def matrix(places: Places, laid: Fill, authority: Authority) -> Iterator[Matrix]:
    """Stores of an engine for senders that break, with a server for all."""
    with server(authority) as sink:
        yield Matrix(places, laid, sink, authority.ca)


@pytest.fixture(scope="module")
def senders(laid: Fill) -> Iterator[Forks]:
    """Senders that break at a step; the password is in the environment by now."""
    with forks("tests.faults.sender") as made:
        yield made


def test_a_sender_that_is_killed_at_any_step_loses_nothing(matrix: Matrix, senders: Forks) -> None:
    """Between the text and the mark in the store it may come twice; at no other step."""
    steps = matrix.broken(senders, KILL, -signal.SIGKILL)
    for last, (name, found) in steps.items():
        assert (found.lost, found.delivered) == (0, LETTERS), (last, name)
        assert found.copies <= 2, (last, name)
        if found.twice:
            assert name in ("taken", "to keep"), (last, name)
    assert sum(found.twice for _, found in steps.values()) <= 2 * LETTERS


def test_a_sender_that_loses_its_connection_at_any_step_sends_each_once(
    server_places: Places, laid: Fill, authority: Authority, senders: Forks
) -> None:
    """What came of a try is written down on a new connection, so nothing comes twice at all."""
    with server(authority) as sink:
        matrix = Matrix(server_places, laid, sink, authority.ca)
        steps = matrix.broken(senders, CUT, 0, TOLD)
    for last, (name, found) in steps.items():
        assert (found.lost, found.delivered, found.twice) == (0, LETTERS, 0), (last, name)
