"""Leaving the desk: what was typed and is not in the store is named first."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.dialogs import ActionSheet
from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from tests.screens.seats import Keys, seated, text_of, until, write


async def begun(keys: Keys, ref: str, text: str) -> None:
    """A reply begun from the list."""
    await until(keys, lambda: ref in text_of(keys))
    await keys.press("r")
    await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
    await until(keys, lambda: "ctrl+s send" in text_of(keys))
    await write(keys, text)


async def left(keys: Keys) -> None:
    """Back on the list, the text staying where it is."""
    while not isinstance(keys.app.screen, QueueScreen):
        await keys.press("escape")
        await keys.pause()


async def test_a_begun_text_is_named_and_lost_only_the_second_time(
    local: Desk, ana: Actor, ref: str
) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "Half a sent")
        await left(keys)
        await keys.press("q")
        await until(keys, lambda: f"A text on {ref} would be lost" in text_of(keys))
        assert keys.app.return_code is None
        await keys.press("q")
        assert keys.app.return_code == 0


async def test_more_text_is_warned_of_again(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "Half")
        await keys.press("ctrl+q")
        await write(keys, " a sentence")
        await keys.press("ctrl+q")
        await keys.pause()
        assert keys.app.return_code is None


async def test_what_was_sent_since_is_not_lost(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await begun(keys, ref, "All of it")
        await keys.press("ctrl+q")
        await keys.press("ctrl+s")
        await until(keys, lambda: f"Answered {ref}" in text_of(keys))
        await left(keys)
        await keys.press("q")
        assert keys.app.return_code == 0


async def test_an_open_sheet_is_named(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        await keys.press("w")
        await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
        await write(keys, "Which meter")
        await keys.press("ctrl+q")
        await until(keys, lambda: f"What you typed to await {ref} would be lost" in text_of(keys))
        assert keys.app.return_code is None


async def test_a_sheet_left_untouched_holds_nobody_back(local: Desk, ana: Actor, ref: str) -> None:
    async with seated(local, ana) as keys:
        await until(keys, lambda: ref in text_of(keys))
        for key in ("w", "p", "d", "a"):
            await keys.press(key)
            await until(keys, lambda: isinstance(keys.app.screen, ActionSheet))
            await keys.press("escape")
            await until(keys, lambda: isinstance(keys.app.screen, QueueScreen))
        await keys.press("q")
        assert keys.app.return_code == 0
