"""Signals that end a program: the terminal is given back clean before it ends."""

import signal
from asyncio import AbstractEventLoop
from collections.abc import Callable

_ENDING = (signal.SIGTERM, signal.SIGHUP)


def end_clean(loop: AbstractEventLoop, leave: Callable[[int], None]) -> None:
    """Call `leave` with the signal's exit code when a signal asks the program to end."""
    for number in _ENDING:
        loop.add_signal_handler(number, leave, 128 + number)
