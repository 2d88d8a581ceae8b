"""Pictures of the screens an item goes through; look at one before you take a new one for it."""

from collections.abc import Callable

import pytest

from desk.app import DeskApp
from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.rules.permissions import Actor
from desk.terminal.glyphs import choose
from desk.widgets.look import Look
from desk.widgets.palette import Palette
from tests.screens.seats import LARGE, SMALL, Keys, text_of, until

Compare = Callable[..., bool]


def _app(desk: Desk, actor: Actor, theme: str = "dark") -> DeskApp:
    look = Look(choose(ascii_only=theme == "mono"), Palette(theme))
    return DeskApp(desk, actor, look, lambda fault: None)


@pytest.fixture
def story(local: Desk, ana: Actor, ben: Actor, ref: str, clock: FixedClock) -> str:
    """A mail that was answered late and came back."""
    clock.advance(1200)
    local.do(ana, "claim", ref, {})
    local.do(
        ana, "note", ref, {"text": "Paid on 3 Nov, seen in the ledger. Billing must cancel it."}
    )
    clock.advance(2400)
    local.do(ben, "tag", ref, {"name": "billing"})
    clock.advance(9000)
    return ref


async def _open(keys: Keys) -> None:
    await until(keys, lambda: "I-1" in text_of(keys))
    await keys.press("enter")
    await until(keys, lambda: "esc back" in text_of(keys))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_an_item_with_a_reply_begun(
    snap_compare: Compare, local: Desk, ana: Actor, story: str, size: tuple[int, int]
) -> None:
    async def walk(keys: Keys) -> None:
        await _open(keys)
        await keys.press("r", *"Dear")
        await until(keys, lambda: "kept 13:30" in text_of(keys))
        if size == LARGE:
            await until(keys, lambda: "When you send this" in text_of(keys))

    assert snap_compare(_app(local, ana), terminal_size=size, run_before=walk)


def test_the_sheet_of_a_use_case(
    snap_compare: Compare, local: Desk, ana: Actor, story: str
) -> None:
    async def walk(keys: Keys) -> None:
        await _open(keys)
        await keys.press("d", *"answ", "enter")
        await until(keys, lambda: "What will happen" in text_of(keys))

    assert snap_compare(_app(local, ana), terminal_size=SMALL, run_before=walk)


@pytest.mark.parametrize("theme", ["dark", "mono"])
def test_a_new_contact(
    snap_compare: Compare, local: Desk, ana: Actor, story: str, theme: str
) -> None:
    async def walk(keys: Keys) -> None:
        await until(keys, lambda: "n new" in text_of(keys))
        await keys.press("n", *"acme")
        await until(keys, lambda: "someone new" in text_of(keys))
        await keys.press("ctrl+s")
        await until(keys, lambda: "Say what it is about" in text_of(keys))
        await until(keys, lambda: "kept 13:30" in text_of(keys))

    assert snap_compare(_app(local, ana, theme), terminal_size=SMALL, run_before=walk)
