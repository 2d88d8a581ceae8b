"""Hooks hear of every event from when they were settled: signed, again until they have it."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import NotAllowed, NotFound, WrongState
from desk.models.outbox import Outbox
from desk.models.terms import put_table
from desk.rules.instants import DAY
from desk.rules.permissions import Actor
from tests.receivers import SECRET, Receiver, Say, is_signed, receiving
from tests.stores import Hire, settings_for

INTERNAL = "MARKER-nobody-outside-reads-this"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the desk finds the secret."""
    monkeypatch.setenv("HOOK_KEY", SECRET)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of events."""
    with receiving() as made:
        yield made


def settle(desk: Desk, **hooks: dict[str, object]) -> None:
    """Settle hooks, and let them begin at the present end of the feed."""
    with desk._store.writing() as session:
        put_table(session, "hook", hooks)
    desk.relay.run()


def hook(receiver: Receiver, **more: object) -> dict[str, object]:
    """What is settled for a hook at a receiver on this machine."""
    return {"url": receiver.url, "secret": "env:HOOK_KEY", "private_targets": True, **more}


def log(desk: Desk, actor: Actor, **more: str) -> str:
    """A contact that was logged."""
    return desk.interactions.log(actor, "inbound", "email", "Bill", **more).ref  # type: ignore[arg-type]


def serve(desk: Desk) -> int:
    """Lay out what happened and send it; how many have left."""
    desk.relay.run()
    return desk.sending.run()


def rows(desk: Desk) -> list[tuple[str, int, str]]:
    """State, tries and answer of what lies in the outbox, in order."""
    with desk._store.reading() as session:
        columns = (Outbox.state, Outbox.tries, Outbox.last_answer)
        return session.rows(Outbox.select(*columns).order_by(Outbox.id))


def test_what_happens_arrives_as_the_feed_tells_it(
    desk: Desk, me: Actor, receiver: Receiver
) -> None:
    log(desk, me)
    settle(desk, crm=hook(receiver))
    desk.interactions.claim(me, "I-1")
    desk.interactions.note(me, "I-1", "Ask Ben")
    told = [row.told(internal=False) for row in desk.events.after(me, 0).rows][1:]
    assert serve(desk) == 2
    assert [came.told for came in receiver.came] == told
    assert receiver.events == [row["id"] for row in told]
    assert all(map(is_signed, receiver.came))
    assert serve(desk) == 0
    assert [row[:2] for row in rows(desk) if row[1]] == [("completed", 1)] * 2


def test_a_hook_hears_what_its_filter_lets_through(
    desk: Desk, me: Actor, hire: Hire, receiver: Receiver
) -> None:
    hire("ben", team="front")
    settle(desk, crm=hook(receiver, filter="owner:ben"), all=hook(receiver))
    log(desk, me)
    log(desk, me)
    desk.customers.create(me, "Acme")
    desk.interactions.assign(me, "I-2", "ben")
    desk.relay.run()
    with desk._store.reading() as session:
        laid = session.rows(Outbox.select(Outbox.recipient, Outbox.subject).order_by(Outbox.id))
    # The filter is asked of the item as it is when the event is relayed.
    assert [subject for name, subject in laid if name == "crm"] == [
        *("interaction.log I-2", "interaction.assign I-2"),
    ]
    assert len([name for name, _ in laid if name == "all"]) == 4
    assert len(laid) == 6


def test_a_filter_that_names_somebody_who_is_gone_holds_its_hook_back(
    desk: Desk, me: Actor, hire: Hire, receiver: Receiver
) -> None:
    settle(desk, crm=hook(receiver, filter="owner:ben"), all=hook(receiver))
    log(desk, me)
    assert desk.relay.run() == 1
    (all_, crm) = desk.hook_list.rows(me)
    assert (all_.behind, crm.behind) == (0, 1)
    assert crm.fault.startswith("Nobody at this desk is called 'ben'")
    hire("ben")
    desk.interactions.assign(me, "I-1", "ben")
    desk.relay.run()
    assert [row.waiting for row in desk.hook_list.rows(me)] == [2, 2]


def test_notes_leave_only_by_a_hook_that_was_allowed_them(
    desk: Desk, me: Actor, hire: Hire, receiver: Receiver
) -> None:
    hire("dora", role="teamLead")
    with receiving() as trusted:
        settle(desk, crm=hook(receiver), own=hook(trusted, internal_notes=True))
        log(desk, me, text="From the customer")
        desk.interactions.note(me, "I-1", INTERNAL)
        desk.problems.report(me, "Dark", impact="high")
        desk.problems.start(me, "P-1")
        desk.problems.pend(me, "P-1", party="internal", question=INTERNAL, due=desk.clock.now() + 9)
        desk.problems.resume(me, "P-1")
        desk.do(me, "escalate", "P-1", {"kind": "hierarchic", "reason": INTERNAL})
        desk.do(me, "acknowledge", "P-1", {"plan": INTERNAL})
        desk.tasks.add_task(me, "P-1", name=INTERNAL)
        desk.do(me, "cancel", "T-1", {"reason": INTERNAL})
        desk.problems.resolve(me, "P-1", cause=INTERNAL, code="fixed", resolution=INTERNAL)
        count = serve(desk)
        assert count == len(receiver.came) + len(trusted.came)
        assert receiver.events == trusted.events
        assert not [came.told for came in receiver.came if INTERNAL.encode() in came.body]
        assert b"From the customer" in receiver.came[0].body
        assert len([came for came in trusted.came if INTERNAL.encode() in came.body]) >= 4


def test_what_is_allowed_is_asked_when_it_leaves(desk: Desk, me: Actor, receiver: Receiver) -> None:
    settle(desk, crm=hook(receiver, internal_notes=True))
    log(desk, me)
    desk.interactions.note(me, "I-1", INTERNAL)
    desk.interactions.note(me, "I-1", "taken back")
    desk.relay.run()
    desk.undo(me)
    settle(desk, crm=hook(receiver))
    serve(desk)
    told = b"".join(came.body for came in receiver.came)
    assert INTERNAL.encode() not in told
    assert b"taken back" not in told


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


def test_an_event_is_laid_once_however_many_relay(
    desk: Desk, me: Actor, receiver: Receiver
) -> None:
    settle(desk, crm=hook(receiver))
    for _ in range(7):
        log(desk, me)
    others = [build(settings_for(desk._store.location.target), desk.clock) for _ in range(3)]
    with ThreadPoolExecutor(4) as pool:
        laid = [*pool.map(lambda each: each.relay.run(limit=2), [desk, *others] * 5)]
    for each in others:
        each.close()
    assert sum(laid) == 7
    assert serve(desk) == 7
    assert receiver.events == [row.id for row in desk.events.after(me, 0).rows]


def test_what_waits_for_a_hook_has_a_limit_and_nothing_is_lost(
    desk: Desk, me: Actor, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.services.relay._MOST_WAITING", 5)
    settle(desk, crm=hook(receiver))
    for _ in range(12):
        log(desk, me)
    for _ in range(9):
        desk.relay.run(limit=3)
    (row,) = desk.hook_list.rows(me)
    assert (row.waiting, row.behind) == (6, 6)
    while serve(desk):
        pass
    assert receiver.events == [row.id for row in desk.events.after(me, 0).rows]


def test_a_hook_that_is_taken_away_gets_nothing_more(
    desk: Desk, me: Actor, receiver: Receiver
) -> None:
    settle(desk, crm=hook(receiver))
    log(desk, me)
    desk.relay.run()
    settle(desk)
    assert serve(desk) == 0
    assert rows(desk) == [("cancelled", 0, "The hook was taken away")]
    log(desk, me)
    settle(desk, crm=hook(receiver))
    log(desk, me)
    serve(desk)
    assert [came.told["ref"] for came in receiver.came] == ["I-3"]


def test_nothing_leaves_for_what_is_not_allowed(desk: Desk, me: Actor, receiver: Receiver) -> None:
    settle(desk, crm=hook(receiver, private_targets=False))
    log(desk, me)
    assert serve(desk) == 0
    assert receiver.came == []
    ((state, _, said),) = rows(desk)
    assert state == "failed"
    assert "127.0.0.1 is not called: 127.0.0.1 is on this machine" in said


def test_a_sender_that_is_killed_before_it_writes_sends_the_same_again(
    desk: Desk, me: Actor, clock: FixedClock, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
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
    clock.advance(600)
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


def test_hostile_text_arrives_as_ascii_and_to_the_letter(
    desk: Desk, me: Actor, receiver: Receiver
) -> None:
    text = 'x\x1b]0;owned\x07\x9b2J\u202e\x7f"\\\r\n\u2028\U0001f600'
    settle(desk, crm=hook(receiver))
    log(desk, me, text=text)
    serve(desk)
    (came,) = receiver.came
    assert all(0x20 <= byte < 0x7F for byte in came.body)
    assert json.loads(came.body)["changes"]["text"] == [None, text]


def test_a_training_store_calls_nobody_outside(desk: Desk, me: Actor, receiver: Receiver) -> None:
    desk.store_settings.change(me, "training", "true")
    settle(desk, here=hook(receiver), far={"url": "http://198.51.100.9/", "secret": "env:HOOK_KEY"})
    log(desk, me)
    serve(desk)
    assert len(receiver.came) == 1
    assert sorted(state for state, *_ in rows(desk)) == ["completed", "held"]


def test_a_letter_that_is_not_there_says_nothing(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.events.letter("N-99", internal=False)
