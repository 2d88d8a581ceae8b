"""Another desk's change is heard within a second, and none is left out."""

import threading
import time
from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.models.store import Store
from desk.queries.pulse import Pulse
from desk.rules.permissions import Actor
from tests.stores import settings_for


@pytest.fixture
def other(desk: Desk) -> Iterator[Desk]:
    """A second desk on the same store."""
    made = build(settings_for(desk._store.location.target), desk.clock)
    yield made
    made.close()


@pytest.fixture
def pulse(desk: Desk) -> Iterator[Pulse]:
    """What the first desk hears from here on."""
    made = Pulse(desk._store)
    yield made
    made.stop()


def _later(work: object, seconds: float = 0.1) -> threading.Thread:
    def run() -> None:
        time.sleep(seconds)
        work()  # type: ignore[operator]

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_change_of_another_desk_is_heard(pulse: Pulse, other: Desk, me: Actor) -> None:
    ref = other.interactions.log(me, "inbound", "email", "x").ref
    id_ = other.work.find(me, ref).id
    assert pulse.wait(1) == (id_,)
    assert pulse.wait(0.05) is None
    begin = time.monotonic()
    thread = _later(lambda: other.interactions.claim(me, ref))
    assert pulse.wait(5) == (id_,)
    assert time.monotonic() - begin < 1.1
    assert pulse.wait(0.05) is None
    thread.join()


def test_every_change_is_told_once(pulse: Pulse, desk: Desk, other: Desk, me: Actor) -> None:
    for number in range(5):
        other.interactions.log(me, "inbound", "email", f"x{number}")
    desk.people.add(me, "ben")
    assert pulse.wait(1) == (1, 2, 3, 4, 5)
    assert pulse.wait(0.05) is None
    desk.people.add(me, "mia")
    assert pulse.wait(1) == ()
    desk.interactions.claim(me, "I-3")
    desk.interactions.note(me, "I-3", "x")
    assert pulse.wait(1) == (3,)


def test_what_is_not_kept_is_not_heard(pulse: Pulse, other: Desk, me: Actor) -> None:
    other.interactions.log(me, "inbound", "email", "x", dry_run=True)
    assert pulse.wait(0.3) is None


def test_a_stopped_pulse_lets_its_thread_go(pulse: Pulse) -> None:
    thread = _later(pulse.stop)
    begin = time.monotonic()
    assert pulse.wait(30) is None
    assert time.monotonic() - begin < 3
    thread.join()


@pytest.mark.parametrize("places", ["postgresql"], indirect=True, scope="session")
def test_a_slow_transaction_holds_back_but_loses_nothing(
    pulse: Pulse, desk: Desk, other: Desk, me: Actor
) -> None:
    """Numbers commit out of order: what a slower transaction wrote earlier still comes."""
    wrote, may_end = threading.Event(), threading.Event()

    def slow(store: Store) -> None:
        with store.writing() as session:
            session.sql(
                "INSERT INTO journal (at, action, kind, object, visibility)"
                " VALUES (0, 'log', 'interaction', 77, 'internal')"
            )
            wrote.set()
            may_end.wait(10)

    thread = threading.Thread(target=slow, args=(other._store,))
    thread.start()
    assert wrote.wait(10)
    desk.interactions.log(me, "inbound", "email", "x")
    assert pulse.wait(0.6) is None
    may_end.set()
    thread.join()
    assert pulse.wait(2) == (77, 1)
