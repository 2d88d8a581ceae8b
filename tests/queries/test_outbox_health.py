"""How the outbox is, as the screen and the doctor say it."""

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.models.outbox import Outbox
from desk.rules.permissions import Actor

HOUR = 3600
SMTP = {"host": "mail.example.org", "from": "desk@example.org"}


def lay(desk: Desk, me: Actor) -> None:
    """Lay an answer in the outbox."""
    ref = desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref
    desk.interactions.reply(me, ref, "Soon")


def put(desk: Desk, **fields: object) -> None:
    """Write columns of all that is laid."""
    with desk._store.writing() as session:
        session.run(Outbox.update(**fields))


def test_without_an_outlet_nothing_is_wrong(desk: Desk, me: Actor, clock: FixedClock) -> None:
    """What cannot leave waits for nobody: no outlet was ever wanted."""
    lay(desk, me)
    clock.advance(9 * HOUR)
    health = desk.outbox_state.health()
    assert (health.outlets, health.oldest, health.without) == ((), None, ("email",))
    check = desk.outbox_state.check()
    assert (check.check, check.ok, check.count) == ("outbox", True, 1)
    assert check.message == "1 messages wait to leave, 0 are held, 0 failed"


def test_an_outlet_that_lacks_something_is_named(desk: Desk, me: Actor) -> None:
    desk.store_settings.save_terms(me, {"outlet": {"smtp": {"host": "mail.example.org"}}})
    check = desk.outbox_state.check()
    assert (check.ok, check.message) == (
        False,
        "An outlet is not settled: it lacks outlet.smtp.from",
    )
    assert check.next_step == "desk settings set outlet.smtp.from VALUE"


def test_what_waits_too_long_is_told_with_the_last_words(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    folder = {"path": "/nowhere", "media": ["sms", "letter"]}
    desk.store_settings.save_terms(me, {"outlet": {"smtp": SMTP, "folder": folder}})
    lay(desk, me)
    health = desk.outbox_state.health()
    assert health.outlets == (("mail.example.org:587", ("email",)), ("/nowhere", ("sms", "letter")))
    assert desk.outbox_state.check().ok
    clock.advance(3 * HOUR)
    put(desk, state="failed", tries=3, last_answer="450 later", not_before=clock.now() + 60)
    check = desk.outbox_state.check()
    assert not check.ok
    assert check.message == "A message has waited for 3 h to leave, last: 450 later"
    assert desk.outbox_state.health().again == 1
    put(desk, done_at=clock.now())
    assert desk.outbox_state.check().ok
    assert desk.outbox_state.health().failed == 1


def test_what_is_to_leave_later_is_not_late(desk: Desk, me: Actor, clock: FixedClock) -> None:
    desk.store_settings.save_terms(me, {"outlet": {"smtp": SMTP}})
    lay(desk, me)
    put(desk, not_before=clock.now() + 9 * HOUR)
    clock.advance(8 * HOUR)
    assert desk.outbox_state.check().ok


def test_the_doctor_asks(desk: Desk) -> None:
    assert "outbox" in {check.check for check in desk.health.checks()}
