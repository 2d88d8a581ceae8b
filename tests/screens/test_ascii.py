"""In ASCII there is not one other character of ours: every key of every screen is pressed."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from desk.screens.queue import QueueScreen
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.seats import LARGE, SMALL, Keys, on_top, seated, text_of, until, write

LEAVING = ("desk.quit", "desk.leave", "desk.pause")
"""Bindings that end the walk."""


@pytest.fixture
def look() -> Iterator[Look]:
    """A look in ASCII."""
    yield Look(choose(ascii_only=True), Palette("dark"), ascii_text=True)
    choose(ascii_only=False)


def check(keys: Keys, where: str, seen: set[str]) -> None:
    """Fail, naming the place, when something is shown that is not ASCII."""
    shown = text_of(keys)
    seen.add(shown)
    others = {character for character in shown if ord(character) >= 0x80}
    assert others == set(), f"{where}: {others}\n{shown}"


async def came_back(keys: Keys, home: type[object]) -> bool:
    """Whether `esc` leads home for good; what has to be read first may open late."""
    for _ in range(60):
        for _ in range(4):
            if not isinstance(keys.app.screen, home) or keys.app.screen.focused is None:
                break
            await keys.pause(0.03)
        else:
            return True
        await keys.press("escape")
        await keys.pause(0.05)
    return False


async def press_each(keys: Keys, home: type[object], seen: set[str]) -> int:
    """Press every key that lives on a screen, and look at what comes; how many there were."""
    screen = keys.app.screen
    live = {
        active.binding.id: key
        for key, active in screen.active_bindings.items()
        if active.binding.id and active.binding.id not in LEAVING
    }
    for name, key in live.items():
        if name.endswith(".back"):
            continue
        await keys.press(key)
        await keys.pause(0.05)
        check(keys, name, seen)
        await write(keys, "a") if keys.app.screen is not screen else None
        check(keys, name, seen)
        assert await came_back(keys, home), f"no way back from {name}:\n{text_of(keys)}"
    return len(live)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80", "140"])
async def test_the_queue_and_all_that_opens_from_it(
    local: Desk, ana: Actor, ref: str, look: Look, size: tuple[int, int]
) -> None:
    seen: set[str] = set()
    async with seated(local, ana, size, look) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        check(keys, "the queue", seen)
        assert await press_each(keys, QueueScreen, seen) > 20
    assert len(seen) > 15


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80", "140"])
async def test_an_item_and_all_that_opens_from_it(
    local: Desk, ana: Actor, ref: str, look: Look, size: tuple[int, int]
) -> None:
    seen: set[str] = set()
    local.do(ana, "note", ref, {"text": "a word"})
    async with seated(local, ana, size, look) as keys:
        await until(keys, lambda: ref in text_of(keys) and "c claim" in text_of(keys))
        await keys.press("enter")
        await until(keys, lambda: isinstance(keys.app.screen, ItemScreen))
        await until(keys, lambda: "a word" in text_of(keys))
        check(keys, "the item", seen)
        assert await press_each(keys, ItemScreen, seen) > 12
        on_top(keys, ItemScreen)
    assert len(seen) > 8
