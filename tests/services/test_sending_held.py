"""What is held back: without an outlet, for training, with a promise that has passed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.bootstrap import Desk, build
from desk.channels.smtp import SmtpChannel
from desk.clock import Clock, FixedClock
from desk.errors import ChangedMeanwhile, NotAllowed, NotFound, WrongState
from desk.models.outbox import Outbox
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.outgoing import DAY, HOUR, REF, alerts, outbox, put, settle
from tests.sink import Fault, Sink
from tests.stores import NOW, Hire, settings_for


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture(autouse=True)
def _logged(desk: Desk, me: Actor) -> None:
    """A mail that came in."""
    assert desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref == REF


def test_without_an_outlet_nothing_is_touched_and_later_it_is_held(
    desk: Desk, me: Actor, clock: FixedClock, sink: Sink
) -> None:
    desk.interactions.reply(me, REF, "Long ago")
    before = outbox(desk, "state", "version")
    clock.advance(DAY)
    assert (desk.sending.run(), desk.sending.next_at()) == (0, None)
    assert outbox(desk, "state", "version") == before
    assert "1 message that was laid before waits until a person lets it go." in settle(
        desk, me, sink
    )
    assert outbox(desk) == [("held",)]
    desk.interactions.reply(me, REF, "Fresh")
    clock.advance(10)
    assert desk.sending.run() == 1
    told = desk.do(me, "release", "N-1", {})
    assert (told.state, told.effects) == (
        "initial",
        ("It leaves for a@b.example as soon as it can.",),
    )
    assert desk.sending.run() == 1
    contents = [taken.mail.get_content().strip() for taken in sink.taken]
    assert contents == ["Fresh", "Long ago"]


def test_what_is_held_may_still_be_taken_back(desk: Desk, me: Actor, sink: Sink) -> None:
    desk.interactions.reply(me, REF, "Hello")
    settle(desk, me, sink)
    assert outbox(desk) == [("held",)]
    desk.undo(me, REF)
    assert outbox(desk) == [("cancelled",)]


def test_a_folder_takes_what_nothing_else_takes(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink, tmp_path: Path
) -> None:
    settle(desk, me, open_way)
    text = desk.interactions.log(me, "inbound", "sms", "Late?", sender="+49 170 1234567").ref
    desk.interactions.reply(me, text, "16:00")
    assert desk.sending.run() == 0
    now = desk.kept_settings.house(me).times["outlet"]
    desk.store_settings.save_terms(me, {"outlet": {**now, "folder": {"path": str(tmp_path)}}})
    assert outbox(desk) == [("held",)]
    desk.do(me, "release", "N-1", {})
    desk.interactions.reply(me, REF, "By mail")
    clock.advance(10)
    assert desk.sending.run() == 2
    (file,) = tmp_path.iterdir()
    assert file.name.startswith("N-1-")
    assert file.read_text(encoding="utf-8").endswith("\n\n16:00\n")
    assert len(open_way.taken) == 1


def test_a_promise_that_has_passed_is_not_sent(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    """Who wrote it looks at it again; what a person lets go all the same leaves."""
    desk.interactions.reply(me, REF, "Not before 11:00")
    put(desk, promised=NOW + HOUR, purpose="late")
    clock.advance(2 * HOUR)
    assert desk.sending.run() == 0
    said = "The time that it promises has passed before it could leave"
    assert outbox(desk, "state", "last_answer") == [("held", said)]
    assert alerts(desk, me)[0].text == f"N-1 to a@b.example: {said}"
    desk.do(me, "release", "N-1", {})
    assert desk.sending.run() == 1


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of the test stands elsewhere."""
    monkeypatch.setattr(SmtpChannel, "is_here", lambda _: False)


@pytest.mark.usefixtures("far")
def test_a_store_for_training_sends_nothing_outside(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    desk.do(me, "set", "setting", {"name": "training", "value": "true"})
    desk.interactions.reply(me, REF, "Made up")
    clock.advance(10)
    assert desk.sending.run() == 0
    ((state, said),) = outbox(desk, "state", "last_answer")
    assert (state, said) == (
        "held",
        "This store is for training: only servers on this machine are sent to",
    )
    assert open_way.connections == 0


def test_a_store_for_training_sends_to_this_machine(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    desk.do(me, "set", "setting", {"name": "training", "value": "true"})
    desk.interactions.reply(me, REF, "Made up")
    clock.advance(10)
    assert desk.sending.run() == 1
    desk.interactions.reply(me, REF, "Made up, too")
    told = desk.do(me, "set", "setting", {"name": "training", "value": "false"})
    assert "1 message that was laid before waits until a person lets it go." in told.effects
    clock.advance(10)
    assert desk.sending.run() == 0
    assert outbox(desk) == [("completed",), ("held",)]


@pytest.mark.usefixtures("far")
def test_under_a_moved_clock_nothing_leaves_and_what_is_real_is_left_to_others(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    desk.interactions.reply(me, REF, "Real")
    moved = build(settings_for(desk.settings.db), Clock(NOW + DAY))
    moved.interactions.reply(me, REF, "Made up")
    with moved._store.writing() as session:
        session.run(Outbox.update(not_before=NOW))
    assert moved.sending.run() == 0
    moved.close()
    assert outbox(desk) == [("initial",), ("held",)]
    clock.advance(10)
    assert desk.sending.run() == 1
    assert [taken.mail.get_content().strip() for taken in open_way.taken] == ["Real"]


@pytest.mark.usefixtures("far")
def test_what_was_written_under_a_moved_clock_is_held_until_a_person_lets_it_go(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    moved = build(settings_for(desk.settings.db), Clock(NOW - DAY))
    moved.interactions.reply(me, REF, "Made up")
    moved.close()
    clock.advance(10)
    assert desk.sending.run() == 0
    assert outbox(desk) == [("held",)]
    desk.do(me, "release", "N-1", {})
    assert desk.sending.run() == 1


def test_who_may_not_or_cannot_is_told(
    desk: Desk, me: Actor, hire: Hire, clock: FixedClock, open_way: Sink
) -> None:
    desk.interactions.reply(me, REF, "Hello")
    mia = hire("Mia")
    for action in ("retry", "release"):
        with pytest.raises(NotAllowed):
            desk.do(mia, action, "N-1", {})
        with pytest.raises(NotFound):
            desk.do(me, action, "N-9", {})
        with pytest.raises(WrongState, match="N-1 waits to be sent, so there is nothing"):
            desk.do(me, action, "N-1", {})
    open_way.faults["RCPT"] = Fault("say", "550 no")
    clock.advance(10)
    desk.sending.run()
    with pytest.raises(WrongState, match="N-1 was given up 10:00") as refused:
        desk.do(me, "release", "N-1", {})
    assert refused.value.next_step == "Try it again: desk do N-1 retry"


def test_retry_is_tried_out_and_checked_like_any_act(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    desk.interactions.reply(me, REF, "Hello")
    open_way.faults["RCPT"] = Fault("say", "550 no", times=1)
    clock.advance(10)
    desk.sending.run()
    ((version,),) = outbox(desk, "version")
    assert isinstance(version, int)
    with pytest.raises(ChangedMeanwhile):
        desk.do(me, "retry", "N-1", {}, expect=version - 1)
    desk.do(me, "retry", "N-1", {}, dry_run=True, expect=version)
    assert outbox(desk) == [("failed",)]
    told = desk.do(me, "retry", "N-1", {}, expect=version)
    assert (told.ref, told.action, told.state, told.version) == (
        "N-1",
        "retry",
        "initial",
        version + 1,
    )
    assert not told.undo
    assert desk.sending.run() == 1
    assert outbox(desk, "state", "tries") == [("completed", 2)]


def test_what_the_desk_wrote_disturbs_nobody_at_night(
    desk: Desk, me: Actor, clock: FixedClock, open_way: Sink
) -> None:
    """Also when it was laid by day and the server was away until the night."""
    desk.do(me, "create", "customer", {"name": "Acme"})
    desk.do(me, "identify", REF, {"customer": "Acme"})
    desk.do(me, "notify", "C-1", {"quiet": "20:00-07:00", "zone": "Europe/Berlin"})
    desk.interactions.reply(me, REF, "By a person")
    desk.interactions.reply(me, REF, "By the desk")
    with desk._store.writing() as session:
        session.run(Outbox.update(writer=None).where(Outbox.number == 2))
    clock.at = NOW + 10 * HOUR  # 21:00 in Berlin
    assert desk.sending.run() == 1
    assert outbox(desk, "state", "tries") == [("completed", 1), ("initial", 0)]
    assert desk.sending.next_at() == NOW + 20 * HOUR
    clock.at = NOW + 20 * HOUR
    assert desk.sending.run() == 1
