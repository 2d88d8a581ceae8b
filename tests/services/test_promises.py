"""What is promised for a time: a clock of its own that takes part in the queue."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, MissingValue, NotFound, WrongState
from desk.rules.permissions import Actor
from desk.rules.policies import AT_ANY_HOUR
from tests.services.invariants import broken
from tests.stores import NOW

HOUR, DAY = 3600, 86400


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A contact by mail: its first answer is due in four hours."""
    return desk.interactions.log(me, "inbound", "email", "Lamp", sender="a@b.example").ref


def _states(desk: Desk, me: Actor, ref: str) -> dict[int, str]:
    return {each.number: each.state for each in desk.trail.item(me, ref).promises}


def test_a_promise_is_due_when_it_is_promised_for(desk: Desk, me: Actor, ref: str) -> None:
    """Round the clock: also at night, when the office counts nothing."""
    done = desk.do(me, "promise", ref, {"text": "Call back", "at": "2026-11-24 03:00"})
    assert done.effects == ("Promise is due Tue 03:00.",)
    item = desk.trail.item(me, ref)
    (promise,) = item.promises
    due = NOW + 17 * HOUR
    assert promise == (1, "Call back", due, me.name, None, "running")
    assert item.fields["promises"] == [
        {
            "number": 1,
            "text": "Call back",
            "due": "2026-11-24T03:00:00Z",
            "made_by": me.name,
            "kept": None,
            "state": "running",
        }
    ]
    clock = item.clocks[-1]
    assert (clock.name, clock.policy, clock.calendar) == ("promise", "promise", AT_ANY_HOUR)
    assert (clock.due, clock.steps) == (due, (f"{me.name} promised: Call back",))
    assert item.trail[-1].text == "Promised for Tue 24 Nov 2026 03:00: Call back"


def test_the_earliest_clock_places_the_item(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.promise(me, ref, "Call back", NOW + 2 * HOUR)
    desk.interactions.promise(me, ref, "Send the bill", NOW + HOUR)
    assert desk.work.find(me, ref).due == NOW + HOUR
    desk.interactions.keep(me, ref)
    assert desk.work.find(me, ref).due == NOW + 2 * HOUR
    desk.interactions.keep(me, ref)
    assert desk.work.find(me, ref).due == NOW + 4 * HOUR


def test_the_one_due_first_is_kept_unless_another_is_named(desk: Desk, me: Actor, ref: str) -> None:
    for text, hours in (("later", 3), ("first", 1), ("second", 2)):
        desk.interactions.promise(me, ref, text, NOW + hours * HOUR)
    assert desk.do(me, "keep", ref, {}).effects == ("The promise 'first' is kept.",)
    assert desk.do(me, "keep", ref, {"promise": "1"}).effects == ("The promise 'later' is kept.",)
    assert _states(desk, me, ref) == {1: "met", 2: "met", 3: "running"}
    with pytest.raises(WrongState, match="Promise 2 of I-1 is not open any more") as caught:
        desk.interactions.keep(me, ref, 2)
    assert caught.value.next_step == "Open are: 3."
    with pytest.raises(NotFound, match="has no promise 9"):
        desk.interactions.keep(me, ref, 9)


def test_one_kept_late_is_missed_all_the_same(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.interactions.promise(me, ref, "Call back", NOW + HOUR)
    clock.advance(3 * HOUR)
    done = desk.interactions.keep(me, ref)
    assert done.effects == ("The promise 'Call back' is kept, 2 h late.",)
    (promise,) = desk.trail.item(me, ref).promises
    assert (promise.kept, promise.state) == (NOW + 3 * HOUR, "missed")


def test_waiting_and_new_targets_leave_it_alone(desk: Desk, me: Actor, ref: str) -> None:
    desk.interactions.promise(me, ref, "Call back", NOW + HOUR)
    desk.interactions.await_customer(me, ref, "Which?", NOW + DAY)
    assert desk.work.find(me, ref).due == NOW + HOUR
    desk.interactions.prioritise(me, ref, 5, "no hurry")
    assert desk.work.find(me, ref).due == NOW + HOUR


def test_open_ones_fall_away_when_the_item_ends_and_stay_so(
    desk: Desk, me: Actor, ref: str
) -> None:
    desk.interactions.promise(me, ref, "Call back", NOW + HOUR)
    desk.interactions.promise(me, ref, "Send the bill", NOW + DAY)
    done = desk.interactions.complete(me, ref, "answered")
    assert "The promise 'Call back' for 11:00 falls away." in done.effects
    assert "The promise 'Send the bill' for Tue 10:00 falls away." in done.effects
    desk.interactions.reopen(me, ref, "not yet")
    assert _states(desk, me, ref) == {1: "cancelled", 2: "cancelled"}
    with pytest.raises(WrongState, match="has no open promise"):
        desk.interactions.keep(me, ref)
    desk.interactions.promise(me, ref, "Once more", NOW + HOUR)
    assert _states(desk, me, ref)[3] == "running"


def test_a_calendar_of_that_name_cannot_be_saved(desk: Desk, me: Actor) -> None:
    with pytest.raises(BadValue, match="calendar of promises"):
        desk.calendars.save(me, AT_ANY_HOUR, {"tz": "UTC", "hours": {"mon": [["09:00", "10:00"]]}})


def test_what_makes_no_sense_is_refused(desk: Desk, me: Actor, ref: str) -> None:
    with pytest.raises(MissingValue):
        desk.interactions.promise(me, ref, " ", NOW + HOUR)
    with pytest.raises(BadValue, match="in the past"):
        desk.interactions.promise(me, ref, "x", NOW)
    with pytest.raises(BadValue, match="more than a year"):
        desk.interactions.promise(me, ref, "x", NOW + 367 * DAY)
    desk.interactions.complete(me, ref, "answered")
    with pytest.raises(WrongState):
        desk.interactions.promise(me, ref, "x", NOW + HOUR)


def test_an_undo_puts_promise_and_clock_back(desk: Desk, me: Actor, ref: str) -> None:
    before = desk.work.find(me, ref).due
    desk.interactions.promise(me, ref, "Call back", NOW + HOUR)
    desk.interactions.keep(me, ref)
    desk.do(me, "undo", ref, {})
    assert _states(desk, me, ref) == {1: "running"}
    assert desk.work.find(me, ref).due == NOW + HOUR
    desk.do(me, "undo", ref, {})
    assert _states(desk, me, ref) == {}
    assert desk.work.find(me, ref).due == before
