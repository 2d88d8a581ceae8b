"""A hook that does not hear is tried again and given up aloud; it is called nowhere else."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import NotAllowed, NotFound, WrongState
from desk.rules.instants import DAY
from desk.rules.permissions import Actor
from tests.receivers import SECRET, Receiver, Say, is_signed, receiving
from tests.services.hooks import hook, log, rows, serve, settle
from tests.stores import Hire


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver of events, whose secret the desk finds."""
    monkeypatch.setenv("HOOK_KEY", SECRET)
    with receiving() as made:
        yield made


def test_a_receiver_that_is_away_for_an_hour_hears_everything_afterwards(
    desk: Desk, me: Actor, clock: FixedClock, receiver: Receiver
) -> None:
    settle(desk, crm=hook(receiver))
    receiver.answer = lambda _: Say(500, "not now")
    for _ in range(20):
        log(desk, me)
        serve(desk)
        clock.advance(180)
    tried = len(receiver.came)
    assert 3 < tried < 60, "left alone for longer and longer, not tried for each event"
    (row,) = desk.hook_list.rows(me)
    assert (row.waiting, row.delivered) == (20, 0)
    assert row.last_answer == "500 Internal Server Error: not now"
    receiver.came.clear()
    receiver.answer = lambda _: Say()
    for _ in range(30):
        serve(desk)
        clock.advance(180)
    wanted = [row.id for row in desk.events.after(me, 0).rows]
    assert sorted(receiver.events) == sorted(wanted)
    assert {state for state, *_ in rows(desk)} == {"completed"}


def test_what_does_not_arrive_is_given_up_aloud_once_and_can_be_tried_again(
    desk: Desk, me: Actor, clock: FixedClock, receiver: Receiver
) -> None:
    settle(desk, crm=hook(receiver))
    receiver.answer = lambda _: Say(404)
    log(desk, me)
    log(desk, me)
    for _ in range(80):
        serve(desk)
        clock.advance(3600)
    assert {row[0] for row in rows(desk)} == {"failed"}
    (row,) = desk.hook_list.rows(me)
    assert (row.waiting, row.failed) == (0, 2)
    (news,) = [row for row in desk.alerts.page(me).rows if row.why == "undelivered"]
    assert "The hook crm does not hear" in news.text
    receiver.answer = lambda _: Say()
    receiver.came.clear()
    assert desk.do(me, "retry", "N-1", {}).state == "initial"
    assert serve(desk) == 2  # it, and the event that it was tried again
    done = desk.do(me, "retry", "hook", {"name": "crm"})
    assert done.effects == ("1 event to be tried again.",)
    assert serve(desk) == 1
    ids = {row.id for row in desk.events.after(me, 0).rows}
    assert {*receiver.events} == ids
    with pytest.raises(WrongState, match="Nothing failed"):
        desk.relay.retry(me, "crm")


def test_a_receiver_that_is_gone_for_good_is_not_asked_again(
    desk: Desk, me: Actor, clock: FixedClock, receiver: Receiver
) -> None:
    settle(desk, crm=hook(receiver))
    receiver.answer = lambda _: Say(410)
    log(desk, me)
    serve(desk)
    clock.advance(DAY)
    serve(desk)
    assert len(receiver.came) == 1
    ((state, tries, said),) = rows(desk)
    assert (state, tries) == ("failed", 1)
    assert "gone for good" in said


def test_nothing_leaves_for_what_is_not_allowed(desk: Desk, me: Actor, receiver: Receiver) -> None:
    settle(desk, crm=hook(receiver, private_targets=False))
    log(desk, me)
    assert serve(desk) == 0
    assert receiver.came == []
    ((state, _, said),) = rows(desk)
    assert state == "failed"
    assert "127.0.0.1 is not called: 127.0.0.1 is on this machine" in said


def test_a_sender_that_is_killed_before_it_writes_sends_the_same_again(
    desk: Desk, me: Actor, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one window that cannot be closed: at most one more, known by its id."""
    settle(desk, crm=hook(receiver))
    log(desk, me)
    desk.relay.run()

    class Killed(BaseException):
        """Ends a process."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("desk.services.sending.Deliveries.delivered", killed)
        with pytest.raises(Killed):
            desk.sending.run()
    assert len(receiver.came) == 1
    assert desk.sending.run() == 0
    with desk._store.writing() as session:  # as time would
        session.sql("UPDATE outbox SET sending_until = 1")
    assert desk.sending.run() == 1
    first, second = receiver.came
    assert first.headers["Desk-Event"] == second.headers["Desk-Event"]
    assert first.body == second.body


def test_a_hook_is_tried_with_an_event_that_tells_nothing(
    desk: Desk, me: Actor, hire: Hire, receiver: Receiver
) -> None:
    settle(desk, crm=hook(receiver), bare={"url": receiver.url})
    done = desk.do(me, "test", "hook", {"name": "crm"})
    assert serve(desk) == 1
    (came,) = receiver.came
    assert is_signed(came)
    assert (came.told["type"], came.told["ref"], came.told["actor"]) == ("hook.test", None, me.name)
    assert came.headers["Desk-Event"] == came.told["id"]
    assert done.ref == "N-1"
    with pytest.raises(NotFound, match="There is no hook 'gone'"):
        desk.relay.test(me, "gone")
    with pytest.raises(WrongState, match="it has no secret"):
        desk.relay.test(me, "bare")
    ana = hire("ana")
    for refused in (desk.relay.test, desk.relay.retry):
        with pytest.raises(NotAllowed):
            refused(ana, "crm")
    with pytest.raises(NotAllowed):
        desk.hook_list.rows(ana)


def test_a_training_store_calls_nobody_outside(desk: Desk, me: Actor, receiver: Receiver) -> None:
    desk.store_settings.change(me, "training", "true")
    settle(desk, here=hook(receiver), far={"url": "http://198.51.100.9/", "secret": "env:HOOK_KEY"})
    log(desk, me)
    serve(desk)
    assert len(receiver.came) == 1
    assert sorted(state for state, *_ in rows(desk)) == ["completed", "held"]
