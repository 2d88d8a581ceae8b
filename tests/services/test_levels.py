"""Levels settled otherwise: open items follow, batch by batch, and nothing is told twice."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.services import tick
from tests.services.invariants import broken
from tests.services.ticks import HOUR, crossings
from tests.stores import NOW


def settle(desk: Desk, me: Actor, **levels: int) -> None:
    desk.store_settings.save_terms(me, {"levels": levels})


@pytest.fixture
def mails(desk: Desk, me: Actor) -> list[str]:
    """Some mails that wait for their first answer."""
    for number in range(5):
        desk.interactions.log(me, "inbound", "email", f"Mail {number}", sender="a@example.net")
        desk.interactions.claim(me, f"I-{number + 1}")
    return [f"I-{number + 1}" for number in range(5)]


def test_open_items_get_their_instants_anew(
    desk: Desk, me: Actor, mails: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tick, "BATCH", 2)
    settle(desk, me, watch=25, warning=40)
    assert desk.tick.next_at() == 0
    assert [row.check for row in desk.health.checks() if not row.ok] == []
    assert desk.tick.run() == ()
    assert desk.tick.next_at() == NOW + HOUR
    assert broken(desk) == []
    assert [row.check for row in desk.health.checks() if not row.ok] == []


def test_new_levels_hold_from_when_they_were_settled(
    desk: Desk, me: Actor, mails: list[str], clock: FixedClock
) -> None:
    clock.advance(HOUR + 60)
    assert desk.tick.run() == ()
    settle(desk, me, watch=25)
    ticked = desk.tick.run()
    assert {(each.level, each.threshold, each.at) for each in ticked} == {
        ("watch", 25, NOW + HOUR + 60)
    }
    assert len(ticked) == len(mails)


def test_what_was_told_as_a_level_is_not_told_again_as_it(
    desk: Desk, me: Actor, mails: list[str], clock: FixedClock
) -> None:
    clock.advance(3 * HOUR)
    desk.tick.run()
    settle(desk, me, watch=55, warning=80)
    clock.advance(30 * 60)
    assert desk.tick.run() == ()
    clock.advance(6 * 60)
    assert {each.level for each in desk.tick.run()} == {"jeopardy"}
    assert {each.threshold for each in crossings(desk)} == {50, 75, 90}
    assert broken(desk) == []


def test_a_level_is_told_that_comes_to_lie_below_another_which_was_told(
    desk: Desk, me: Actor, mails: list[str], clock: FixedClock
) -> None:
    """Watch is told at 50 %; an hour of the four is a quarter."""
    clock.advance(2 * HOUR + 24 * 60)
    desk.tick.run()
    settle(desk, me, watch=60)
    assert desk.tick.run() == ()
    settle(desk, me, watch=55, warning=57)
    assert {(each.level, each.threshold) for each in desk.tick.run()} == {("warning", 57)}
    settle(desk, me)
    clock.advance(2 * HOUR)
    assert {each.threshold for each in desk.tick.run()} == {90, 100}
    assert broken(desk) == []


def test_the_level_of_a_clock_is_as_settled(
    desk: Desk, me: Actor, mails: list[str], clock: FixedClock
) -> None:
    settle(desk, me, watch=10)
    clock.advance(HOUR)
    desk.tick.run()
    first = desk.trail.item(me, "I-1").clocks[0]
    assert first.level == "watch"
    assert any("watch" in line for line in first.steps)
