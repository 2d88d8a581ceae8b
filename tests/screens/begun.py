"""What tests of texts that are begun share."""

from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from tests.screens.seats import Keys, on_top, text_of, until, write


async def begun(keys: Keys, ref: str, text: str = "") -> ItemScreen:
    """A reply begun from the list."""
    await until(keys, lambda: ref in text_of(keys))
    await keys.press("r")
    await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
    await until(keys, lambda: "ctrl+s send" in text_of(keys))
    await write(keys, text)
    return on_top(keys, ItemScreen)


async def left(keys: Keys) -> None:
    """Back on the list, the text staying where it is."""
    while not isinstance(keys.app.screen, QueueScreen):
        await keys.press("escape")
        await keys.pause()
