"""The palette and the help: everything by name, read from actions and bindings."""

import pytest

from desk.bootstrap import Desk
from desk.rules.actions import acting_on
from desk.rules.permissions import Actor
from desk.screens.contact import ContactScreen
from desk.screens.dialogs import ActionSheet
from desk.screens.help import HelpScreen
from desk.screens.item import ItemScreen
from desk.screens.palette import PaletteScreen
from desk.screens.queue import QueueScreen
from tests.screens.seats import Keys, on_top, seated, text_of, until, write


async def opened(keys: Keys, ref: str, key: str = "ctrl+p") -> None:
    """The palette, opened on the queue."""
    await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
    await keys.press(key)
    await until(keys, lambda: isinstance(keys.app.screen, PaletteScreen))
    await keys.pause()


async def test_every_action_that_fits_the_item_is_offered(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        screen = on_top(keys, QueueScreen)
        offered = {offer.key.removeprefix("act:") for offer in screen.offers()}
        names = {action.name for action in acting_on("interaction")}
        assert offered & names == names - {"release", "answer", "reopen", "wake"}
        assert "Undo what you did last" in {offer.title for offer in screen.offers()}


async def test_what_a_role_may_not_do_is_not_offered(local: Desk, ana: Actor, ref: str) -> None:
    local.people.add(local.directory.actor(), "Otto", "auditor")
    async with seated(local, local.directory.actor("Otto")) as keys:
        await until(keys, lambda: ref in text_of(keys) and "? keys" in text_of(keys))
        screen = on_top(keys, QueueScreen)
        assert [offer for offer in screen.offers() if offer.key.startswith("act:")] == []
        assert "claim" not in text_of(keys).split("\n")[-1]
        await keys.press("c")
        await until(keys, lambda: "may not claim as auditor" in text_of(keys))


async def test_an_action_runs_by_its_name(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        assert "Do anything" in text_of(keys)
        await write(keys, "claim")
        await keys.press("enter")
        await until(keys, lambda: f"Claimed {ref}" in text_of(keys))


async def test_an_action_that_needs_values_asks_for_them(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        await write(keys, "tag")
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))


async def test_any_reference_is_one_line_away(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        await write(keys, ref.lower())
        assert f"Open {ref}" in text_of(keys)
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))


@pytest.mark.parametrize(
    ("typed", "screen"), [("log a contact", ContactScreen), ("show all keys", HelpScreen)]
)
async def test_screens_are_offered_everywhere(
    local: Desk, ana: Actor, ref: str, typed: str, screen: type[object]
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        await write(keys, typed)
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, screen))


async def test_leaving_changes_nothing(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        await write(keys, "zzz")
        await keys.press("enter", "escape")
        on_top(keys, QueueScreen)


async def test_help_lists_every_key_of_the_screen_and_is_searched(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        ours = {
            active.binding.tooltip
            for active in keys.app.screen.active_bindings.values()
            if active.binding.id
        }
        await opened(keys, ref, "question_mark")
        screen = on_top(keys, HelpScreen)
        listed = " ".join(option.label for option in screen.options)
        assert all(tooltip in listed for tooltip in ours)
        assert "Focus" not in listed
        await write(keys, "priority")
        assert "p           Set the priority, with a reason" in text_of(keys)
        assert "Take the item" not in text_of(keys)


async def test_enter_on_a_key_does_what_it_does(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, ref, "question_mark")
        await write(keys, "take the item")
        await keys.press("enter")
        await until(keys, lambda: f"Claimed {ref}" in text_of(keys))


def test_every_binding_of_ours_has_an_id_of_its_own_and_says_what_it_does() -> None:
    seen: dict[str, str] = {}
    for screen in (QueueScreen, ItemScreen, ContactScreen, ActionSheet, PaletteScreen):
        for binding in screen.BINDINGS:
            assert not isinstance(binding, tuple)
            if binding.system:
                continue
            assert binding.id, binding
            assert binding.tooltip or not binding.show, binding
            assert seen.setdefault(binding.id, binding.action) == binding.action


async def test_what_cannot_be_done_now_is_found_by_its_name_and_says_why(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await opened(keys, ref)
        assert "Release" not in text_of(keys)
        await write(keys, "release")
        await until(keys, lambda: f"Nobody has {ref}" in text_of(keys))
        await keys.press("enter")
        await until(keys, lambda: f"! Nobody has {ref}" in text_of(keys))


async def test_who_may_not_log_is_told_so_before_typing(local: Desk, ana: Actor, ref: str) -> None:
    local.people.add(local.directory.actor(), "Otto", "auditor")
    async with seated(local, local.directory.actor("Otto")) as keys:
        await until(keys, lambda: ref in text_of(keys) and "enter open" in text_of(keys))
        assert "n new" not in text_of(keys)
        assert "N next" not in text_of(keys)
        await keys.press("n")
        await until(keys, lambda: "! Otto may not log a contact as auditor" in text_of(keys))
        on_top(keys, QueueScreen)
