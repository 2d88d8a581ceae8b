"""Who works on an item, and how its work ends."""

from collections.abc import Callable, Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, DeskError, NotAllowed, NotFound, NothingToDo, WrongState
from desk.rules.permissions import DESK, Actor
from desk.rules.vocabulary import INBOUND_OUTCOMES, OUTBOUND_OUTCOMES
from tests.services.invariants import broken
from tests.services.test_interactions import clock_of

HOUR = 3600


@pytest.fixture(autouse=True)
def _sound(desk: Desk) -> Iterator[None]:
    yield
    assert broken(desk) == []


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A mail that nobody has."""
    return desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example").ref


def test_one_takes_it_and_the_other_is_told(
    desk: Desk, me: Actor, ref: str, hire: Callable[..., Actor], clock: FixedClock
) -> None:
    ben = hire("ben")
    desk.interactions.claim(ben, ref)
    clock.advance(4)
    with pytest.raises(WrongState) as caught:
        desk.interactions.claim(me, ref)
    assert caught.value.message == f"{ref} was taken by ben 4 s ago"
    with pytest.raises(WrongState) as caught:
        desk.interactions.claim(ben, ref)
    assert "yours already" in caught.value.message
    assert desk.work.find(me, ref).owner == "ben"
    with pytest.raises(WrongState):
        desk.interactions.claim(DESK, desk.interactions.log(me, "inbound", "email", "y").ref)


def test_only_who_has_it_gives_it_back(
    desk: Desk, me: Actor, ref: str, hire: Callable[..., Actor]
) -> None:
    ben = hire("ben")
    with pytest.raises(WrongState, match="Nobody has"):
        desk.interactions.release(me, ref)
    desk.interactions.claim(ben, ref)
    with pytest.raises(WrongState, match="belongs to ben"):
        desk.interactions.release(me, ref)
    desk.interactions.release(ben, ref)
    assert desk.work.find(me, ref).owner is None


def test_it_is_assigned_to_people_who_work(
    desk: Desk, me: Actor, ref: str, hire: Callable[..., Actor]
) -> None:
    hire("Zoë")
    hire("Aud", "auditor")
    desk.interactions.assign(me, ref, "zoe")
    assert desk.work.find(me, ref).owner == "Zoë"
    with pytest.raises(WrongState, match="already"):
        desk.interactions.assign(me, ref, "Zoë")
    with pytest.raises(BadValue, match="auditor"):
        desk.interactions.assign(me, ref, "Aud")
    with pytest.raises(NotFound) as caught:
        desk.interactions.assign(me, ref, "bem")
    assert "Zoë" in caught.value.next_step
    desk.interactions.assign(me, ref, "me")
    assert desk.trail.item(me, ref).trail[-1].changes == {"owner": ("Zoë", me.name)}


def test_a_team_gets_it_without_its_owner_and_its_clocks_go_on(
    desk: Desk, me: Actor, ref: str, hire: Callable[..., Actor]
) -> None:
    hire("Mia", team="Field")
    desk.interactions.claim(me, ref)
    before = desk.trail.item(me, ref)
    desk.interactions.hand(me, ref, "field")
    after = desk.trail.item(me, ref)
    assert (after.work.owner, after.work.team) == (None, "Field")
    assert after.clocks == before.clocks
    assert after.trail[-1].text == "Handed to Field"
    with pytest.raises(WrongState):
        desk.interactions.hand(me, ref, "Field")
    with pytest.raises(NotFound, match="no team"):
        desk.interactions.hand(me, ref, "Nowhere")


def test_the_next_one_is_taken_until_there_is_none(
    desk: Desk, me: Actor, hire: Callable[..., Actor]
) -> None:
    log = desk.interactions.log
    low, high = (log(me, "inbound", "email", "x", priority=each).ref for each in (5, 1))
    ben = hire("ben")
    assert desk.interactions.take_next(ben, dry_run=True).ref == high
    assert desk.interactions.take_next(ben).ref == high
    assert desk.interactions.take_next(me).ref == low
    with pytest.raises(NothingToDo):
        desk.interactions.take_next(ben)
    assert desk.trail.item(me, high).trail[-1].action == "claim"


def test_outcomes_fit_the_direction(desk: Desk, me: Actor) -> None:
    for direction, fitting in (("inbound", INBOUND_OUTCOMES), ("outbound", OUTBOUND_OUTCOMES)):
        for outcome in (*INBOUND_OUTCOMES, *OUTBOUND_OUTCOMES):
            ref = desk.interactions.log(me, direction, "email", "x").ref
            if outcome in fitting and outcome != "merged":
                desk.interactions.complete(me, ref, outcome)
                assert desk.trail.item(me, ref).fields["outcome"] == outcome
            else:
                with pytest.raises(BadValue, match="no outcome"):
                    desk.interactions.complete(me, ref, outcome)


@pytest.mark.parametrize(
    "case",
    [
        (1, "answered", "met", "met"),
        (1, "forwarded", "met", "met"),
        (1, "spam", "cancelled", "met"),
        (30, "answered", "missed", "met"),
        (60, "answered", "missed", "missed"),
        (60, "noActionNeeded", "cancelled", "missed"),
    ],
)
def test_an_end_stops_the_clocks(
    desk: Desk, me: Actor, clock: FixedClock, ref: str, case: tuple[int, str, str, str]
) -> None:
    """Hours that passed, the outcome, and how each clock ends."""
    hours, outcome, first, completion = case
    clock.advance(hours * HOUR)
    done = desk.interactions.complete(me, ref, outcome, "all done")
    item = desk.trail.item(me, ref)
    assert clock_of(item, "firstAnswer").state == first
    assert clock_of(item, "completion").state == completion
    assert f"Completion is {completion}, its target was 16 h." in done.effects
    assert (item.work.standing, item.work.due, item.work.closed) == ("closed", None, clock.now())
    assert item.trail[-1].text.endswith("all done")


ON_ENDED = [
    ("claim", {}),
    ("release", {}),
    ("assign", {"to": "me"}),
    ("hand", {"team": "Field"}),
    ("reply", {"text": "x"}),
    ("prioritise", {"priority": "1", "note": "x"}),
    ("await", {"question": "x", "due": "+1d"}),
    ("answer", {"text": "x"}),
    ("complete", {"outcome": "answered"}),
]


@pytest.mark.parametrize("act", ON_ENDED, ids=lambda act: act[0])
def test_what_has_ended_says_so(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, act: tuple[str, dict[str, str]]
) -> None:
    desk.interactions.complete(me, ref, "answered")
    clock.advance(120)
    with pytest.raises(WrongState) as caught:
        desk.do(me, act[0], ref, act[1])
    assert caught.value.message == f"{ref} was completed by {me.name} 2 min ago as answered"
    assert "reopen" in caught.value.next_step


@pytest.mark.parametrize(
    ("action", "values"),
    [("note", {"text": "x"}), ("tag", {"name": "x"}), ("identify", {"customer": "Acme"})],
)
def test_what_has_ended_may_still_be_described(
    desk: Desk, me: Actor, ref: str, action: str, values: dict[str, str]
) -> None:
    desk.customers.create(me, "Acme")
    desk.interactions.complete(me, ref, "answered")
    desk.do(me, action, ref, values)
    assert desk.work.find(me, ref).standing == "closed"


def test_an_end_is_taken_back_within_a_day(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    """Opening hours that passed meanwhile are added to the due time."""
    with pytest.raises(WrongState, match="has not ended"):
        desk.interactions.reopen(me, ref, "x")
    due = clock_of(desk.trail.item(me, ref), "completion").due
    assert due is not None
    clock.advance(HOUR)
    desk.interactions.complete(me, ref, "answered")
    clock.advance(3 * HOUR)
    desk.interactions.reopen(me, ref, "The line is down again")
    item = desk.trail.item(me, ref)
    again = clock_of(item, "completion")
    assert (again.state, again.due) == ("running", due + 3 * HOUR)
    assert item.work.state == "inProgress"
    assert (item.fields["reopen_count"], item.fields["outcome"]) == (1, None)
    assert item.trail[-1].text == "Reopened: The line is down again"


@pytest.mark.parametrize("seconds", [24 * HOUR, 24 * HOUR + 1])
def test_a_day_later_a_follow_up_is_logged(
    desk: Desk, me: Actor, ref: str, clock: FixedClock, seconds: int
) -> None:
    desk.interactions.complete(me, ref, "answered")
    clock.advance(seconds)
    if seconds == 24 * HOUR:
        assert desk.interactions.reopen(me, ref, "x").state == "inProgress"
        return
    with pytest.raises(WrongState) as caught:
        desk.interactions.reopen(me, ref, "x")
    assert "follow-up" in caught.value.next_step


def test_an_agent_does_not_reopen(
    desk: Desk, me: Actor, ref: str, hire: Callable[..., Actor]
) -> None:
    desk.interactions.complete(me, ref, "answered")
    with pytest.raises(NotAllowed):
        desk.interactions.reopen(hire("ben"), ref, "x")


def test_an_item_that_is_not_there_is_not_found(desk: Desk, me: Actor) -> None:
    for wanted in ("I-9", "P-1"):
        with pytest.raises(DeskError) as caught:
            desk.interactions.claim(me, wanted)
        assert caught.value.code == "not_found"


def test_nothing_happens_to_an_item_before_it_was_there(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    """The clock of another machine, or this one set right, may be behind."""
    ref = desk.interactions.log(me, "inbound", "email", "x").ref
    created = desk.work.find(me, ref).created
    clock.advance(-600)
    desk.interactions.complete(me, ref, "answered")
    row = desk.work.find(me, ref)
    assert (row.created, row.closed) == (created, created)
    assert [check.check for check in desk.health.checks() if not check.ok] == []
