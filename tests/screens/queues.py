"""What tests of the queue share: how it is filled and how it is read."""

from desk.bootstrap import Desk
from desk.rules.permissions import Actor
from desk.screens.queue import QueueScreen
from tests.screens.seats import Keys, on_top, text_of, until

CLOSING = {"outcome": "answered", "text": "Done"}


def log(desk: Desk, actor: Actor, subject: str, **values: str) -> str:
    """Log a mail; its reference."""
    given = {"direction": "inbound", "channel": "email", "subject": subject, **values}
    return desk.do(actor, "log", "interaction", given).ref


def lines_of(keys: Keys) -> list[str]:
    """What stands on the screen, line by line."""
    return text_of(keys).split("\n")


def cursor_line(keys: Keys) -> str:
    """The line of the cursor."""
    return next(line for line in lines_of(keys) if line.startswith("▌"))


def queue(keys: Keys) -> QueueScreen:
    """The queue, which is on top."""
    return on_top(keys, QueueScreen)


async def shown(keys: Keys, *texts: str) -> None:
    """Wait until these are on the screen."""
    await until(keys, lambda: all(text in text_of(keys) for text in texts))


async def looked_back(keys: Keys) -> None:
    """Wait until the desk has told what came while it was closed and what lies ahead.

    It says so where one looks by then; what is looked at next is as it would be without it.
    """
    screen = queue(keys)
    await until(keys, lambda: screen._newest is not None)
