"""Problems by their keys, from the queue and in full: each key means what a problem has for it."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from desk.screens.result import ResultSheet
from tests.screens.problems import footer, opened, report, state_of
from tests.screens.queues import log, shown
from tests.screens.seats import Keys, seated, text_of, until, write


@pytest.fixture
def problem(local: Desk, ana: Actor) -> str:
    """A problem that nobody works on yet."""
    given = {"customer": "Lyon Métropole", "contact": "roche@lyon.example", "text": "All is dark"}
    return report(local, ana, "Fibre down", **given)


async def on_both(keys: Keys, problem: str, place: str) -> None:
    """The problem under the cursor of the queue, or in full."""
    await shown(keys, problem)
    if place == "item":
        await opened(keys, problem)


def acted_on(keys: Keys) -> str:
    """The state of what keys act on, as the screen knows it."""
    screen = keys.app.screen
    assert isinstance(screen, QueueScreen | ItemScreen)
    return screen.row.state if screen.row else ""


async def test_the_row_of_keys_says_what_a_problem_has_for_each(
    local: Desk, ana: Actor, problem: str
) -> None:
    async with seated(local, ana, (140, 40)) as keys:
        await shown(keys, problem)
        await until(keys, lambda: "d resolve" in footer(keys))
        for each in ("t task", "p priority", "w wait", "x cancel", "c claim"):
            assert each in footer(keys)
        assert "done" not in footer(keys)


async def test_an_interaction_is_not_offered_what_only_a_problem_has(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana, (140, 40)) as keys:
        await shown(keys, ref)
        await until(keys, lambda: "d done" in footer(keys))
        for each in ("task", "cancel", "start", "resolve"):
            assert each not in footer(keys)
        await keys.press("x")
        await shown(keys, "There is no action 'cancel'")


@pytest.mark.parametrize("place", ["queue", "item"])
async def test_s_starts_and_goes_on_and_reopens(
    local: Desk, ana: Actor, problem: str, place: str
) -> None:
    async with seated(local, ana) as keys:
        await on_both(keys, problem, place)
        await keys.press("s")
        await shown(keys, f"Started {problem}")
        assert local.work.find(ana, problem).owner == "Ana"
        local.do(ana, "hold", problem, {"cause": "other"})
        await until(keys, lambda: acted_on(keys) == "held")
        await keys.press("s")
        await until(keys, lambda: state_of(local, ana, problem) == "inProgress")


@pytest.mark.parametrize("place", ["queue", "item"])
async def test_w_asks_for_the_party_and_the_question(
    local: Desk, ana: Actor, problem: str, place: str
) -> None:
    async with seated(local, ana) as keys:
        await on_both(keys, problem, place)
        await keys.press("w")
        await shown(keys, f"{problem}: wait for whom?")
        assert "Partner" not in text_of(keys)
        await keys.press(*"part", "enter", "tab")
        await shown(keys, "Partner")
        await write(keys, "When")
        await shown(keys, "What will happen", "It waits for a partner.")
        await keys.press("ctrl+s")
        await until(keys, lambda: state_of(local, ana, problem) == "pending")


@pytest.mark.parametrize("place", ["queue", "item"])
async def test_d_resolves_then_confirms(local: Desk, ana: Actor, problem: str, place: str) -> None:
    async with seated(local, ana) as keys:
        await on_both(keys, problem, place)
        await keys.press("d")
        await shown(keys, f"Resolve {problem}?", "What will happen")
        await write(keys, "Cut")
        await keys.press("tab", *"fix", "enter", "tab")
        await write(keys, "Spliced")
        await keys.press("ctrl+s")
        await shown(keys, f"Resolved {problem}")
        fields = local.trail.item(ana, problem).fields
        assert (fields["cause"], fields["resolution_code"]) == ("Cut", "fixed")
        if place == "item":
            await until(keys, lambda: "d confirm" in footer(keys))
            await keys.press("d", "ctrl+s")
            await until(keys, lambda: state_of(local, ana, problem) == "closed")
            await until(keys, lambda: "d " not in footer(keys))
            await keys.press("d")
            await shown(keys, f"{problem} is closed")


@pytest.mark.parametrize("place", ["queue", "item"])
async def test_x_shows_what_ends_and_u_brings_it_back(
    local: Desk, ana: Actor, ben: Actor, problem: str, place: str
) -> None:
    local.do(ana, "add-task", problem, {"name": "Splice"})
    async with seated(local, ben) as keys:
        await on_both(keys, problem, place)
        await keys.press("x")
        await shown(keys, f"Cancel {problem}?", "1 task is cancelled: Splice.", "end with it")
        await shown(keys, "The customer is told", "Can be taken back for 10 s")
        assert "ctrl+s cancel the problem" in footer(keys)
        assert "esc keep it" in footer(keys)
        await keys.press(*"rais", "enter", "ctrl+s")
        await until(keys, lambda: state_of(local, ben, problem) == "cancelled")
        await until(keys, lambda: "Cancelled" in text_of(keys))
        await keys.press("u")
        await until(keys, lambda: state_of(local, ben, problem) == "acknowledged")
        assert local.task_list.of(ben, problem)[0].state != "cancelled"


async def test_a_priority_that_is_late_at_once_says_so_before_it_is_saved(
    local: Desk, ben: Actor, clock: FixedClock, problem: str
) -> None:
    clock.advance(5 * 3600)
    async with seated(local, ben) as keys:
        await opened(keys, problem)
        await keys.press("p")
        await shown(keys, f"Set the priority of {problem}", "medium")
        await keys.press("up", "enter", "tab", "up", "enter", "tab")
        await shown(keys, "What will happen", "P1 critical", "late at once")
        await write(keys, "All of them")
        await keys.press("ctrl+s")
        await until(keys, lambda: local.work.find(ben, problem).priority == 1)


async def test_a_plain_use_case_is_found_in_the_palette(
    local: Desk, ana: Actor, problem: str
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, problem)
        await keys.press("ctrl+p")
        await shown(keys, "Do anything")
        await write(keys, "hold")
        await shown(keys, "Hold")
        await keys.press("enter")
        await shown(keys, f"Hold {problem}?")
        await keys.press(*"plan", "enter", "ctrl+s")
        await until(keys, lambda: state_of(local, ana, problem) == "held")
        await shown(keys, "Held for planned work")


async def test_one_key_on_mixed_marks_does_what_each_kind_knows(
    local: Desk, ana: Actor, problem: str
) -> None:
    mail = log(local, ana, "Mail")
    other = report(local, ana, "Also down")
    async with seated(local, ana) as keys:
        await shown(keys, problem, mail, other)
        await keys.press("asterisk", "s")
        await until(keys, lambda: isinstance(keys.app.screen, ResultSheet))
        await shown(keys, "2 done, 1 not", mail, "There is no action 'start'")
        assert state_of(local, ana, problem) == state_of(local, ana, other) == "inProgress"


async def test_a_reference_of_a_problem_is_gone_to(local: Desk, ana: Actor, problem: str) -> None:
    log(local, ana, "Mail")
    async with seated(local, ana) as keys:
        await shown(keys, problem)
        await keys.press("g", *"p-1", "enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await shown(keys, "Tasks  none yet")


async def test_a_filter_shows_problems_alone(local: Desk, ana: Actor, problem: str) -> None:
    mail = log(local, ana, "Mail")
    async with seated(local, ana) as keys:
        await shown(keys, problem, mail)
        await keys.press("slash")
        await write(keys, "kind:prob")
        await shown(keys, "problem")
        await keys.press("tab", "enter")
        await until(keys, lambda: mail not in text_of(keys) and problem in text_of(keys))
        assert isinstance(keys.app.screen, QueueScreen)
