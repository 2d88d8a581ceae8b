"""Clocks follow what happens to an item, and the item's head follows its clocks."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.models.clocks import Clock, KeptClock
from desk.models.policies import calendars
from desk.rules.actions import acting_on
from desk.rules.clocks import Ticking
from desk.rules.permissions import Actor
from desk.rules.policies import DEFAULT_POLICIES
from desk.services.clocks import agreed, ended, started
from tests.services.invariants import broken
from tests.services.test_interactions import clock_of
from tests.services.test_rights import VALUES
from tests.stores import NOW

HOUR = 3600
STEPS = 40


class Story(NamedTuple):
    """What a test knows of an item by itself."""

    start: int
    pauses: list[tuple[int, int | None]]

    def completion(self, desk: Desk, priority: int) -> int | None:
        """When the completion is due, counted from the bare story."""
        policy = next(each for each in DEFAULT_POLICIES if each.conditions["priority"] == priority)
        with desk._store.reading() as session:
            calendar = calendars(session)[policy.calendar]
        target = policy.target("completion")
        return Ticking(calendar, self.start, target, tuple(self.pauses)).due()

    def stand(self, at: int) -> None:
        """The clock stands still from here."""
        self.pauses.append((at, None))

    def go(self, at: int) -> None:
        """It goes on."""
        begin, _ = self.pauses.pop()
        self.pauses.append((begin, at))


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_heads_are_what_clocks_say(
    desk: Desk, me: Actor, clock: FixedClock, hire: Callable[..., Actor], seed: int
) -> None:
    random = Random(seed)
    hire("Mia", team="Field")
    desk.customers.create(me, "Acme")
    ref = desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example").ref
    story = Story(clock.now(), [])
    parameters = {action.name: action.parameters for action in acting_on("interaction")}
    done = 0
    for _ in range(STEPS):
        clock.advance(random.choice((60, 600, 1200, HOUR, 5 * HOUR, 16 * HOUR)))
        name = random.choice(_FITTING[desk.work.find(me, ref).state])
        values = {each.name: VALUES[each.name] for each in parameters[name] if each.required}
        if name == "prioritise":
            values["priority"] = str(random.randint(1, 5))
        was = desk.work.find(me, ref).state
        try:
            desk.do(me, name, ref, values)
        except DeskError:
            continue
        done += 1
        _follow(story, name, was, clock.now())
        row = desk.work.find(me, ref)
        completion = clock_of(desk.trail.item(me, ref), "completion")
        if row.standing == "closed":
            assert completion.state in ("met", "missed")
        elif completion.paused:
            assert story.pauses[-1][1] is None
        else:
            assert completion.due == story.completion(desk, row.priority)
        assert broken(desk) == []
    assert done > STEPS // 3


_AT_ANY_TIME = ("claim", "release", "assign", "hand", "note", "tag", "untag", "identify")
_FITTING = {
    "open": (*_AT_ANY_TIME, "prioritise", "reply", "await", "complete"),
    "inProgress": (*_AT_ANY_TIME, "prioritise", "reply", "await", "await", "complete"),
    "awaitingCustomer": (*_AT_ANY_TIME, "prioritise", "reply", "answer", "answer", "complete"),
    "completed": ("reopen", "reopen", "note", "tag"),
}
"""What is worth a try in each state."""


def _follow(story: Story, name: str, was: str, now: int) -> None:
    if name == "await":
        story.stand(now)
    elif name == "answer":
        story.go(now)
    elif name == "complete":
        if was == "awaitingCustomer":
            story.go(now)
        story.stand(now)
    elif name == "reopen":
        story.go(now)


def test_each_new_target_is_a_new_generation(desk: Desk, me: Actor, clock: FixedClock) -> None:
    ref = desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example").ref
    desk.interactions.prioritise(me, ref, 2, "x")
    desk.interactions.prioritise(me, ref, 3, "y")
    clock.advance(HOUR)
    desk.interactions.complete(me, ref, "answered")
    desk.interactions.reopen(me, ref, "z")
    with desk._store.reading() as session:
        rows = session.rows(
            Clock.select(Clock.name, Clock.generation, Clock.target, Clock.state).order_by(Clock.id)
        )
    assert [row for row in rows if row[0] == "completion"] == [
        ("completion", 1, 16 * HOUR, "cancelled"),
        ("completion", 2, 8 * HOUR, "cancelled"),
        ("completion", 3, 16 * HOUR, "met"),
        ("completion", 4, 16 * HOUR, "running"),
    ]
    assert [row[1:] for row in rows if row[0] == "firstAnswer"] == [
        (1, 4 * HOUR, "cancelled"),
        (2, HOUR // 2, "cancelled"),
        (3, 4 * HOUR, "met"),
    ]


def test_a_met_clock_keeps_its_target(desk: Desk, me: Actor) -> None:
    ref = desk.interactions.log(me, "inbound", "phone", "x").ref
    desk.interactions.prioritise(me, ref, 1, "x")
    first = clock_of(desk.trail.item(me, ref), "firstAnswer")
    assert (first.state, first.policy, first.target_seconds) == ("met", "priority 3", 4 * HOUR)


@pytest.mark.parametrize(("early", "state"), [(1, "met"), (0, "missed"), (-1, "missed")])
def test_what_is_used_up_is_missed(
    desk: Desk, me: Actor, clock: FixedClock, early: int, state: str
) -> None:
    """A target that is reached is broken, to the second, as its level says."""
    ref = desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example").ref
    clock.advance(4 * HOUR - early)
    level = clock_of(desk.trail.item(me, ref), "firstAnswer").level
    desk.interactions.reply(me, ref, "Yes")
    assert clock_of(desk.trail.item(me, ref), "firstAnswer").state == state
    assert level == ("jeopardy" if state == "met" else "breached")


def test_what_ends_as_it_starts_is_met(desk: Desk, me: Actor) -> None:
    """Also where nothing may pass before the first answer."""
    with desk._store.reading() as session:
        terms = agreed(session)
    at_once = started(terms, KeptClock("firstAnswer", "x", "office", 0, NOW, NOW, "running"), NOW)
    assert ended(terms, at_once, NOW).state == "met"
    assert ended(terms, at_once, NOW + 1).state == "missed"


def test_a_clock_says_why(desk: Desk, me: Actor, clock: FixedClock) -> None:
    ref = desk.interactions.log(me, "inbound", "email", "x", sender="a@b.example").ref
    first = clock_of(desk.trail.item(me, ref), "firstAnswer")
    assert first.steps[0].startswith("Policy priority 3 (priority is 3): first answer in 4 h")
    assert "Due Mon 23 Nov 2026 14:00" in first.steps
    clock.advance(8 * HOUR)
    desk.interactions.await_customer(me, ref, "Which?", clock.now() + 86400)
    item = desk.trail.item(me, ref)
    assert clock_of(item, "firstAnswer").level == "overdue3"
    assert clock_of(item, "completion").level == "green"
    assert any("Stands still since" in line for line in clock_of(item, "completion").steps)
