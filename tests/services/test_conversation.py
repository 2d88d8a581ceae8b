"""What is said in an item: notes, answers, questions, and what the customer says to them."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, DeskError, MissingValue, WrongState
from desk.models.outbox import Outbox
from desk.rows.work import Listing
from desk.rules.filters import Filter, parse
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.test_interactions import clock_of

HOUR = 3600
DAY = 86400


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A mail with an address."""
    return desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref


def _outbox(desk: Desk) -> list[tuple[object, ...]]:
    with desk._store.reading() as session:
        return session.rows(
            Outbox.select(
                Outbox.medium, Outbox.recipient, Outbox.subject, Outbox.state, Outbox.not_before
            ).order_by(Outbox.id)
        )


def test_an_answer_waits_in_the_outbox_and_stops_the_clock(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    clock.advance(HOUR)
    told = desk.interactions.reply(me, ref, "We look into it", dry_run=True)
    assert _outbox(desk) == []
    done = desk.interactions.reply(me, ref, "We look into it")
    assert done.effects == told.effects
    assert "It is laid in the outbox for a@b.example, by mail." in done.effects
    assert done.state == "inProgress"
    item = desk.trail.item(me, ref)
    assert clock_of(item, "firstAnswer").state == "met"
    assert clock_of(item, "completion").state == "running"
    assert _outbox(desk) == [
        ("email", "a@b.example", "Re: Router [I-1]", "initial", clock.now() + 10)
    ]
    entry = item.trail[-1]
    assert (entry.direction, entry.visibility, entry.actor) == ("out", "customer", me.name)
    desk.interactions.reply(me, ref, "Still looking")
    assert len(_outbox(desk)) == 2
    assert clock_of(desk.trail.item(me, ref), "firstAnswer").stop == clock.now()


def test_a_late_answer_has_missed(desk: Desk, me: Actor, ref: str, clock: FixedClock) -> None:
    clock.advance(4 * HOUR + 1)
    done = desk.interactions.reply(me, ref, "Sorry")
    assert "First answer is missed, its target was 4 h." in done.effects


@pytest.mark.parametrize(
    "way",
    [
        ("email", "x@y.example", "email", "x@y.example"),
        ("sms", "+49 30 5550123", "sms", "+49 30 5550123"),
        ("web", "", "email", "office@acme.example"),
        ("app", "", "email", "office@acme.example"),
        ("sms", "", "sms", "+49 30 12345"),
        ("social", "@acme", "social", "@acme"),
        ("letter", "12 rue Bayard", "letter", "12 rue Bayard"),
        ("other", "Bob", "email", "office@acme.example"),
        ("phone", "+49 30 5550123", None, ""),
        ("chat", "", None, ""),
        ("inPerson", "", None, ""),
    ],
)
def test_an_answer_finds_its_way(
    desk: Desk, me: Actor, way: tuple[str, str, str | None, str]
) -> None:
    """The channel, who wrote, how the answer goes and where to."""
    channel, sender, medium, address = way
    desk.customers.create(me, "Acme", email="office@acme.example", phone="+49 30 12345")
    ref = desk.interactions.log(me, "inbound", channel, "x", customer="Acme", sender=sender).ref
    assert desk.trail.item(me, ref).reply_to == address
    desk.interactions.reply(me, ref, "Hello")
    sent = [row[:2] for row in _outbox(desk)]
    assert sent == ([(medium, address)] if medium else [])


@pytest.mark.parametrize(
    ("action", "values"), [("reply", {"text": "x"}), ("await", {"question": "x", "due": "+1d"})]
)
def test_without_an_address_nothing_is_sent(
    desk: Desk, me: Actor, action: str, values: dict[str, str]
) -> None:
    ref = desk.interactions.log(me, "inbound", "web", "x").ref
    with pytest.raises(MissingValue) as caught:
        desk.do(me, action, ref, values)
    assert "no address to answer to" in caught.value.message
    assert "which customer" in caught.value.next_step
    assert desk.work.find(me, ref).version == 1


def test_a_question_lets_the_clock_stand_until_the_answer(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    """The golden case: asked Monday 12:00, answered Tuesday 11:00, seven hours taken off."""
    clock.advance(2 * HOUR)
    done = desk.interactions.await_customer(
        me, ref, "Which router?", clock.now() + 2 * DAY, clock.now() + DAY
    )
    assert done.state == "awaitingCustomer"
    assert "It waits for the customer until Wed 12:00; Completion stands still." in done.effects
    item = desk.trail.item(me, ref)
    standing = clock_of(item, "completion")
    assert (standing.state, standing.paused, standing.paused_since) == ("paused", True, clock.now())
    assert (item.work.standing, item.work.due) == ("paused", None)
    assert item.fields["awaiting"] == {
        "question": "Which router?",
        "asked": "2026-11-23T12:00:00Z",
        "due": "2026-11-25T12:00:00Z",
        "remind": "2026-11-24T12:00:00Z",
    }
    assert len(_outbox(desk)) == 1
    assert desk.work.next(me) is None
    clock.advance(23 * HOUR)
    done = desk.interactions.answer(me, ref, "The blue one")
    assert (done.state, done.effects) == ("inProgress", ("Completion is due Wed 17:00.",))
    item = desk.trail.item(me, ref)
    assert item.fields["awaiting"] is None
    assert item.trail[-1].actor == "a@b.example"
    assert item.trail[-1].direction == "in"
    assert item.work.due == clock.now() + 30 * HOUR


def test_an_answer_at_night_moves_nothing(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    due = clock_of(desk.trail.item(me, ref), "completion").due
    clock.advance(8 * HOUR)
    desk.interactions.await_customer(me, ref, "Which?", clock.now() + DAY)
    clock.advance(14 * HOUR)
    desk.interactions.answer(me, ref, "That")
    assert clock_of(desk.trail.item(me, ref), "completion").due == due


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"question": "x", "due": "-1h"}, BadValue),
        ({"question": "x", "due": "+2d", "remind": "+3d"}, BadValue),
        ({"question": "x", "due": "+2d", "remind": "-1h"}, BadValue),
        ({"question": " ", "due": "+2d"}, MissingValue),
        ({"due": "+2d"}, MissingValue),
    ],
)
def test_a_question_that_cannot_be_is_refused(
    desk: Desk, me: Actor, ref: str, values: dict[str, str], error: type[DeskError]
) -> None:
    with pytest.raises(error):
        desk.do(me, "await", ref, values)
    assert desk.work.find(me, ref).version == 1


def test_one_waits_for_one_answer(desk: Desk, me: Actor, ref: str, clock: FixedClock) -> None:
    with pytest.raises(WrongState, match="waits for no answer"):
        desk.interactions.answer(me, ref, "x")
    desk.interactions.await_customer(me, ref, "Which?", clock.now() + DAY)
    with pytest.raises(WrongState):
        desk.interactions.await_customer(me, ref, "Which?", clock.now() + DAY)
    desk.interactions.reply(me, ref, "By the way")
    assert desk.work.find(me, ref).state == "awaitingCustomer"
    desk.interactions.complete(me, ref, "withdrawn")
    item = desk.trail.item(me, ref)
    assert clock_of(item, "completion").state == "met"
    assert item.fields["awaiting"] is None


def test_what_waits_takes_a_new_priority(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.interactions.await_customer(me, ref, "Which?", clock.now() + DAY)
    done = desk.interactions.prioritise(me, ref, 2, "x")
    assert "Completion stands still, its target is 8 h." in done.effects
    clock.advance(HOUR)
    desk.interactions.answer(me, ref, "That")
    assert clock_of(desk.trail.item(me, ref), "completion").due == clock.now() + 24 * HOUR


def test_a_note_is_for_colleagues(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.note(me, ref, "He sounds angry")
    entry = desk.trail.item(me, ref).trail[-1]
    assert (entry.visibility, entry.direction, entry.text) == ("internal", "", "He sounds angry")
    assert _outbox(desk) == []
    with pytest.raises(MissingValue):
        desk.interactions.note(me, ref, "  \n")


def test_what_is_said_is_found(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.note(me, ref, "zebra")
    desk.interactions.reply(me, ref, "請求書の二重請求")
    for word in ("zeb", "Router", "二重", "I-1", "a@b.example"):
        listing = Listing(parse(word, "UTC", desk.clock.now()))
        assert [row.ref for row in desk.work.page(me, listing).rows] == [ref]
    assert desk.work.count(me, Listing(Filter(words=("nowhere",))), 9) == 0


def test_any_text_is_kept_to_the_letter(desk: Desk, me: Actor, ref: str) -> None:
    text = "\x1b[2J [/] \u202e é e\u0301 \r\n\tlast\x85line % ? %s {x} '"
    desk.interactions.note(me, ref, text)
    desk.interactions.note(me, ref, "nul \0 half \ud800 pair")
    said = [message.text for message in desk.trail.item(me, ref).messages]
    assert said == [text, "nul \ufffd half \ufffd pair"]
