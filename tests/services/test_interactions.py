"""Contacts: logged, identified, prioritised, tagged."""

from collections.abc import Callable, Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, DeskError, MissingValue, NotAllowed, NotFound, WrongState
from desk.rows.items import ClockRow, ItemRow
from desk.rows.work import Listing
from desk.rules.filters import Filter
from desk.rules.permissions import Actor
from tests.services.invariants import broken

HOUR = 3600


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    """After every test the items are what their clocks and facts say."""
    yield
    assert broken(desk) == []


def clock_of(item: ItemRow, name: str) -> ClockRow:
    """The clock of that name."""
    return next(clock for clock in item.clocks if clock.name == name)


def test_a_contact_is_logged_with_its_clocks(desk: Desk, me: Actor, clock: FixedClock) -> None:
    done = desk.interactions.log(
        me,
        "inbound",
        "email",
        "Router down",
        text="No light",
        sender="a@b.example",
        tag=("vip", "x"),
    )
    assert (done.ref, done.action, done.state, done.version) == ("I-1", "log", "open", 1)
    item = desk.trail.item(me, done.ref)
    assert (item.work.owner, item.work.team, item.work.tags) == (None, None, ("vip", "x"))
    assert item.work.created == clock.now()
    first, completion = clock_of(item, "firstAnswer"), clock_of(item, "completion")
    assert (first.state, first.due) == ("running", clock.now() + 4 * HOUR)
    assert (completion.state, completion.target_seconds) == ("running", 16 * HOUR)
    assert item.work.due == first.due
    (message,) = item.messages
    assert (message.direction, message.text, message.author) == ("in", "No light", "a@b.example")


@pytest.mark.parametrize(
    ("direction", "channel", "state"),
    [
        ("inbound", "phone", "met"),
        ("inbound", "chat", "met"),
        ("inbound", "inPerson", "met"),
        ("outbound", "email", "met"),
        ("outbound", "letter", "met"),
        ("inbound", "email", "running"),
        ("inbound", "app", "running"),
    ],
)
def test_who_was_heard_on_the_spot_has_an_answer(
    desk: Desk, me: Actor, direction: str, channel: str, state: str
) -> None:
    ref = desk.interactions.log(me, direction, channel, "x", text="words").ref
    item = desk.trail.item(me, ref)
    assert clock_of(item, "firstAnswer").state == state
    assert clock_of(item, "completion").state == "running"
    assert item.messages[0].direction == ("in" if direction == "inbound" else "out")


def test_an_old_contact_is_late_from_the_start(desk: Desk, me: Actor, clock: FixedClock) -> None:
    ref = desk.interactions.log(me, "inbound", "email", "x", at=clock.now() - 30 * 86400).ref
    row = desk.work.find(me, ref)
    assert row.created == clock.now() - 30 * 86400
    assert row.instants.overdue3 < clock.now()
    assert desk.work.counters(me).breached == 1


def test_a_customer_is_named_found_or_made(desk: Desk, me: Actor) -> None:
    first = desk.interactions.log(
        me, "inbound", "email", "x", customer=" Acme  Ltd ", sender="a@b.example"
    )
    assert "C-1 Acme Ltd is a new customer." in first.effects
    for name in ("acme ltd", "C-1", "c-1"):
        again = desk.interactions.log(me, "inbound", "email", "y", customer=name)
        assert desk.work.find(me, again.ref).customer_ref == "C-1"
    assert desk.cards.card(me, "C-1").media == (("email", "a@b.example"),)
    with pytest.raises(NotFound):
        desk.interactions.log(me, "inbound", "email", "z", customer="C-99")
    assert desk.work.count(me, Listing(Filter()), 99) == 4


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"subject": "  "}, MissingValue),
        ({"at": "+1h"}, BadValue),
        ({"direction": "sideways"}, BadValue),
        ({"channel": "pigeon"}, BadValue),
        ({"priority": "9"}, BadValue),
        ({"customer": "C-99"}, NotFound),
    ],
)
def test_a_contact_that_cannot_be_is_refused(
    desk: Desk, me: Actor, values: dict[str, str], error: type[DeskError]
) -> None:
    good = {"direction": "inbound", "channel": "email", "subject": "x"}
    with pytest.raises(error) as caught:
        desk.do(me, "log", "interaction", {**good, **values})
    assert caught.value.message
    assert caught.value.next_step
    assert desk.work.next(me) is None


def test_a_dry_run_tells_and_keeps_nothing(desk: Desk, me: Actor) -> None:
    told = desk.interactions.log(me, "inbound", "email", "x", customer="Acme", dry_run=True)
    assert any("First answer is due 14:00" in line for line in told.effects)
    assert desk.work.next(me) is None
    assert desk.cards.search(me, "Acme") == ()
    ref = desk.interactions.log(me, "inbound", "email", "x").ref
    before = desk.trail.item(me, ref)
    for action, values in ACTS:
        desk.do(me, action, ref, values, dry_run=True)
    assert desk.trail.item(me, ref) == before


ACTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("claim", {}),
    ("assign", {"to": "me"}),
    ("note", {"text": "x"}),
    ("prioritise", {"priority": "1", "note": "loud"}),
    ("tag", {"name": "vip"}),
    ("complete", {"outcome": "answered"}),
)


def test_a_new_priority_counts_anew_from_the_start(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    """The golden case: P3 to P2 after five hours is 62.5 %, watch, due Tuesday 10:00."""
    ref = desk.interactions.log(me, "inbound", "phone", "x").ref
    clock.advance(5 * HOUR)
    done = desk.interactions.prioritise(me, ref, 2, "The whole office waits")
    item = desk.trail.item(me, ref)
    completion = clock_of(item, "completion")
    assert (completion.target_seconds, completion.elapsed_seconds) == (8 * HOUR, 5 * HOUR)
    assert completion.level == "watch"
    assert completion.due == clock.now() + 19 * HOUR
    assert "Completion is due Tue 10:00; before it was Wed 10:00." in done.effects
    assert item.trail[-1].text == "Priority 3 -> 2: The whole office waits"
    assert item.trail[-1].changes == {"priority": (3, 2)}


def test_a_new_priority_may_be_late_at_once(desk: Desk, me: Actor, clock: FixedClock) -> None:
    ref = desk.interactions.log(me, "inbound", "email", "x").ref
    clock.advance(2 * HOUR)
    told = desk.interactions.prioritise(me, ref, 1, "Fire", dry_run=True)
    assert any("so it is late at once" in line for line in told.effects)
    assert desk.work.counters(me).breached == 0
    desk.interactions.prioritise(me, ref, 1, "Fire")
    assert desk.work.counters(me).breached == 1
    kept = clock_of(desk.trail.item(me, ref), "completion")
    assert (kept.calendar, kept.due) == ("round the clock", clock.now() + 2 * HOUR)


@pytest.mark.parametrize(
    ("priority", "note", "error"), [(3, "x", WrongState), (2, " ", MissingValue)]
)
def test_a_priority_needs_change_and_reason(
    desk: Desk, me: Actor, priority: int, note: str, error: type[DeskError]
) -> None:
    ref = desk.interactions.log(me, "inbound", "email", "x").ref
    with pytest.raises(error):
        desk.interactions.prioritise(me, ref, priority, note)


def test_the_customer_is_said_later_and_found_by(desk: Desk, me: Actor) -> None:
    desk.customers.create(me, "Acme Ltd")
    desk.customers.create(me, "Björk ehf")
    ref = desk.interactions.log(me, "inbound", "email", "x", text="words").ref
    desk.interactions.identify(me, ref, "acme ltd")
    assert desk.work.find(me, ref).customer == "Acme Ltd"
    desk.interactions.identify(me, ref, "C-2")
    item = desk.trail.item(me, ref)
    assert item.trail[-1].text == "Customer is Björk ehf, before Acme Ltd"
    assert item.trail[-1].changes == {"customer": ("Acme Ltd", "Björk ehf")}
    with pytest.raises(WrongState):
        desk.interactions.identify(me, ref, "C-2")
    with pytest.raises(NotFound):
        desk.interactions.identify(me, ref, "Nobody Inc")


def test_tags_go_on_and_off(desk: Desk, me: Actor) -> None:
    ref = desk.interactions.log(me, "inbound", "email", "x").ref
    desk.do(me, "tag", ref, {"name": "VIP"})
    desk.do(me, "tag", ref, {"name": "spam"})
    assert desk.work.find(me, ref).tags == ("vip", "spam")
    with pytest.raises(WrongState):
        desk.do(me, "tag", ref, {"name": "vip"})
    desk.do(me, "untag", ref, {"name": "vip"})
    with pytest.raises(WrongState):
        desk.do(me, "untag", ref, {"name": "vip"})
    item = desk.trail.item(me, ref)
    assert item.work.tags == ("spam",)
    assert [entry.text for entry in item.trail[1:]] == [
        "Tagged vip",
        "Tagged spam",
        "Tag vip taken off",
    ]


def test_agents_may_not_add_customers_without_the_right(
    desk: Desk, hire: Callable[..., Actor]
) -> None:
    auditor = hire("Aud", "auditor")
    with pytest.raises(NotAllowed):
        desk.interactions.log(auditor, "inbound", "email", "x", customer="Acme")
