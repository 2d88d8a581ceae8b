"""Who sends a message has it alone: claimed for a while, prolonged, taken over, sent but once."""

from collections.abc import Iterator
from threading import Event

import pytest

from desk.bootstrap import Desk, build
from desk.bootstrap.renewing import Renewed
from desk.channels import smtp_line
from desk.channels.base import Answer, Letter
from desk.channels.smtp import SmtpChannel
from desk.channels.smtp_line import Line
from desk.clock import FixedClock
from desk.errors import StoreLocked
from desk.models.sending import Claimed
from desk.models.store import Store
from desk.rules.permissions import Actor
from desk.services.sending import CLAIM_SECONDS, Deliveries
from tests.services.invariants import broken
from tests.services.outgoing import REF, outbox
from tests.sink import Sink


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture(autouse=True)
def _logged(desk: Desk, me: Actor) -> None:
    """A mail that came in."""
    assert desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref == REF


def test_a_sender_that_is_gone_is_taken_over_under_the_same_name(
    desk: Desk,
    me: Actor,
    clock: FixedClock,
    open_way: Sink,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it had sent before it was gone comes a second time, and only that."""
    desk.interactions.reply(me, REF, "Hello")
    clock.advance(10)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "writing", _gone_after(Store.writing, 1))
        with pytest.raises(KeyboardInterrupt):
            desk.sending.run()
    assert outbox(desk) == [("inProgress",)]
    assert len(open_way.taken) == 1
    clock.advance(30)
    assert desk.sending.run() == 0
    with desk._store.writing() as session:  # as time would
        session.sql(f"UPDATE outbox SET sending_until = sending_until - {CLAIM_SECONDS}")
    assert desk.sending.run() == 1
    assert outbox(desk) == [("completed",)]
    assert len(open_way.ids) == 2
    assert len(set(open_way.ids)) == 1


def test_a_try_that_takes_long_keeps_its_claim(
    desk: Desk,
    me: Actor,
    clock: FixedClock,
    open_way: Sink,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.interactions.reply(me, REF, "Hello")
    clock.advance(10)
    prolonged = Event()
    renew = Deliveries.renew

    def renewed(self: Deliveries, message: Claimed, sender: str) -> bool:
        is_mine = renew(self, message, sender)
        prolonged.set()
        return is_mine

    def slow(self: SmtpChannel, letter: Letter) -> Answer:
        with desk._store.writing() as session:  # as if the time of the claim were over
            session.sql("UPDATE outbox SET sending_until = 1")
        assert prolonged.wait(10)
        assert desk.sending.run() == 0, "it is being sent"
        return Answer("delivered", "in the end")

    monkeypatch.setattr(Renewed.__init__, "__defaults__", (0.01,))
    monkeypatch.setattr(Deliveries, "renew", renewed)
    monkeypatch.setattr(SmtpChannel, "send", slow)
    assert desk.sending.run() == 1
    assert outbox(desk, "state", "last_answer") == [("completed", "in the end")]


def test_a_claim_from_a_clock_that_was_put_back_does_not_last(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    desk.interactions.reply(me, REF, "Hello")
    clock.advance(10)
    with desk._store.writing() as session:
        claimed = "state = 'inProgress', sender = 'gone', message_id = '<a@b>'"
        session.sql(f"UPDATE outbox SET {claimed}, sending_until = 9000000000")
    assert desk.sending.run() == 1


def _gone_after(writing: object, good: int) -> object:
    """Writing that works so often; then the process is gone."""
    left = [good]

    def gone(store: Store, *, dry_run: bool = False) -> object:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return writing(store, dry_run=dry_run)  # type: ignore[operator]

    return gone


def test_a_locked_store_is_no_reason_to_send_twice(
    desk: Desk,
    me: Actor,
    clock: FixedClock,
    open_way: Sink,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.interactions.reply(me, REF, "Hello")
    clock.advance(10)
    calls = []
    writing = Store.writing

    def busy(store: Store, *, dry_run: bool = False) -> object:
        calls.append(len(open_way.taken) + 1)
        if calls.count(2) in (1, 2) and calls[-1] == 2:
            raise StoreLocked("The store is locked", "Wait.")
        return writing(store, dry_run=dry_run)

    monkeypatch.setattr(Store, "writing", busy)
    assert desk.sending.run() == 1
    assert (calls[:4], len(open_way.taken)) == ([1, 2, 2, 2], 1)


def test_many_senders_send_each_once(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for number in range(20):
        desk.interactions.reply(me, REF, f"Answer {number}")
    clock.advance(10)
    others = [build(desk.settings, clock) for _ in range(3)]
    with ThreadPoolExecutor(4) as pool:
        sent = [*pool.map(lambda each: each.sending.run(), [desk, *others])]
    for each in others:
        each.close()
    assert sum(sent) == 20
    assert len(set(open_way.ids)) == len(open_way.ids) == 20


def test_nobody_waits_for_a_network(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No transaction is open while a name is looked up, a secret fetched, a server spoken to."""
    seen: list[str] = []

    def watched(where: object, name: str) -> None:
        do = getattr(where, name)

        def done(*given: object, **named: object) -> object:
            assert not desk._store._database.in_transaction()
            seen.append(name)
            return do(*given, **named)

        monkeypatch.setattr(where, name, done)

    watched(smtp_line, "places_of")
    watched(Line, "ask")
    watched(Line, "hand_over")
    desk.interactions.reply(me, REF, "Hello")
    clock.advance(10)
    assert desk.sending.run() == 1
    assert {*seen} == {"places_of", "ask", "hand_over"}
