"""Two desks change one item: what does not collide merges, what does is shown with both sides."""

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.conflict import ConflictSheet
from desk.screens.dialogs import ActionSheet
from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from tests.screens.queues import shown
from tests.screens.seats import LARGE, SMALL, Keys, on_top, seated, text_of, until, write
from tests.screens.test_dialogs import asked

MINE = "We refund it today"


async def typed(keys: Keys, ref: str) -> None:
    """The sheet of a priority, filled in and not yet saved."""
    await asked(keys, ref, "p")
    await write(keys, "high")
    await keys.press("enter", "tab")
    await write(keys, "Second reminder")


async def collided(keys: Keys) -> ConflictSheet:
    """`ctrl+s`, and both sides are shown."""
    await keys.press("ctrl+s")
    await until(keys, lambda: isinstance(keys.app.screen, ConflictSheet))
    await shown(keys, "Whose stays?", "esc back")
    return on_top(keys, ConflictSheet)


async def written(keys: Keys, ref: str) -> None:
    """A reply begun on the item."""
    await shown(keys, ref)
    await keys.press("r")
    await shown(keys, "ctrl+s send")
    await write(keys, MINE)


async def test_what_does_not_collide_is_merged_and_says_with_whom(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await typed(keys, ref)
        local.do(ben, "tag", ref, {"name": "urgent"})
        await keys.press("ctrl+s")
        await shown(keys, f"✓ Set the priority of {ref} · merged with Ben's change")
        row = local.work.find(ana, ref)
        assert (row.priority, "urgent" in row.tags) == (2, True)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
async def test_both_values_are_shown_and_mine_goes_on_top(
    local: Desk, ana: Actor, ben: Actor, ref: str, size: tuple[int, int]
) -> None:
    async with seated(local, ana, size) as keys:
        await typed(keys, ref)
        local.do(ben, "prioritise", ref, {"priority": "1", "note": "Board"})
        await collided(keys)
        assert "Ben" in text_of(keys)
        assert "b both" not in text_of(keys)
        for said in ("heirs", "ours", "1 critical", "2 high"):
            assert said in text_of(keys)
        await keys.press("question_mark")
        await shown(keys, "Save yours on top of theirs")
        await keys.press("f1")
        await until(keys, lambda: isinstance(keys.app.screen, ConflictSheet))
        assert local.work.find(ana, ref).priority == 1
        await keys.press("y")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        assert local.work.find(ana, ref).priority == 2


async def test_theirs_stays_and_mine_is_kept_for_the_next_time(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await typed(keys, ref)
        local.do(ben, "prioritise", ref, {"priority": "1", "note": "Board"})
        await collided(keys)
        await keys.press("t")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        assert local.work.find(ana, ref).priority == 1
        await asked(keys, ref, "p")
        assert "Second reminder" in text_of(keys)


async def test_back_from_both_sides_is_the_sheet_as_it_was(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await typed(keys, ref)
        local.do(ben, "prioritise", ref, {"priority": "1", "note": "Board"})
        await collided(keys)
        await keys.press("escape")
        on_top(keys, ActionSheet)
        assert "Second reminder" in text_of(keys)
        await collided(keys)


async def test_a_reply_beside_theirs_shows_both_texts_and_may_be_written_on(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    theirs = "It was our fault [/]\nThe money is back"
    async with seated(local, ana, LARGE) as keys:
        await written(keys, ref)
        local.do(ben, "reply", ref, {"text": theirs})
        await collided(keys)
        for text in ("It was our fault [/]", "The money is back", MINE):
            assert text in text_of(keys)
        await keys.press("b")
        on_top(keys, ItemScreen)
        await shown(keys, "ctrl+s send", MINE, "It was our fault")
        await write(keys, " again")
        await keys.press("ctrl+s")
        await shown(keys, f"Answered {ref}")
        said = [each.text for each in local.trail.item(ana, ref).messages]
        assert said[-2:] == [theirs, f"{MINE} again"]


async def test_a_reply_whose_place_was_taken_is_kept_as_it_is(
    local: Desk, ana: Actor, ben: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await written(keys, ref)
        local.do(ben, "reply", ref, {"text": "Done already"})
        await collided(keys)
        await keys.press("t")
        await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        assert [each.text for each in local.trail.item(ana, ref).messages][-1] == "Done already"
        await keys.press("r")
        await shown(keys, "ctrl+s send", MINE)
