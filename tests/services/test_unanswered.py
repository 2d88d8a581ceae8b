"""A first answer that never leaves was none: its clock goes on, unless something else was said."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.services.replay import misreplayed
from tests.services.ticks import HOUR, crossings
from tests.stores import NOW

TOLD = {"purpose": "information", "text": "We look into it."}


@pytest.fixture(autouse=True)
def _sound(desk: Desk, ref: str) -> Iterator[None]:
    yield
    assert broken(desk) == []
    assert misreplayed(desk, [ref]) == []


@pytest.fixture
def ref(desk: Desk, me: Actor) -> str:
    """A mail from Monday ten: an answer is due in 4 h."""
    ref = desk.interactions.log(me, "inbound", "email", "Router", sender="a@b.example").ref
    desk.do(me, "claim", ref, {})
    return ref


def answer(desk: Desk, me: Actor, ref: str) -> tuple[str, int | None]:
    """How the clock of the first answer stands, and when it was stopped after Monday ten."""
    clocks = {each.name: each for each in desk.trail.item(me, ref).clocks}
    stop = clocks["firstAnswer"].stop
    return clocks["firstAnswer"].state, None if stop is None else stop - NOW


def test_what_is_dropped_was_no_answer(desk: Desk, me: Actor, ref: str, clock: FixedClock) -> None:
    clock.advance(HOUR)
    desk.do(me, "inform", ref, TOLD)
    assert answer(desk, me, ref) == ("met", HOUR)
    said = desk.do(me, "drop", "N-1", {"reason": "not so"}).effects
    assert any(line.startswith("First answer is due ") for line in said)
    assert answer(desk, me, ref) == ("running", None)
    clock.advance(HOUR)
    desk.tick.run()
    assert [(each.threshold, each.at - NOW) for each in crossings(desk)] == [(50, 2 * HOUR)]


def test_what_was_said_after_it_is_the_answer_in_its_place(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.do(me, "inform", ref, TOLD)
    clock.advance(5)
    desk.do(me, "reply", ref, {"text": "It is the router."})
    desk.do(me, "drop", "N-1", {})
    assert answer(desk, me, ref) == ("met", 5)
    desk.do(me, "drop", "N-2", {})
    assert answer(desk, me, ref) == ("running", None)


def test_what_was_said_before_it_stays_the_answer(
    desk: Desk, me: Actor, ref: str, clock: FixedClock
) -> None:
    desk.do(me, "reply", ref, {"text": "It is the router."})
    clock.advance(5)
    desk.do(me, "inform", ref, TOLD)
    desk.do(me, "drop", "N-2", {})
    assert answer(desk, me, ref) == ("met", 0)
