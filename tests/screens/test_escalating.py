"""Escalated, acknowledged and settled by keys: the sheet proposes and says what comes of it."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from tests.screens.problems import footer, opened, report
from tests.screens.queues import shown
from tests.screens.seats import LARGE, seated, text_of, until, write

HOUR = 3600


@pytest.fixture
def problem(local: Desk, ana: Actor) -> str:
    """A problem of Ana's, with a team of the next level of support."""
    chief = local.directory.actor()
    local.people.add(chief, "Cem", "agent", "Backbone")
    local.people.add(chief, "Dora", "teamLead", "First")
    local.teams.save(chief, "First", lead="Dora")
    local.teams.save(chief, "Backbone", level=2)
    ref = report(local, ana, "Fibre down", impact="high", urgency="high", team="First")
    local.do(ana, "claim", ref, {})
    return ref


def level_of(desk: Desk, actor: Actor, ref: str) -> object:
    return desk.trail.item(actor, ref).fields["escalation_level"]


@pytest.mark.parametrize("place", ["queue", "item"])
async def test_e_proposes_the_next_level_and_u_brings_it_back(
    local: Desk, ana: Actor, problem: str, place: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, problem)
        if place == "item":
            await opened(keys, problem)
        await until(keys, lambda: "e escalate" in footer(keys))
        await keys.press("e")
        await shown(
            keys, f"Escalate {problem}?", "Backbone ", "Backbone has it now", "clocks go on"
        )
        await keys.press("tab", "tab")
        await write(keys, "Theirs")
        await keys.press("ctrl+s")
        await until(keys, lambda: level_of(local, ana, problem) == 1)
        assert local.work.find(ana, problem).team == "Backbone"
        await shown(keys, f"Escalated {problem}")
        await keys.press("u")
        await until(keys, lambda: level_of(local, ana, problem) == 0)
        assert local.work.find(ana, problem).owner == "Ana"


async def test_the_other_ladder_proposes_who_is_above(
    local: Desk, ana: Actor, problem: str
) -> None:
    async with seated(local, ana, LARGE) as keys:
        await opened(keys, problem)
        await keys.press("e")
        await shown(keys, "Backbone has it now")
        await keys.press("ctrl+u", *"hier", "enter")
        await shown(keys, "Dora is told.")
        await keys.press("tab", "tab")
        await write(keys, "Stuck")
        await keys.press("ctrl+s")
        await shown(keys, "level 1 told: Dora", "Escalation", "Level 1")
        await keys.press("E")
        await shown(keys, f"Take the escalation of {problem} back?", "It is escalated no more.")
        await write(keys, "Found")
        await keys.press("ctrl+s")
        await until(keys, lambda: level_of(local, ana, problem) == 0)
        await until(keys, lambda: "level 1 told" not in text_of(keys))


async def test_a_plan_and_a_settled_miss_stand_in_the_head(
    local: Desk, ana: Actor, problem: str, clock: FixedClock
) -> None:
    clock.advance(5 * HOUR)
    local.tick.run()
    async with seated(local, ana) as keys:
        await opened(keys, problem)
        await shown(keys, "First answer, Resolution missed, customer not told", "Y makes a plan")
        await keys.press("Y")
        await shown(keys, f"What is the plan for {problem}?", "Dora is told.")
        await write(keys, "Splice it")
        await keys.press("ctrl+s")
        await shown(keys, "Plan: Splice it")
        await keys.press("D")
        await shown(keys, "missed a target: what was done?")
        await write(keys, "Called")
        await keys.press("tab", *"yes", "enter")
        await shown(keys, "Resolution: settled.")
        await keys.press("ctrl+s")
        await until(keys, lambda: local.violation_list.open(ana) == ())
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await until(keys, lambda: "customer not told" not in text_of(keys))


async def test_what_is_marked_is_escalated_as_one(local: Desk, ana: Actor, problem: str) -> None:
    other = report(local, ana, "Fibre down too", team="First")
    async with seated(local, ana) as keys:
        await shown(keys, problem, other)
        await keys.press("asterisk", "e")
        await shown(keys, "Escalate 2 items?")
        await write(keys, "fun")
        await keys.press("enter", "tab", *"Back", "enter", "tab")
        await write(keys, "Theirs")
        await keys.press("ctrl+s")
        await until(keys, lambda: local.work.find(ana, other).team == "Backbone")
        await until(keys, lambda: local.work.find(ana, problem).team == "Backbone")


@pytest.mark.parametrize(("key", "why"), [("E", "is not escalated"), ("D", "has missed no target")])
async def test_what_cannot_be_is_refused_at_the_key(
    local: Desk, ana: Actor, problem: str, key: str, why: str
) -> None:
    """The whole item is on the screen, so there is no need of a sheet to say it."""
    async with seated(local, ana, LARGE) as keys:
        await opened(keys, problem)
        await keys.press(key)
        await shown(keys, f"{problem} {why}")
        assert isinstance(keys.app.screen, ItemScreen)
        offered = {offer.key for offer in keys.app.screen.offers()}
        assert not offered & {"act:deescalate", "act:remedy"}
        withheld = {offer.key for offer in keys.app.screen.withheld()}
        assert {"act:deescalate", "act:remedy"} <= withheld


async def test_what_is_settled_is_refused_at_the_key(
    local: Desk, ana: Actor, problem: str, clock: FixedClock
) -> None:
    clock.advance(5 * HOUR)
    local.tick.run()
    local.do(ana, "remedy", problem, {"text": "Called", "satisfied": "yes"})
    async with seated(local, ana, LARGE) as keys:
        await opened(keys, problem)
        await keys.press("D")
        await shown(keys, f"What {problem} missed is settled already")
        assert isinstance(keys.app.screen, ItemScreen)


@pytest.mark.parametrize(
    ("key", "said"), [("E", "is not escalated"), ("D", "has missed no target")]
)
async def test_what_there_is_not_is_not_asked_about(
    local: Desk, ana: Actor, problem: str, key: str, said: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, problem)
        await keys.press(key)
        await shown(keys, f"{problem} {said}")
        assert "What will happen" not in text_of(keys)


async def test_a_contact_is_not_escalated_and_the_way_is_named(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("e")
        await shown(keys, "There is no action 'escalate'", "Only a problem has it: P reports one")
        assert "unmerge" not in text_of(keys)
