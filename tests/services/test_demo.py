"""Training stores: believable, the same every time, into a new store only."""

from collections import Counter

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import Duplicate
from desk.rows.work import Listing, WorkRow
from desk.rules.clocks import level_at
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from desk.rules.vocabulary import CHANNELS, RELATIONS
from tests.stores import NOW, Fill, Places, nothing, settings_for

WEEKEND_NIGHT = NOW - 33 * 3600
LATE = NOW + 8 * 3600


def everything(desk: Desk) -> list[WorkRow]:
    """All work, in the queue's order."""
    me = desk.directory.actor()
    return list(desk.work.stream(me, Listing(parse("", desk.zone, desk.clock.now()), "due")))


def fill(desk: Desk) -> None:
    """Make a training store."""
    desk.demo.fill(desk.directory.actor(), 400)


@pytest.fixture
def filling(request: pytest.FixtureRequest) -> Fill:
    """What the desk of a test that asks for `filled` begins with."""
    return fill if "filled" in request.fixturenames else nothing


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A training store."""
    return desk


def test_so_many_contacts_are_made_and_the_store_is_marked(places: Places) -> None:
    url = places.founded()
    desk = build(settings_for(url), FixedClock(NOW))
    assert not desk.training
    desk.demo.fill(desk.directory.actor(), 120)
    desk.close()
    desk = build(settings_for(url), FixedClock(NOW))
    assert desk.training
    assert {row.ref for row in everything(desk)} == {f"I-{number}" for number in range(1, 121)}
    desk.close()
    places.remove(url)


def test_a_filled_store_is_sound(filled: Desk) -> None:
    assert {row.check: row.message for row in filled.health.checks() if not row.ok} == {}


@pytest.mark.parametrize("now", [NOW, WEEKEND_NIGHT, LATE])
def test_every_age_and_state_is_there_whenever_it_is_made(places: Places, now: int) -> None:
    url = places.founded()
    desk = build(settings_for(url), FixedClock(now))
    desk.demo.fill(desk.directory.actor(), 400)
    rows = everything(desk)
    levels = Counter(level_at(row.instants, now) for row in rows)
    assert min(levels[level] for level in ("green", "watch", "warning", "jeopardy")) >= 5
    assert levels["breached"] + levels["overdue2"] + levels["overdue3"] >= 5
    states = Counter(row.state for row in rows)
    assert set(states) == {"open", "inProgress", "awaitingCustomer", "completed"}
    assert min(states.values()) >= 10
    assert all(row.created <= row.updated <= now for row in rows)
    desk.close()
    places.remove(url)


def test_it_looks_lived_in(filled: Desk, me: Actor) -> None:
    rows = everything(filled)
    assert {row.channel for row in rows} == set(CHANNELS) - {"other"}
    assert {row.priority for row in rows} == {1, 2, 3, 4, 5}
    owners = Counter(row.owner for row in rows if row.standing != "closed")
    assert owners[me.name] >= 20
    assert owners[None] >= 20
    assert len(owners) >= 7
    scripts = {letter_block(row.customer or "") for row in rows}
    assert scripts >= {"LATIN", "GREEK", "CYRILLIC", "CJK", "HANGUL", "ARABIC"}
    assert 0.1 < sum(row.customer is None for row in rows) / len(rows) < 0.3
    addresses = [row.contact for row in rows if "@" in row.contact]
    assert all(address.endswith(".example") for address in addresses)
    trail = filled.trail.item(me, next(row.ref for row in rows if row.state == "completed"))
    assert [entry.action for entry in trail.trail][0] == "log"
    assert trail.messages
    assert trail.clocks


def test_colleagues_have_put_aside_promised_linked_and_merged(filled: Desk, me: Actor) -> None:
    now = filled.clock.now()

    def found(filter_: str) -> list[str]:
        return [
            row.ref for row in filled.work.stream(me, Listing(parse(filter_, "UTC", now), "due"))
        ]

    assert len(found("is:snoozed")) == 8
    closed = [filled.trail.item(me, ref) for ref in found("is:closed closed<1d")]
    assert len([item for item in closed if item.trail[-1].action == "merge"]) == 2
    items = [filled.trail.item(me, ref) for ref in found("is:open updated<1d")]
    promises = [promise for item in items for promise in item.promises]
    assert {(promise.kept is not None, promise.due < now) for promise in promises} == {
        *((True, True), (False, True), (False, False)),
    }
    assert {link.relation for item in items for link in item.links} >= set(RELATIONS)


def test_nothing_comes_twice_at_one_time(filled: Desk) -> None:
    with filled._store.reading() as session:
        found = session.sql("SELECT item, clock, threshold, at FROM crossing")
    assert len(found) == len(set(found)) > 0


def test_five_views_are_shared_and_each_finds_something(filled: Desk, me: Actor) -> None:
    views = filled.views.of(me)
    assert sorted(view.key for view in views) == ["1", "2", "3", "4", "5"]
    assert all(view.is_shared for view in views)
    for view in views:
        listing = Listing(parse(view.filter, filled.zone, filled.clock.now()), view.sort)
        assert next(filled.work.stream(me, listing), None), view.name


def letter_block(text: str) -> str:
    """The script a text begins with."""
    import unicodedata

    letter = next((each for each in text if each.isalpha()), "")
    return unicodedata.name(letter).split()[0] if letter else ""


def test_the_same_size_and_seed_give_the_same_store(places: Places) -> None:
    made: list[list[WorkRow]] = []
    for seed in (1, 1, 2):
        url = places.founded()
        desk = build(settings_for(url), FixedClock(NOW))
        desk.demo.fill(desk.directory.actor(), 60, seed)
        made.append(everything(desk))
        desk.close()
        places.remove(url)
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_it_goes_into_a_new_store_only(desk: Desk, me: Actor) -> None:
    desk.demo.fill(me, 10)
    with pytest.raises(Duplicate, match="new store only"):
        desk.demo.fill(me, 10)
    assert len(everything(desk)) == 10


def test_made_up_work_can_be_worked_on(desk: Desk, me: Actor) -> None:
    desk.demo.fill(me, 100)
    taken = desk.interactions.take_next(me)
    desk.do(me, "reply", taken.ref, {"text": "We are on it."})
    done = desk.do(me, "complete", taken.ref, {"outcome": "answered"})
    assert done.state == "completed"
    logged = desk.do(
        me, "log", "interaction", {"direction": "inbound", "channel": "web", "subject": "New"}
    )
    assert logged.ref == "I-101"
    assert {row.check: row.message for row in desk.health.checks() if not row.ok} == {}
