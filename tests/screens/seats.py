"""A desk on the screen for tests: a real store, real threads, and a person who presses keys."""

import asyncio
import sys
import threading
import traceback
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from textual.events import Key
from textual.keys import _character_to_key as key_of_character
from textual.pilot import Pilot

from desk.app import DeskApp
from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette

SMALL = (80, 24)
LARGE = (140, 40)
MARKUP = ("[/]", "[INC-1234]", "[@click=app.quit]x[/]")
"""What a parser of markup would swallow, run or fall over."""
_PATIENCE = 15.0
"""Seconds after which something never comes true; a machine may stand still for some of them."""

Shown = TypeVar("Shown")
Keys = Pilot[None]


def _never(fault: BaseException) -> Path | None:
    raise fault


@asynccontextmanager
async def seated(
    desk: Desk, actor: Actor, size: tuple[int, int] = SMALL, look: Look | None = None
) -> AsyncIterator[Keys]:
    """The desk open on the queue, as that person sees it."""
    look = look or Look(choose(ascii_only=False), Palette("dark"))
    app = DeskApp(desk, actor, look, _never)
    async with app.run_test(size=size, notifications=True, tooltips=True) as keys:
        yield keys


async def until(keys: Keys, holds: Callable[[], object]) -> None:
    """Wait until something holds; fail when it does not within a few seconds."""
    end = asyncio.get_running_loop().time() + _PATIENCE
    while not holds():
        assert asyncio.get_running_loop().time() < end, f"never came true:\n{_standing(keys)}"
        await keys.pause(0.02)
    await keys.pause()


def _standing(keys: Keys) -> str:
    """What stands on the screen, and where each thread of the desk is."""
    frames = sys._current_frames()
    places = [
        f"{thread.name}: {''.join(traceback.format_stack(frames[thread.ident])[-3:])}"
        for thread in threading.enumerate()
        if thread.name.startswith("desk-") and thread.ident in frames
    ]
    return "\n".join((text_of(keys), *places))


def text_of(keys: Keys) -> str:
    """What stands on the screen, line by line."""
    lines = keys.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in lines)


async def write(keys: Keys, text: str) -> None:
    """Type a text faster than the desk paints: each letter a key, all of them there at once."""
    app = keys.app
    assert app._driver is not None
    for character in text:
        name = character if character.isalnum() else key_of_character(character)
        key = Key(name, character)
        key.set_sender(app)
        app._driver.send_message(key)
    handed_on = asyncio.Event()
    app.call_later(handed_on.set)  # stands in the same row, behind the keys
    await handed_on.wait()
    await keys.pause()


def on_top(keys: Keys, kind: type[Shown]) -> Shown:
    """The screen on top, which is of that kind."""
    assert isinstance(keys.app.screen, kind)
    return keys.app.screen
