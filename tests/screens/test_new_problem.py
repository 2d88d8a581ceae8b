"""The form of a new problem: what it tells while one types, what it takes over, what it joins."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.problem import ProblemScreen
from desk.screens.queue import QueueScreen
from tests.screens.problems import footer, report
from tests.screens.queues import log, queue, shown
from tests.screens.seats import MARKUP, Keys, on_top, seated, text_of, until, write


async def begun(keys: Keys) -> ProblemScreen:
    """The form, opened from the queue."""
    await keys.press("P")
    await until(keys, lambda: isinstance(keys.app.screen, ProblemScreen))
    await until(keys, lambda: "ctrl+s report" in footer(keys))
    return on_top(keys, ProblemScreen)


async def test_a_problem_takes_over_what_the_contact_says_and_keeps_the_link(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await begun(keys)
        await shown(keys, f"New problem from {ref}", MARKUP[1], "[INC-9] Acme [/]", "P3 moderate")
        await keys.press("ctrl+s")
        await shown(keys, "Reported P-1")
        item = local.trail.item(ana, "P-1")
        assert item.work.customer == "[INC-9] Acme [/]"
        assert item.messages[0].text == f"{MARKUP[2]} taken twice"
        assert [(each.relation, each.ref) for each in item.links] == [("reportedIn", ref)]


async def test_the_priority_is_told_before_it_is_reported(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: "Queue" in text_of(keys))
        await begun(keys)
        await write(keys, "Fibre down")
        await keys.press("tab", "tab", *"hi", "tab", *"hi", "tab")
        await shown(keys, "Impact high and urgency high give P1 critical.", "Resolution is due")
        await keys.press("ctrl+s")
        await shown(keys, "Reported P-1")
        assert local.work.find(ana, "P-1").priority == 1


async def test_a_problem_needs_a_subject(local: Desk, ana: Actor) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: "Queue" in text_of(keys))
        await begun(keys)
        await keys.press("ctrl+s")
        await shown(keys, "Say in a few words what is wrong.")


async def test_one_key_makes_it_a_part_of_the_major_one(local: Desk, ana: Actor) -> None:
    major = report(local, local.directory.actor(), "Exchange is down", service="DSL")
    local.do(local.directory.actor(), "prioritise", major, {"major": "yes", "note": "Town"})
    async with seated(local, ana) as keys:
        await shown(keys, major)
        await begun(keys)
        await write(keys, "No dial tone")
        await keys.press("tab", "tab", "tab", "tab", "tab")
        await write(keys, "dsl")
        await shown(keys, "Open already", f"f6 part of {major}")
        await keys.press("f6")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        parent = local.trail.item(ana, "P-2").parent
        assert parent is not None
        assert parent.ref == major


async def test_one_key_links_the_contact_to_the_open_problem(
    local: Desk, ana: Actor, ref: str
) -> None:
    known = report(local, ana, "Invoices twice", customer="[INC-9] Acme [/]")
    log_ref = log(local, ana, "Me too", customer="[INC-9] Acme [/]")
    async with seated(local, ana) as keys:
        await shown(keys, log_ref)
        while (here := queue(keys).row) is None or here.ref != log_ref:
            await keys.press("j")
        await begun(keys)
        await shown(keys, "Open already", f"f6 it is {known}")
        await keys.press("f6")
        await shown(keys, f"Linked {known}")
        ties = {(each.relation, each.ref) for each in local.trail.item(ana, known).links}
        assert ("reportedIn", log_ref) in ties


async def test_what_was_begun_comes_back_and_each_source_has_its_own(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await begun(keys)
        await write(keys, "!")
        await keys.press("escape")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        await keys.press("ctrl+p")
        await shown(keys, "Do anything")
        await write(keys, "report a problem")
        await keys.press("down", "enter")
        await until(keys, lambda: isinstance(keys.app.screen, ProblemScreen))
        await until(keys, lambda: f"from {ref}" not in text_of(keys))
        assert MARKUP[1] not in text_of(keys)
        await keys.press("escape", "P")
        await shown(keys, f"New problem from {ref}", "!")
