"""`desk reset-terminal`: a terminal that a killed program left in disorder, made well."""

import argparse
import contextlib
import os
import sys
import termios

from desk.cli.output import of
from desk.errors import Unreachable
from desk.terminal.resetting import RESET

_ABOUT = """Give this terminal its modes, cursor, colours, signs and title back.

For when a desk, or any other program on the whole screen, was killed. What is on the screen stays.
Type it blindly if nothing shows: desk reset-terminal, then Enter (or Ctrl+J).
"""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("reset-terminal", description=_ABOUT)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Set every mode back, and let the lines be edited and echoed again."""
    number = _terminal()
    if number is None:
        raise Unreachable(
            "There is no terminal to reset here", "Type it in the terminal that is in disorder."
        )
    _sane(number)
    with contextlib.suppress(OSError):
        os.write(number, RESET.encode())
    of(args).talk("The terminal is as it was.")
    return 0


def _terminal() -> int | None:
    """The number of a stream that leads to a terminal."""
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if stream is not None and stream.isatty():
            return stream.fileno()
    return None


def _sane(number: int) -> None:
    """What `stty sane` does: lines, echo, signals, new lines."""
    with contextlib.suppress(termios.error):
        modes = termios.tcgetattr(number)
        modes[0] |= termios.BRKINT | termios.ICRNL | termios.IXON | termios.IMAXBEL
        modes[0] &= ~(termios.IGNBRK | termios.INLCR | termios.IGNCR | termios.IXOFF)
        modes[1] |= termios.OPOST | termios.ONLCR
        modes[2] |= termios.CREAD
        modes[3] |= termios.ISIG | termios.ICANON | termios.IEXTEN | termios.ECHO
        modes[3] |= termios.ECHOE | termios.ECHOK
        modes[3] &= ~(termios.ECHONL | termios.NOFLSH | termios.TOSTOP)
        modes[6] = _with_usual_keys(modes[6])
        termios.tcsetattr(number, termios.TCSADRAIN, modes)


def _with_usual_keys(keys: list[bytes | int]) -> list[bytes | int]:
    """The keys of lines and signals where every shell has them."""
    usual = {
        termios.VINTR: b"\x03",
        termios.VQUIT: b"\x1c",
        termios.VERASE: b"\x7f",
        termios.VKILL: b"\x15",
        termios.VEOF: b"\x04",
        termios.VSTART: b"\x11",
        termios.VSTOP: b"\x13",
        termios.VSUSP: b"\x1a",
    }
    return [usual.get(place, key) for place, key in enumerate(keys)]
