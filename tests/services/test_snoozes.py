"""What is put aside: it leaves the views, its clocks go on, and it comes back by itself."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, NothingToDo, WrongState
from desk.rows.work import Listing
from desk.rules.filters import VIEWS, parse
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.stores import NOW

HOUR, DAY = 3600, 86400
STANDING = ("Mine and unowned", "Unowned", "My teams", "Mine")


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A contact by mail: its first answer is due in four hours, its completion in two days."""
    return desk.interactions.log(me, "inbound", "email", "Lamp", sender="a@b.example").ref


def _shown(desk: Desk, actor: Actor, text: str) -> list[str]:
    listing = Listing(parse(text, "UTC", desk.clock.now()))
    return [row.ref for row in desk.work.stream(actor, listing)]


def test_it_says_when_it_comes_back_and_what_is_due_before(desk: Desk, me: Actor, ref: str) -> None:
    done = desk.do(me, "snooze", ref, {"until": "+1d"})
    assert done.effects == (
        "It comes back Tue 10:00.",
        "Its clocks go on: First answer is due 14:00, before it comes back.",
    )
    assert desk.work.find(me, ref).snoozed_until == NOW + DAY
    fields = desk.trail.item(me, ref).fields
    assert fields["snoozed_until"] == "2026-11-24T10:00:00Z"
    assert desk.trail.item(me, ref).trail[-1].text == "Snoozed until Tue 24 Nov 2026 10:00"


def test_nothing_is_due_before_a_short_one_is_over(desk: Desk, me: Actor, ref: str) -> None:
    done = desk.interactions.snooze(me, ref, NOW + HOUR)
    assert done.effects == ("It comes back 11:00.", "Its clocks go on.")


def test_what_is_late_says_that_it_stays(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    clock.advance(5 * HOUR)
    done = desk.interactions.snooze(me, ref, NOW + DAY)
    late = "Its clocks go on: First answer is late, so the lists go on showing it."
    assert done.effects[-1] == late
    assert ref in _shown(desk, me, VIEWS["Unowned"])


def test_the_standing_views_leave_it_out_until_it_comes_back(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.interactions.snooze(me, ref, NOW + HOUR)
    assert [view for view in STANDING if _shown(desk, me, VIEWS[view])] == []
    assert _shown(desk, me, VIEWS["Snoozed"]) == _shown(desk, me, VIEWS["All open"]) == [ref]
    assert _shown(desk, me, "is:open -is:snoozed") == []
    clock.advance(HOUR)
    assert ref in _shown(desk, me, VIEWS["Unowned"])
    assert _shown(desk, me, VIEWS["Snoozed"]) == []
    assert _shown(desk, me, "is:open -is:snoozed") == [ref]
    assert desk.work.find(me, ref).snoozed_until is None
    assert desk.trail.item(me, ref).fields["snoozed_until"] is None


def test_what_is_late_comes_back_before_its_time(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.interactions.snooze(me, ref, NOW + DAY)
    clock.advance(4 * HOUR)
    assert ref in _shown(desk, me, VIEWS["Mine and unowned"])
    assert _shown(desk, me, VIEWS["Snoozed"]) == [ref]


def test_the_top_line_counts_it_when_it_is_late(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    clock.advance(3 * HOUR + 50 * 60)
    assert desk.work.counters(me).jeopardy == 1
    desk.interactions.snooze(me, ref, NOW + DAY)
    assert desk.work.counters(me).jeopardy == 0
    clock.advance(HOUR)
    assert desk.work.counters(me).breached == 1


def test_take_next_leaves_it_out_until_it_is_late(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.interactions.snooze(me, ref, NOW + DAY)
    assert desk.work.next(me) is None
    with pytest.raises(NothingToDo):
        desk.interactions.take_next(me)
    clock.advance(5 * HOUR)
    assert desk.interactions.take_next(me).ref == ref


def test_waking_ends_it_at_once(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.snooze(me, ref, NOW + DAY)
    assert desk.do(me, "wake", ref, {}).effects == ("It stands in the lists again.",)
    assert ref in _shown(desk, me, VIEWS["Unowned"])
    with pytest.raises(WrongState, match="is not snoozed"):
        desk.interactions.wake(me, ref)


def test_the_customers_answer_ends_it(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.await_customer(me, ref, "Which?", NOW + DAY)
    desk.interactions.snooze(me, ref, NOW + DAY)
    assert "Its snooze is over." in desk.interactions.answer(me, ref, "Red").effects
    assert desk.work.find(me, ref).snoozed_until is None


def test_completing_ends_it_and_reopening_does_not_bring_it_back(
    desk: Desk, me: Actor, ref: str
) -> None:
    desk.interactions.snooze(me, ref, NOW + DAY)
    desk.interactions.complete(me, ref, "answered")
    desk.interactions.reopen(me, ref, "not yet")
    assert desk.work.find(me, ref).snoozed_until is None


@pytest.mark.parametrize(
    ("until", "said"), [(NOW, "in the past"), (NOW + 367 * DAY, "more than a year")]
)
def test_a_time_that_makes_no_sense_is_refused(
    desk: Desk, me: Actor, ref: str, until: int, said: str
) -> None:
    with pytest.raises(BadValue, match=said):
        desk.interactions.snooze(me, ref, until)


def test_the_same_again_is_refused_and_another_time_is_not(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.snooze(me, ref, NOW + DAY)
    with pytest.raises(WrongState, match="until Tue 10:00 already"):
        desk.interactions.snooze(me, ref, NOW + DAY)
    desk.interactions.snooze(me, ref, NOW + 2 * DAY)
    assert desk.work.find(me, ref).snoozed_until == NOW + 2 * DAY


def test_what_has_ended_is_not_put_aside(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.complete(me, ref, "answered")
    with pytest.raises(WrongState, match="was completed"):
        desk.interactions.snooze(me, ref, NOW + DAY)
    with pytest.raises(WrongState, match="was completed"):
        desk.interactions.wake(me, ref)


def test_it_is_taken_back_like_any_other_act(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.snooze(me, ref, NOW + DAY)
    desk.interactions.wake(me, ref)
    desk.do(me, "undo", ref, {})
    assert desk.work.find(me, ref).snoozed_until == NOW + DAY
    desk.do(me, "undo", ref, {})
    assert desk.work.find(me, ref).snoozed_until is None
