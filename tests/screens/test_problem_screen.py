"""A problem in full: what its head, its facts and its sheets tell; company, conflicts, drafts."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.screens.conflict import ConflictSheet
from desk.screens.queue import QueueScreen
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.problems import footer, opened, report, state_of
from tests.screens.queues import log, shown
from tests.screens.seats import LARGE, MARKUP, SMALL, seated, text_of, until, write


@pytest.fixture
def hostile(local: Desk, ana: Actor, ref: str) -> str:
    """A problem whose every text would do harm if it were read as markup."""
    given = {
        "from": ref,
        "text": f"{MARKUP[2]} dark",
        "service": "[b]Fibre[/]",
        "place": "[INC-1234] Lyon",
        "category": "[/] net",
        "impact": "high",
        "urgency": "high",
    }
    made = report(local, ana, f"{MARKUP[0]} {MARKUP[1]} fibre down", **given)
    local.do(ana, "add-task", made, {"name": "[@click=app.quit]Splice[/]"})
    return made


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_text_is_shown_to_the_letter(
    local: Desk, ana: Actor, hostile: str, size: tuple[int, int]
) -> None:
    async with seated(local, ana, size) as keys:
        await opened(keys, hostile)
        for text in (*MARKUP, "[@click=app.quit]Splice[/]", "[INC-9] Acme [/]"):
            assert text in text_of(keys)
        if size == SMALL:
            await keys.press("f")
        await shown(keys, "[b]Fibre[/]", "[INC-1234] Lyon", "[/] net", "Why P1")
        if size == SMALL:
            await keys.press("end")
        await shown(keys, "Reported in")


async def test_with_plain_signs_it_is_ascii_but_for_what_people_wrote(
    local: Desk, ana: Actor, hostile: str
) -> None:
    look = Look(choose(ascii_only=True), Palette("mono"))
    async with seated(local, ana, LARGE, look=look) as keys:
        await shown(keys, hostile)
        await keys.press("enter")
        await shown(keys, "Tasks 0 of 1", "Why P1")
        assert text_of(keys).isascii()
        await keys.press("x")
        await shown(keys, "What will happen")
        assert text_of(keys).isascii()


async def test_the_parts_of_a_major_one_are_told_and_resolved_with_it(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    major = report(local, ben, "Exchange is down", customer="Town", contact="t@town.example")
    local.do(ben, "prioritise", major, {"major": "yes", "note": "Town"})
    part = report(local, ana, "No dial tone", customer="Iris", contact="i@iris.example")
    local.do(ana, "join", part, {"major": major})
    async with seated(local, ben, LARGE) as keys:
        await shown(keys, major)
        await keys.press("home")
        await opened(keys, major)
        await shown(keys, "major, 1 part", "Parts 1", part)
        await keys.press("d")
        await shown(keys, "Its parts too", "yes")
        await write(keys, "Power")
        await keys.press("tab", *"fix", "enter", "tab")
        await write(keys, "Replaced")
        await keys.press("ctrl+s")
        await until(keys, lambda: state_of(local, ben, part) == "resolved")


async def test_a_part_names_its_major_problem_and_leaves_it_by_its_links(
    local: Desk, ana: Actor, ben: Actor
) -> None:
    major = report(local, ben, "Exchange is down", service="DSL")
    local.do(ben, "prioritise", major, {"major": "yes", "note": "Town"})
    part = report(local, ana, "No dial tone", service="DSL")
    async with seated(local, ana, LARGE) as keys:
        await shown(keys, part)
        await keys.press("end")
        await opened(keys, part)
        await keys.press("o")
        await shown(keys, "Nothing yet", "p join")
        await keys.press("p")
        await shown(keys, "Make P-2 a part of a major problem", "Exchange is down")
        await keys.press("enter", "ctrl+s")
        await shown(keys, f"part of {major}")
        await keys.press("o")
        await shown(keys, "part of", "x take off")
        await keys.press("x")
        await until(keys, lambda: local.trail.item(ana, part).parent is None)


async def test_two_who_set_the_priority_are_shown_both_sides(local: Desk, ben: Actor) -> None:
    ref = report(local, ben, "Fibre down")
    async with seated(local, ben) as keys:
        await opened(keys, ref)
        await keys.press("p")
        await shown(keys, f"Set the priority of {ref}", "medium")
        await keys.press("up", "enter", "tab", "tab")
        await write(keys, "Mine")
        local.do(local.directory.actor(), "prioritise", ref, {"impact": "low", "note": "Theirs"})
        await keys.press("ctrl+s")
        await until(keys, lambda: isinstance(keys.app.screen, ConflictSheet))
        await keys.press("y")
        await until(keys, lambda: local.trail.item(ben, ref).fields["impact"] == "high")


async def test_what_was_typed_into_a_sheet_comes_back(local: Desk, ana: Actor) -> None:
    ref = report(local, ana, "Fibre down")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("d")
        await shown(keys, f"Resolve {ref}?")
        await write(keys, "Cut cable")
        await keys.press("escape")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
    async with seated(local, ana) as keys:
        await shown(keys, "1 text begun: P-1")
        await keys.press("d")
        await shown(keys, "Cut cable")


async def test_somebody_else_on_a_problem_is_seen(local: Desk, ana: Actor, ben: Actor) -> None:
    ref = report(local, ana, "Fibre down")
    async with seated(local, ben) as theirs:
        await opened(theirs, ref)
        async with seated(local, ana) as keys:
            await shown(keys, ref)
            await opened(keys, ref)
            await shown(keys, "Ben")


async def test_a_reply_on_a_problem_stops_its_first_answer(local: Desk, ana: Actor) -> None:
    ref = report(local, ana, "Fibre down", customer="Iris", contact="i@iris.example")
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        await keys.press("r")
        await shown(keys, "Reply to i@iris.example · stops First answer")
        assert "Tasks" not in text_of(keys)
        await write(keys, "We look")
        await keys.press("ctrl+s")
        await shown(keys, f"Answered {ref}")
        clocks = {each.name: each.state for each in local.trail.item(ana, ref).clocks}
        assert clocks["response"] == "met"


async def test_why_tells_the_reasons_of_the_priority(local: Desk, ana: Actor) -> None:
    ref = report(local, ana, "Fibre down", impact="high", urgency="low")
    async with seated(local, ana) as keys:
        await shown(keys, ref)
        await keys.press("i")
        await shown(keys, "P3 moderate", "Impact high and urgency low give P3 moderate.")


async def test_tab_goes_to_the_tasks_and_back(local: Desk, ana: Actor) -> None:
    ref = report(local, ana, "Fibre down")
    local.do(ana, "add-task", ref, {"name": "Splice"})
    async with seated(local, ana, LARGE) as keys:
        screen = await opened(keys, ref)
        await keys.press("tab")
        await until(keys, lambda: screen.tasks.has_focus and "p plan" in footer(keys))
        await keys.press("tab")
        await until(keys, lambda: screen.timeline.has_focus and "d resolve" in footer(keys))


async def test_the_preview_tells_how_far_the_tasks_are(
    local: Desk, ana: Actor, clock: FixedClock
) -> None:
    ref = report(local, ana, "Fibre down")
    local.do(ana, "add-task", ref, {"name": "Splice"})
    log(local, ana, "Mail")
    async with seated(local, ana) as keys:
        await shown(keys, ref, "problem · P3", "tasks 0 of 1")
