"""Hooks hear of every event from when they were settled, and of nothing that stays inside."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import NotFound
from desk.models.outbox import Outbox
from desk.rules.instants import DAY
from desk.rules.permissions import Actor
from tests.receivers import SECRET, Receiver, is_signed, receiving
from tests.services.hooks import hook, log, rows, serve, settle
from tests.stores import Hire, settings_for

INTERNAL = "MARKER-nobody-outside-reads-this"


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A receiver of events, whose secret the desk finds."""
    monkeypatch.setenv("HOOK_KEY", SECRET)
    with receiving() as made:
        yield made


def test_what_happens_arrives_as_the_feed_tells_it(
    desk: Desk, me: Actor, receiver: Receiver
) -> None:
    log(desk, me)
    settle(desk, crm=hook(receiver))
    desk.interactions.claim(me, "I-1")
    desk.interactions.note(me, "I-1", "Ask Ben")
    assert desk.sending.next_at() is None
    desk.relay.run()
    assert desk.sending.next_at() == desk.clock.now()
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


def test_a_long_feed_is_laid_in_parts_that_keep_nobody_waiting(
    desk: Desk, me: Actor, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.services.relay._AT_ONCE", 2)
    monkeypatch.setattr("desk.services.relay._MOST_WAITING", 5)
    settle(desk, crm=hook(receiver))
    for _ in range(9):
        log(desk, me)
    assert desk.relay.run(limit=4) == 4
    assert desk.relay.run(limit=100) == 2, "it is full"
    assert serve(desk) == 6
    assert desk.relay.run(limit=100) == 3
    assert serve(desk) == 3
    assert receiver.events == [row.id for row in desk.events.after(me, 0).rows][-9:]


def test_what_was_heard_long_ago_goes_when_more_comes(
    desk: Desk, me: Actor, clock: FixedClock, receiver: Receiver
) -> None:
    settle(desk, crm=hook(receiver))
    for _ in range(3):
        log(desk, me)
        serve(desk)
        clock.advance(29 * DAY)
    assert len(rows(desk)) == 2
    assert len(receiver.came) == 3


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


def test_a_letter_that_is_not_there_says_nothing(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.events.letter("N-99", internal=False)
