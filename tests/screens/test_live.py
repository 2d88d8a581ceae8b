"""The thread that hears what other desks change: nothing is missed before it runs."""

from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.live import Listener

_PATIENCE = 15.0
Told = SimpleQueue[object]


@pytest.fixture
def told() -> Told:
    """What the listener told, one after the other."""
    return SimpleQueue()


@pytest.fixture
def listener(local: Desk, told: Told) -> Iterator[Listener]:
    """A listener that has not started."""
    made = Listener(local, told.put, told.put, lambda: told.put("moved"))
    yield made
    made.stop()


def _told(told: Told) -> object:
    return told.get(timeout=_PATIENCE)


def test_what_changes_before_the_thread_starts_is_heard(
    local: Desk, ana: Actor, ref: str, listener: Listener, told: Told
) -> None:
    row = local.work.find(ana, ref)
    listener.begin()
    local.do(ana, "note", ref, {"text": "Called back"})
    listener.start()
    assert [_told(told), _told(told)] == ["moved", (row.id,)]


def test_who_began_in_time_need_not_read_again(
    local: Desk, ana: Actor, ref: str, listener: Listener, told: Told
) -> None:
    row = local.work.find(ana, ref)
    listener.begin()
    listener.start()
    assert _told(told) == "moved"
    local.do(ana, "note", ref, {"text": "Called back"})
    assert _told(told) == (row.id,)


def test_who_did_not_is_told_to_read_anew(ref: str, listener: Listener, told: Told) -> None:
    listener.start()
    assert _told(told) == ()
