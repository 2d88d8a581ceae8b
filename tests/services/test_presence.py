"""Presence: who has what open; told when it changes, over by itself when nobody says it again."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.queries.pulse import Pulse
from desk.rules.permissions import DESK, Actor
from desk.services.presence import LIFETIME, Presence
from tests.stores import NOW, Hire, Places, settings_for

NEARLY = 10
"""Seconds that may pass between two desks' looks at the server's clock, where tests are slow."""


@pytest.fixture
def ben(desk: Desk, me: Actor, hire: Hire) -> Actor:
    """Somebody else, with two items to open."""
    for subject in ("x", "y"):
        desk.interactions.log(me, "inbound", "email", subject)
    return hire("Ben")


@pytest.fixture
def pulse(desk: Desk, ben: Actor) -> Iterator[Pulse]:
    """What a desk hears from here on."""
    made = Pulse(desk._store)
    yield made
    made.stop()


def _seen(desk: Desk, actor: Actor) -> dict[int, list[tuple[str, bool]]]:
    found = desk.presence.others(actor)
    return {item: [(row.person, row.is_writing) for row in rows] for item, rows in found.items()}


def test_others_see_who_reads_and_who_writes(desk: Desk, me: Actor, ben: Actor) -> None:
    desk.presence.here(ben, "s1", 1)
    assert _seen(desk, me) == {1: [("Ben", False)]}
    desk.presence.here(ben, "s1", 2, is_writing=True)
    assert _seen(desk, me) == {2: [("Ben", True)]}
    desk.presence.here(ben, "s1", None)
    assert _seen(desk, me) == {}


def test_who_writes_comes_first_and_oneself_is_nobody_else(
    desk: Desk, me: Actor, ben: Actor, hire: Hire
) -> None:
    cem = hire("Cem")
    desk.presence.here(ben, "s1", 1)
    desk.presence.here(cem, "s2", 1, is_writing=True)
    desk.presence.here(me, "s3", 1)
    assert _seen(desk, me) == {1: [("Cem", True), ("Ben", False)]}


def test_it_ends_by_itself(desk: Desk, me: Actor, ben: Actor, clock: FixedClock) -> None:
    desk.presence.here(ben, "s1", 1)
    clock.advance(LIFETIME - 1)
    assert _seen(desk, me)
    clock.advance(1)
    assert _seen(desk, me) == {}


def test_said_again_it_goes_on(desk: Desk, me: Actor, ben: Actor, clock: FixedClock) -> None:
    for _ in range(5):
        desk.presence.here(ben, "s1", 1)
        clock.advance(10)
    assert _seen(desk, me) == {1: [("Ben", False)]}


def test_whoever_writes_clears_away_what_has_ended(
    desk: Desk, me: Actor, ben: Actor, clock: FixedClock
) -> None:
    desk.presence.here(ben, "s1", 1)
    clock.advance(60)
    desk.presence.here(me, "s2", 2)
    with desk._store.reading() as session:
        assert session.sql("SELECT session FROM presence") == [("s2",)]


def test_a_desk_that_was_stopped_for_long_is_back_with_its_next_word(
    desk: Desk, me: Actor, ben: Actor, pulse: Pulse, clock: FixedClock
) -> None:
    desk.presence.here(ben, "s1", 1)
    clock.advance(300)
    before = pulse.moves
    pulse.wait(0)
    desk.presence.here(ben, "s1", 1)
    pulse.wait(0)
    assert pulse.moves > before
    assert _seen(desk, me) == {1: [("Ben", False)]}


def test_the_desk_itself_is_nowhere(desk: Desk, me: Actor, ben: Actor) -> None:
    desk.presence.here(DESK, "s1", 1)
    assert _seen(desk, me) == {}


def test_who_may_not_read_work_sees_nobody(desk: Desk, me: Actor, ben: Actor) -> None:
    desk.presence.here(ben, "s1", 1)
    assert desk.presence.others(me._replace(role="partner")) == {}


class TestPulse:
    """What listeners are told of presence."""

    def test_news_is_heard_and_is_no_change_of_work(
        self, desk: Desk, ben: Actor, pulse: Pulse
    ) -> None:
        before = pulse.moves
        desk.presence.here(ben, "s1", 1)
        assert pulse.wait(5) is None
        assert pulse.moves == before + 1
        desk.presence.here(ben, "s1", 1, is_writing=True)
        desk.presence.here(ben, "s1", None)
        pulse.wait(0.3)
        assert pulse.moves == before + 3

    def test_the_same_once_more_is_no_news(self, desk: Desk, ben: Actor, pulse: Pulse) -> None:
        desk.presence.here(ben, "s1", 1)
        pulse.wait(0.3)
        before = pulse.moves
        for _ in range(3):
            desk.presence.here(ben, "s1", 1)
        desk.presence.here(ben, "s2", None)
        pulse.wait(0.3)
        assert pulse.moves == before

    def test_work_that_changes_meanwhile_is_told(
        self, desk: Desk, me: Actor, ben: Actor, pulse: Pulse
    ) -> None:
        desk.presence.here(ben, "s1", 1)
        desk.interactions.claim(me, "I-2")
        heard = [pulse.wait(0.5) for _ in range(2)]
        assert (2,) in heard

    def test_a_draft_is_no_news(self, desk: Desk, me: Actor, pulse: Pulse) -> None:
        before = pulse.moves
        desk.drafts.keep(me, "reply:I-1", "s1", {"text": "x"})
        assert pulse.wait(0.5) is None
        assert pulse.moves == before


def test_clocks_of_machines_that_are_apart_hide_nobody_and_keep_nobody(
    server_places: Places,
) -> None:
    """The server's time counts, where there is one."""
    url = server_places.founded()
    slow, fast = (build(settings_for(url), FixedClock(at)) for at in (NOW - 3600, NOW + 3600))
    mia = slow.people.add(slow.directory.actor(), "Mia") and slow.directory.actor("Mia")
    me = slow.directory.actor()
    for subject in ("x", "y"):
        slow.interactions.log(me, "inbound", "email", subject)
    slow.presence.here(mia, "slow", 1)
    fast.presence.here(me, "fast", 2)
    assert _seen(fast, me) == {1: [("Mia", False)]}
    assert [*_seen(slow, mia)] == [2]
    ((seen,),) = fast.presence.others(me).values()
    assert abs(seen.until - fast.clock.real_now() - LIFETIME) <= NEARLY
    for desk in (slow, fast):
        assert isinstance(desk.clock, FixedClock)
        desk.clock.advance(LIFETIME + NEARLY)
    assert _seen(fast, me) == _seen(slow, mia) == {}
    for desk in (slow, fast):
        desk.close()
    server_places.remove(url)


def test_another_length_of_life_is_an_argument(desk: Desk, me: Actor, ben: Actor) -> None:
    other = build(settings_for(desk._store.location.target), desk.clock)
    Presence(other._store, other.clock, 5 * LIFETIME).here(ben, "s1", 1)
    ((row,),) = desk.presence.others(me).values()
    other.close()
    assert abs(row.until - desk.clock.now() - 5 * LIFETIME) <= NEARLY
