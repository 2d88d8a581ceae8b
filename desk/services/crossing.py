"""What gave way to another desk's writing begins again from its first read."""

from collections.abc import Callable
from random import random
from time import sleep
from typing import TypeVar

from desk.errors import Crossed

_TRIES = 5
_PAUSE_SECONDS = 0.1
"""At most so long, by chance, so that two who crossed do not cross again."""

Result = TypeVar("Result")


def again_when_crossed(run: Callable[[], Result]) -> Result:
    """What comes of a whole transaction, run again a few times while others cross it."""
    for _ in range(_TRIES - 1):
        try:
            return run()
        except Crossed:
            sleep(_PAUSE_SECONDS * random())
    return run()
