"""How items stand to each other, seen from both ends; and what follows an ended one up."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, Duplicate, NotFound, WrongState
from desk.models.links import Link
from desk.rules.permissions import Actor
from desk.rules.vocabulary import RELATION_BACK, RELATIONS
from tests.services.invariants import broken
from tests.stores import NOW

DAY = 86400


@pytest.fixture(autouse=True)
def _sound(desk: Desk, me: Actor) -> Iterator[None]:
    for subject in ("Lamp", "Lamp again", "Bill"):
        desk.interactions.log(me, "inbound", "email", subject, sender="a@b.example")
    yield
    assert broken(desk) == []


def _links(desk: Desk, me: Actor, ref: str) -> list[tuple[str, str]]:
    return [(link.relation, link.ref) for link in desk.trail.item(me, ref).links]


@pytest.mark.parametrize("relation", RELATIONS)
def test_both_ends_see_it_and_tell_of_it(desk: Desk, me: Actor, relation: str) -> None:
    done = desk.do(me, "link", "I-2", {"to": "I-1", "relation": relation})
    assert done.version == 2
    assert _links(desk, me, "I-2") == [(relation, "I-1")]
    assert _links(desk, me, "I-1") == [(RELATION_BACK[relation], "I-2")]
    link = desk.trail.item(me, "I-2").links[0]
    assert (link.subject, link.state) == ("Lamp", "open")
    told = [desk.trail.item(me, ref).trail[-1].text for ref in ("I-2", "I-1")]
    assert told[0].endswith("I-1")
    assert told[1].endswith("I-2")
    assert told[0].startswith("Linked: ")


def test_one_link_for_each_two(desk: Desk, me: Actor) -> None:
    desk.interactions.link(me, "I-2", "I-1", "duplicates")
    with pytest.raises(Duplicate, match="I-2 duplicates I-1 already"):
        desk.interactions.link(me, "I-2", "I-1", "causedBy")
    with pytest.raises(Duplicate, match="I-1 is duplicated by I-2 already") as caught:
        desk.interactions.link(me, "I-1", "I-2", "relatesTo")
    assert caught.value.next_step.endswith("desk do I-1 unlink to=I-2")
    desk.interactions.link(me, "I-1", "I-3", "causedBy")
    assert len(_links(desk, me, "I-1")) == 2


def test_nothing_is_linked_to_itself_or_to_what_is_not_there(desk: Desk, me: Actor) -> None:
    with pytest.raises(BadValue, match="to itself"):
        desk.interactions.link(me, "I-1", "I-1", "relatesTo")
    with pytest.raises(NotFound, match="There is no I-99"):
        desk.interactions.link(me, "I-1", "I-99", "relatesTo")
    with pytest.raises(NotFound, match="There is no P-1"):
        desk.interactions.link(me, "I-1", "P-1", "relatesTo")


@pytest.mark.parametrize(("one", "other"), [("I-1", "I-2"), ("I-2", "I-1")])
def test_either_end_takes_it_away(desk: Desk, me: Actor, one: str, other: str) -> None:
    desk.interactions.link(me, "I-2", "I-1", "followUp")
    desk.do(me, "unlink", one, {"to": other})
    assert _links(desk, me, "I-1") == _links(desk, me, "I-2") == []
    told = [desk.trail.item(me, ref).trail[-1].text for ref in ("I-1", "I-2")]
    assert told == [
        "Link taken away: is followed up by I-2",
        "Link taken away: follows up I-1",
    ]
    with pytest.raises(NotFound, match=f"{one} is not linked to {other}") as caught:
        desk.interactions.unlink(me, one, other)
    assert caught.value.next_step == "Its links: none."


def test_a_dry_run_says_it_and_writes_nothing(desk: Desk, me: Actor) -> None:
    done = desk.interactions.link(me, "I-2", "I-1", "duplicates", dry_run=True)
    assert done.effects == ("I-2 duplicates I-1.",)
    assert _links(desk, me, "I-1") == []


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("end", ["I-1", "I-2"])
def test_an_undo_takes_it_from_both_ends(desk: Desk, me: Actor, relation: str, end: str) -> None:
    desk.interactions.link(me, "I-2", "I-1", relation)
    desk.do(me, "undo", end, {})
    assert _links(desk, me, "I-1") == _links(desk, me, "I-2") == []


@pytest.mark.parametrize("relation", RELATIONS)
def test_an_undone_unlinking_leaves_the_link_as_it_was(
    desk: Desk, me: Actor, relation: str
) -> None:
    desk.interactions.link(me, "I-2", "I-1", relation)
    desk.interactions.unlink(me, "I-1", "I-2")
    desk.undoing.undo_last(me)
    assert _links(desk, me, "I-2") == [(relation, "I-1")]
    with desk._store.reading() as session:
        assert len(session.rows(Link.select(Link.id))) == 1


def test_a_follow_up_goes_on_from_what_has_ended(desk: Desk, me: Actor, clock: FixedClock) -> None:
    desk.customers.create(me, "Acme")
    desk.people.add(me, "Mia", "agent", "Field")
    desk.interactions.identify(me, "I-1", "Acme")
    desk.interactions.hand(me, "I-1", "Field")
    desk.interactions.complete(me, "I-1", "answered")
    clock.advance(2 * DAY)
    with pytest.raises(WrongState) as caught:
        desk.interactions.reopen(me, "I-1", "Broken again")
    assert caught.value.next_step.endswith("desk do I-1 follow-up")
    done = desk.do(me, "follow-up", "I-1", {"text": "Broken again"})
    assert (done.ref, done.created, done.undo) == ("I-1", "I-4", False)
    assert done.effects[0] == "I-4 follows it up."
    new = desk.work.find(me, "I-4")
    assert (new.subject, new.customer, new.team, new.contact, new.channel, new.direction) == (
        *("Lamp", "Acme", "Field", "a@b.example", "email", "inbound"),
    )
    assert (new.state, new.created, new.owner) == ("open", NOW + 2 * DAY, None)
    assert new.due == NOW + 2 * DAY + 4 * 3600
    assert _links(desk, me, "I-4") == [("followUp", "I-1")]
    assert _links(desk, me, "I-1") == [("followedUpBy", "I-4")]
    item = desk.trail.item(me, "I-4")
    assert [entry.text for entry in item.trail] == ["Broken again"]
    last = desk.trail.item(me, "I-1").trail[-1]
    assert last.text == "Follow-up logged: is followed up by I-4"


def test_a_follow_up_may_differ(desk: Desk, me: Actor) -> None:
    new = {"subject": "Call them", "direction": "outbound", "channel": "phone"}
    done = desk.do(me, "follow-up", "I-1", new)
    row = desk.work.find(me, done.created)
    assert (row.subject, row.direction, row.channel) == ("Call them", "outbound", "phone")
    first = desk.trail.item(me, done.created).trail[0].text
    assert first == "Logged, phone out, follows up I-1"


def test_a_follow_up_tried_dry_is_not_there(desk: Desk, me: Actor) -> None:
    done = desk.do(me, "follow-up", "I-1", {}, dry_run=True)
    assert done.created == "I-4"
    with pytest.raises(NotFound):
        desk.work.find(me, "I-4")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (("link", {"to": "I-2", "relation": "relatesTo"}), "Linked I-1"),
        (("merge", {"into": "I-2"}), "Merged I-1"),
    ],
)
def test_of_two_that_go_together_the_one_acted_on_is_named(
    desk: Desk, me: Actor, act: tuple[str, dict[str, str]], told: str
) -> None:
    desk.do(me, act[0], "I-1", act[1])
    assert desk.undoable(me) == told
    assert desk.undo(me).what == told
