"""What waits in the outbox leaves: once, in time, tried again, taken over, given up aloud."""

from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import pytest

from desk.bootstrap import Desk
from desk.channels.base import Answer, Letter
from desk.channels.smtp import SmtpChannel
from desk.clock import FixedClock
from desk.errors import WrongState
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.outgoing import DAY, HOUR, MINUTE, REF, alerts, outbox, put
from tests.sink import Fault, Sink
from tests.stores import Hire


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture(autouse=True)
def _logged(desk: Desk, me: Actor) -> None:
    """A mail that came in."""
    assert desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref == REF


def test_an_answer_leaves_when_it_can_no_more_be_taken_back(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    desk.interactions.reply(me, REF, "We look into it")
    assert desk.sending.next_at() == clock.now() + 10
    assert desk.sending.run() == 0
    clock.advance(10)
    assert desk.sending.run() == 1
    assert outbox(desk, "state", "tries", "last_answer", "done_at", "sender") == [
        ("completed", 1, "250 2.0.0 taken", clock.now(), "")
    ]
    (taken,) = open_way.taken
    assert taken.recipients == ("a@b.example",)
    assert taken.mail["From"] == "Desk <desk@desk.example>"
    assert taken.mail.get_content().strip() == "We look into it"
    assert [*open_way.ids] == [name for (name,) in outbox(desk, "message_id")]
    assert taken.mail["Message-ID"].endswith("@desk.example>")
    assert (desk.sending.run(), desk.sending.next_at()) == (0, None)


def test_a_draft_is_dated_when_somebody_let_it_go(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    done = desk.do(me, "inform", REF, {"purpose": "information", "text": "Soon.", "draft": "yes"})
    clock.advance(DAY)
    desk.do(me, "send", done.created or "", {})
    sent = clock.now()
    clock.advance(HOUR)
    desk.sending.run()
    (taken,) = open_way.taken
    assert parsedate_to_datetime(taken.mail["Date"]).timestamp() == sent


def test_answers_about_one_item_stand_in_one_thread(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    for number in range(3):
        desk.interactions.reply(me, REF, f"Answer {number}")
        clock.advance(10)
        desk.sending.run()
    first, second, third = (taken.mail for taken in open_way.taken)
    assert first["In-Reply-To"] is None
    assert second["In-Reply-To"] == first["Message-ID"]
    assert third["References"] == f"{first['Message-ID']} {second['Message-ID']}"


def test_what_is_being_sent_cannot_be_taken_back_and_what_was_is_not_sent(
    desk: Desk,
    me: Actor,
    clock: FixedClock,
    open_way: Sink,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.interactions.reply(me, REF, "Taken back")
    desk.undo(me, REF)
    clock.advance(10)
    assert desk.sending.run() == 0
    assert open_way.taken == []
    desk.interactions.reply(me, REF, "On its way")
    clock.advance(10)
    meanwhile: list[str] = []
    send = SmtpChannel.send

    def watched(channel: SmtpChannel, letter: Letter) -> Answer:
        clock.advance(-5)  # the clock of a desk that is behind
        with pytest.raises(WrongState, match="left at"):
            desk.undo(me, REF)
        meanwhile.append(str(outbox(desk)[-1][0]))
        return send(channel, letter)

    monkeypatch.setattr(SmtpChannel, "send", watched)
    assert desk.sending.run() == 1
    assert meanwhile == ["inProgress"]


def test_what_is_refused_for_now_waits_longer_each_time(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    open_way.faults["RCPT"] = Fault("say", "450 4.2.1 mailbox busy")
    desk.interactions.reply(me, REF, "Hello")
    clock.advance(10)
    waits = []
    for _ in range(5):
        desk.sending.run()
        ((state, tries, said, at, done),) = outbox(
            desk, "state", "tries", "last_answer", "not_before", "done_at"
        )
        assert (state, said, done) == ("failed", "RCPT TO: 450 4.2.1 mailbox busy", None)
        assert isinstance(at, int)
        waits.append(at - clock.now())
        assert desk.sending.run() == 0
        clock.at = at
    assert waits == sorted(waits)
    assert 48 <= waits[0] <= 72
    assert tries == 5
    open_way.faults.clear()
    assert desk.sending.run() == 1
    assert len(open_way.taken) == 1


def test_what_is_refused_for_good_is_told_to_its_writer(
    desk: Desk, me: Actor, hire: Hire, clock: FixedClock, open_way: Sink
) -> None:
    mia = hire("Mia")
    desk.interactions.claim(me, REF)
    desk.interactions.reply(mia, REF, "Hello")
    clock.advance(10)
    open_way.faults["RCPT"] = Fault("say", "550 5.1.1 no such \x1b[2Juser")
    assert desk.sending.run() == 0
    said = "RCPT TO: 550 5.1.1 no such \x1b[2Juser"
    assert outbox(desk, "state", "tries", "last_answer", "done_at") == [
        ("failed", 1, said, clock.now())
    ]
    (alert,) = [each for each in alerts(desk, mia) if each.why == "undelivered"]
    assert (alert.ref, alert.text) == (REF, f"N-1 to a@b.example: {said}")
    assert not [each for each in alerts(desk, me) if each.why == "undelivered"]
    entry = desk.trail.item(me, REF).trail[-1]
    assert (entry.action, entry.actor) == ("undelivered", "desk")
    assert entry.text == f"Message N-1 did not reach a@b.example: {said}"
    clock.advance(DAY)
    assert desk.sending.run() == 0


def test_what_the_desk_wrote_itself_is_told_to_whose_item_it_is(
    desk: Desk, me: Actor, hire: Hire, clock: FixedClock, open_way: Sink
) -> None:
    mia = hire("Mia")
    desk.interactions.reply(me, REF, "Hello")
    desk.interactions.assign(me, REF, "Mia")
    put(desk, writer=None)
    clock.advance(10)
    open_way.faults["MAIL"] = Fault("say", "552 too long")
    desk.sending.run()
    assert [each.why for each in alerts(desk, mia)][0] == "undelivered"


def test_after_the_set_time_it_is_given_up(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    desk.store_settings.save_terms(me, {"notices": {"give_up": "1h"}})
    open_way.faults["dot"] = Fault("say", "451 4.3.0 later")
    desk.interactions.reply(me, REF, "Hello")
    clock.advance(DAY)  # nobody was there: the time begins with the first try
    first = clock.now()
    while outbox(desk, "done_at") == [(None,)]:
        desk.sending.run()
        clock.advance(MINUTE)
    ((done,),) = outbox(desk, "done_at")
    assert isinstance(done, int)
    assert HOUR <= done - first <= HOUR + MINUTE
    assert alerts(desk, me)[0].why == "undelivered"


def test_a_server_that_is_gone_is_left_alone_with_all_that_waits_for_it(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    for number in range(5):
        desk.interactions.reply(me, REF, f"Answer {number}")
    clock.advance(10)
    open_way.faults["greeting"] = Fault("say", "554 go away")
    desk.sending.run()
    assert open_way.connections == 1
    assert outbox(desk, "state", "tries") == [("failed", 1)] * 5
    desk.interactions.reply(me, REF, "One more")
    clock.advance(30)
    assert desk.sending.run() == 0
    assert open_way.connections == 1
    desk.do(me, "retry", "N-3", {})
    desk.sending.run()
    assert open_way.connections == 2
    open_way.faults.clear()
    clock.advance(HOUR)
    assert desk.sending.run() == 6
    assert len(set(open_way.ids)) == len(open_way.ids) == 6


def test_what_did_not_get_through_can_be_dropped(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    desk.interactions.reply(me, REF, "Hello")
    open_way.faults["RCPT"] = Fault("say", "450 later", times=1)
    clock.advance(10)
    desk.sending.run()
    desk.do(me, "drop", "N-1", {"reason": "wrong address"})
    clock.advance(DAY)
    assert desk.sending.run() == 0
    assert (outbox(desk), open_way.taken) == ([("cancelled",)], [])
