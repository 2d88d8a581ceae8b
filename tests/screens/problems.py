"""What tests of problems on the screen share."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.item import ItemScreen
from tests.screens.seats import Keys, on_top, text_of, until


def report(desk: Desk, actor: Actor, subject: str, **values: str) -> str:
    """Report a problem; its reference."""
    return desk.do(actor, "report", "problem", {"subject": subject, **values}).ref


def state_of(desk: Desk, actor: Actor, ref: str) -> str:
    """The state of an item."""
    return desk.work.find(actor, ref).state


async def opened(keys: Keys, ref: str) -> ItemScreen:
    """A problem opened from the queue, the cursor on it already."""
    await until(keys, lambda: ref in text_of(keys))
    await keys.press("enter")
    await until(keys, lambda: isinstance(keys.app.screen, ItemScreen) and "Tasks" in text_of(keys))
    return on_top(keys, ItemScreen)


def footer(keys: Keys) -> str:
    """The row of keys."""
    return text_of(keys).split("\n")[-1]
