"""The command line: finds the command asked for, loads it alone, and ends in a known way."""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import desk
from desk.cli.errors import report, talk
from desk.cli.options import DEFAULTS, asked_for, bare
from desk.cli.output import Output, Unprinted, complete_streams, flush, silence
from desk.errors import DeskError, Unreachable, WrongUse

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from desk.config import Options

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "a new store with made-up work, and the desk open on it"),
    "import": ("imports", "records from CSV or JSON lines into the desk"),
    "export": ("exports", "whole records as CSV or JSON lines, for anybody to read"),
    "backup": ("backups", "everything there is, as one file"),
    "restore": ("backups", "a backup in the place of the store"),
    "reset-terminal": ("reset", "gives a terminal its modes, cursor and colours back"),
    "list": ("list", "work, in the queue's order or filtered"),
    "show": ("show", "one item with its clocks and its trail"),
    "report": ("report", "everything about a problem as one document"),
    "new": ("new", "a new interaction, problem or customer"),
    "log": ("new", "a contact that has just happened"),
    "agenda": ("agenda", "tasks by day and person, with load against working hours"),
    "next": ("next", "the most urgent item that nobody has"),
    "do": ("do", "an action on one item or several"),
    "tick": ("tick", "one pass over what time has brought"),
    "work": ("work", "what a desk does by itself, without a screen"),
    "views": ("views", "saved views: filters kept under a name"),
    "people": ("people", "who works at the desk"),
    "settings": ("settings", "what was chosen, as one page of TOML"),
    "completion": ("completion", "a script that lets your shell finish commands and names"),
    "events": ("events", "everything that happens, for other systems to read"),
    "hooks": ("hooks", "which other systems are told, and whether they hear"),
    "doctor": ("doctor", "look whether the store is sound"),
    "clock": ("clock", "how a due time comes about, and the holidays of a calendar"),
}
"""Each command, the module that holds it and what it is about."""

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Never raises."""
    given = list(sys.argv[1:] if argv is None else argv)
    complete_streams()
    out = Output(as_json="--json" in given, ascii_only="--ascii" in given)
    try:
        code = _run(given, out)
        flush()
    except BrokenPipeError:
        silence()
        return 0
    except Unprinted as error:
        silence()
        talk(Unreachable(f"Nothing can be printed: {error.strerror}", "Print it elsewhere."), out)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(given: list[str], out: Output) -> int:
    try:
        options = bare(given)
        if options is not None:
            return _open_desk(options)
        args = parse(given)
        return int(args.run(args))
    except DeskError as error:
        return report(error, out)
    except SystemExit as end:  # argparse ends this way after --help and --version
        return int(end.code or 0)
    except (BrokenPipeError, Unprinted, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - the last resort: a person never sees a traceback
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            return report(_too_long(error), out)  # whoever looked whether it is there met this
        return _unexpected(error, out)


def parse(given: Sequence[str]) -> argparse.Namespace:
    """Read the arguments, loading the module of the command they name and no other."""
    from desk.cli.parser import Parser

    asked = asked_for(given)
    if asked is not None and asked not in COMMANDS:
        raise _unknown(asked)
    parser = Parser(
        prog="desk",
        description="A customer-care desk in the terminal. Without a command it opens.",
        epilog="More on a command: desk COMMAND --help",
    )
    parser.add_argument("--version", action="version", version=f"desk {desk.__version__}")
    parser.set_defaults(**DEFAULTS)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    if asked is None:
        for name, (_, about) in COMMANDS.items():
            commands.add_parser(name, help=about)
    else:
        import_module(f"desk.cli.{COMMANDS[asked][0]}").register(commands)
    return parser.parse_args(list(given))


def _open_desk(options: Options) -> int:
    from desk.cli.opening import open_on_screen
    from desk.config import load

    return open_on_screen(load(options))


def _unknown(asked: str) -> WrongUse:
    from difflib import get_close_matches

    near = get_close_matches(asked, COMMANDS, n=1)
    hint = f"Did you mean: desk {near[0]}? " if near else ""
    return WrongUse(f"There is no command '{asked}'", f"{hint}All commands: desk --help")


def _too_long(error: OSError) -> Unreachable:
    named = str(error.filename or "A file")
    shown = named if len(named) <= _SHOWN else f"{named[:_SHOWN]}..."
    return Unreachable(f"{shown} is longer than names of files can be", "Name a shorter one.")


_SHOWN = 60
"""So much of a name that is too long is told."""


def _unexpected(error: Exception, out: Output) -> int:
    from desk.cli.log import keep

    place = keep(error)
    fault = DeskError(
        f"Something went wrong inside the desk ({type(error).__name__})",
        f"Where it happened is written in {place}" if place else "The log could not be written.",
    )
    fault.code = "unexpected"
    return report(fault, out)
