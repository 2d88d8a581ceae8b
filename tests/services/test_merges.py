"""Two contacts become one, and two again as they were."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, ChangedMeanwhile, NotFound, WrongState
from desk.models.clocks import Clock
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed, states
from tests.stores import NOW

HOUR, DAY = 3600, 86400
Hire = Callable[..., Actor]


@pytest.fixture(autouse=True)
def _sound(desk: Desk, me: Actor) -> Iterator[None]:
    for subject in ("Lamp", "The lamp", "Lamp!!"):
        desk.interactions.log(me, "inbound", "email", subject, sender="a@b.example", text=subject)
    yield
    assert broken(desk) == []
    assert [row.check for row in desk.health.checks() if not row.ok] == []


def _state(desk: Desk, number: int) -> dict[str, Any]:
    """Everything the store knows of an item but its history: what an unmerge has to give back."""
    state: dict[str, Any] = states(desk, [f"I-{number}"])[f"I-{number}"]
    return state


def _deep(desk: Desk, me: Actor) -> None:
    """Give I-1 everything that a merge ends."""
    desk.interactions.claim(me, "I-1")
    desk.interactions.tag(me, "I-1", "vip")
    desk.interactions.promise(me, "I-1", "Call back", NOW + 3 * HOUR)
    desk.interactions.await_customer(me, "I-1", "Which?", NOW + DAY, NOW + HOUR)
    desk.interactions.snooze(me, "I-1", NOW + DAY)


def test_what_ends_is_said_before(desk: Desk, me: Actor) -> None:
    _deep(desk, me)
    done = desk.interactions.merge(me, "I-1", "I-2", dry_run=True)
    assert done.effects == (
        "It goes on in I-2; I-1 leads there.",
        "It no longer waits for the customer.",
        "Its snooze is over.",
        "The promise 'Call back' for 13:00 falls away.",
        "Completion ends with it, neither met nor missed.",
    )
    assert (done.state, desk.work.find(me, "I-1").state) == ("completed", "awaitingCustomer")


def test_the_old_reference_leads_to_the_target(desk: Desk, me: Actor, clock: FixedClock) -> None:
    desk.interactions.merge(me, "I-1", "I-2")
    clock.advance(60)
    assert desk.work.find(me, "I-1").ref == desk.trail.item(me, "i-1").work.ref == "I-2"
    done = desk.interactions.note(me, "I-1", "came to the old one")
    assert (done.ref, done.effects) == ("I-2", ("I-1 was merged into I-2, so it is done there.",))
    desk.interactions.reply(me, "I-1", "It is on its way")
    item = desk.trail.item(me, "I-2")
    assert item.merged_from == ("I-1",)
    assert [(link.relation, link.ref) for link in item.links] == [("merged", "I-1")]
    told = [(entry.ref, entry.text) for entry in item.trail]
    assert told == [
        ("I-1", "Lamp"),
        ("", "The lamp"),
        ("I-1", "Merged into I-2"),
        ("", "Took in I-1"),
        ("I-1", "came to the old one"),
        ("I-1", "It is on its way"),
    ]
    assert [(said.ref, said.text) for said in item.messages] == [
        ("I-1", "Lamp"),
        ("", "The lamp"),
        ("I-1", "came to the old one"),
        ("I-1", "It is on its way"),
    ]


def test_an_answer_to_the_merged_one_reaches_the_target(desk: Desk, me: Actor) -> None:
    desk.interactions.await_customer(me, "I-1", "Which?", NOW + DAY)
    desk.interactions.merge(me, "I-1", "I-2")
    done = desk.interactions.answer(me, "I-1", "The red one")
    assert (done.ref, done.state) == ("I-2", "open")
    assert desk.trail.item(me, "I-2").messages[-1].text == "The red one"
    desk.interactions.await_customer(me, "I-2", "Sure?", NOW + DAY)
    assert desk.interactions.answer(me, "I-1", "Yes").state == "inProgress"


def test_lists_still_have_the_merged_one(desk: Desk, me: Actor) -> None:
    desk.interactions.merge(me, "I-1", "I-2")
    found = desk.work.stream(me, Listing(parse("is:closed", "UTC", NOW)))
    assert [row.ref for row in found] == ["I-1"]


def test_work_on_both_ends_and_the_unmerge_gives_back_what_was(
    desk: Desk, me: Actor, hire: Hire, clock: FixedClock
) -> None:
    mia = hire("Mia", team="Field")
    _deep(desk, me)
    before = _state(desk, 1)
    desk.interactions.merge(me, "I-1", "I-2")
    clock.advance(HOUR)
    desk.interactions.assign(mia, "I-2", "me")
    desk.interactions.note(mia, "I-1", "through the old reference")
    desk.interactions.reply(mia, "I-2", "On its way")
    target = _state(desk, 2)
    clock.advance(HOUR)
    done = desk.do(me, "unmerge", "I-1", {})
    assert done.ref == "I-1"
    assert done.effects == (
        "I-1 is back: waits for customer.",
        "Completion stands still, its target is 16 h.",
        "Promise is due 13:00.",
    )
    assert _state(desk, 1) == before
    assert _state(desk, 2) == target, "what was done on the target since stays there"
    assert desk.work.find(me, "I-1").ref == "I-1"
    mine, theirs = (desk.trail.item(me, ref) for ref in ("I-1", "I-2"))
    assert theirs.merged_from == ()
    assert [entry.text for entry in mine.trail[-2:]] == ["Merged into I-2", "Given back by I-2"]
    assert theirs.trail[-1].text == "Gave back I-1"
    assert "through the old reference" in [said.text for said in theirs.messages]


def test_the_journal_alone_gives_the_same_state(desk: Desk, me: Actor) -> None:
    """Every field as the entries told it, one after the other, from nothing."""
    desk.customers.create(me, "Acme")
    desk.interactions.identify(me, "I-1", "Acme")
    _deep(desk, me)
    desk.interactions.link(me, "I-1", "I-3", "causedBy")
    desk.interactions.merge(me, "I-1", "I-2")
    desk.interactions.note(me, "I-1", "meanwhile")
    assert misreplayed(desk, ["I-1", "I-2", "I-3"]) == []
    desk.interactions.unmerge(me, "I-1")
    assert misreplayed(desk, ["I-1", "I-2", "I-3"]) == []


def test_clocks_come_back_as_the_calendar_now_counts(desk: Desk, me: Actor) -> None:
    """The mornings alone are open since: what was taken out of the queue is counted anew too."""
    desk.interactions.merge(me, "I-1", "I-2")
    days = ("mon", "tue", "wed", "thu", "fri")
    mornings = {"tz": "UTC", "hours": {day: [["09:00", "12:00"]] for day in days}}
    desk.calendars.save(me, "office", mornings)
    desk.interactions.unmerge(me, "I-1")
    assert desk.work.find(me, "I-1").due == desk.work.find(me, "I-2").due
    assert desk.work.find(me, "I-1").due == NOW + DAY + HOUR


def test_the_target_gives_back_the_one_that_came_last(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    desk.interactions.merge(me, "I-1", "I-3")
    clock.advance(1)
    desk.interactions.merge(me, "I-2", "I-3")
    done = desk.interactions.unmerge(me, "I-3")
    assert (done.ref, done.effects[0]) == ("I-3", "I-2 is back: open.")
    assert desk.trail.item(me, "I-3").merged_from == ("I-1",)
    desk.interactions.unmerge(me, "I-3")
    with pytest.raises(WrongState, match="nothing was merged into it"):
        desk.interactions.unmerge(me, "I-3")


def test_chains_lead_to_their_end_and_never_round(desk: Desk, me: Actor) -> None:
    desk.interactions.merge(me, "I-1", "I-2")
    desk.interactions.merge(me, "I-2", "I-3")
    assert desk.interactions.note(me, "I-1", "far").ref == "I-3"
    assert set(desk.trail.item(me, "I-1").merged_from) == {"I-1", "I-2"}
    with pytest.raises(BadValue, match="I-3 cannot be merged into itself"):
        desk.interactions.merge(me, "I-3", "I-1")
    desk.interactions.unmerge(me, "I-2")
    assert desk.work.find(me, "I-1").ref == "I-2"


def test_what_is_merged_into_a_merged_one_goes_to_its_target(desk: Desk, me: Actor) -> None:
    desk.interactions.merge(me, "I-1", "I-2")
    done = desk.interactions.merge(me, "I-3", "I-1")
    assert "It goes on in I-2; I-3 leads there." in done.effects


def test_what_cannot_be_merged_says_why(desk: Desk, me: Actor) -> None:
    for name in ("Acme", "Beta"):
        desk.customers.create(me, name)
    desk.interactions.identify(me, "I-1", "Acme")
    desk.interactions.identify(me, "I-2", "Beta")
    with pytest.raises(WrongState, match="I-1 is of Acme, I-2 of Beta"):
        desk.interactions.merge(me, "I-1", "I-2")
    with pytest.raises(NotFound):
        desk.interactions.merge(me, "I-1", "I-99")
    desk.interactions.complete(me, "I-3", "answered")
    with pytest.raises(WrongState, match="I-3 was completed"):
        desk.interactions.merge(me, "I-1", "I-3")
    with pytest.raises(WrongState, match="I-3 was completed"):
        desk.interactions.merge(me, "I-3", "I-1")
    with pytest.raises(WrongState, match="was not merged"):
        desk.interactions.unmerge(me, "I-1")


def test_a_merged_one_is_not_merged_again(desk: Desk, me: Actor) -> None:
    desk.interactions.merge(me, "I-1", "I-2")
    with pytest.raises(WrongState, match="I-1 was merged into I-2 already") as caught:
        desk.interactions.merge(me, "I-1", "I-3")
    assert "desk do I-1 unmerge" in caught.value.next_step


def test_a_target_without_customer_gets_the_one_that_is_known_and_gives_it_back(
    desk: Desk, me: Actor
) -> None:
    desk.customers.create(me, "Acme")
    desk.interactions.identify(me, "I-1", "Acme")
    due = desk.work.find(me, "I-2").due
    done = desk.interactions.merge(me, "I-1", "I-2")
    assert "I-2 is of Acme from now on." in done.effects
    assert desk.work.find(me, "I-2").customer == "Acme"
    assert [row.ref for row in desk.work.stream(me, _listing("acme"))] == ["I-2", "I-1"]
    desk.interactions.unmerge(me, "I-1")
    row = desk.work.find(me, "I-2")
    assert (row.customer, row.due) == (None, due)
    assert desk.work.find(me, "I-1").customer == "Acme"


def test_a_customer_named_since_stays(desk: Desk, me: Actor) -> None:
    for name in ("Acme", "Beta"):
        desk.customers.create(me, name)
    desk.interactions.identify(me, "I-1", "Acme")
    desk.interactions.merge(me, "I-1", "I-2")
    desk.interactions.identify(me, "I-2", "Beta")
    desk.interactions.unmerge(me, "I-1")
    assert desk.work.find(me, "I-2").customer == "Beta"


def test_an_undo_of_the_merge_parts_them_too(desk: Desk, me: Actor) -> None:
    _deep(desk, me)
    before, target = _state(desk, 1), _state(desk, 2)
    desk.interactions.merge(me, "I-1", "I-2")
    desk.undoing.undo_last(me)
    assert (_state(desk, 1), _state(desk, 2)) == (before, target)
    assert desk.trail.item(me, "I-2").merged_from == ()


def test_an_undo_of_the_unmerge_merges_again(desk: Desk, me: Actor) -> None:
    desk.interactions.merge(me, "I-1", "I-2")
    merged = _state(desk, 1)
    desk.interactions.unmerge(me, "I-1")
    desk.undoing.undo_last(me)
    assert _state(desk, 1) == merged
    assert desk.work.find(me, "I-1").ref == "I-2"


def test_taking_a_merge_or_its_end_back_leaves_the_link_of_the_two(desk: Desk, me: Actor) -> None:
    desk.interactions.link(me, "I-1", "I-2", "causedBy")
    before = states(desk, ["I-1", "I-2"])
    desk.interactions.merge(me, "I-1", "I-2")
    merged = states(desk, ["I-1", "I-2"])
    desk.undo(me)
    assert states(desk, ["I-1", "I-2"]) == before
    desk.interactions.merge(me, "I-1", "I-2")
    desk.interactions.unmerge(me, "I-1")
    desk.undo(me)
    assert states(desk, ["I-1", "I-2"]) == merged
    assert misreplayed(desk, ["I-1", "I-2"]) == []


def test_a_version_seen_before_the_merge_is_refused(desk: Desk, me: Actor) -> None:
    desk.interactions.merge(me, "I-1", "I-2")
    with pytest.raises(ChangedMeanwhile, match="I-1 was merged into I-2"):
        desk.interactions.note(me, "I-1", "x", expect=1)


def test_clocks_of_what_was_merged_stand_in_no_count(desk: Desk, me: Actor) -> None:
    desk.interactions.merge(me, "I-1", "I-2")
    with desk._store.reading() as session:
        states = session.rows(Clock.select(Clock.state).where(Clock.item == 1))
    assert {state for (state,) in states} == {"cancelled"}


def _listing(text: str) -> Listing:
    return Listing(parse(text, "UTC", NOW))
