"""`desk demo`: a new store with made-up work, and the desk open on it."""

import argparse
from itertools import islice
from pathlib import Path

from desk.cli import output
from desk.cli.columns import print_rows
from desk.cli.opening import has_terminal, open_on_screen, seated, settings_of
from desk.cli.progress import Bar
from desk.config import Settings, default_store
from desk.errors import Duplicate, WrongUse
from desk.rows.work import Listing

_SIZE = 400
_EVERY_NTH = 4
"""One of so many items is a problem."""
_MOST = 1_000_000
_WORTH_A_WORD = 10_000
"""Items whose making takes long enough to say how fast it went."""

_TOP = 10
"""Rows that are printed where the desk cannot open."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "demo",
        description="Make a new store with made-up work for training, and open the desk on it.\n"
        "Without --db it lies beside your own store, and a second run opens it as it is.",
    )
    parser.add_argument("--size", metavar="N", help=f"how many items; {_SIZE} when not said")
    parser.add_argument("--no-open", action="store_true", help="only make it, and print its top")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the demo store unless it is there, and open it."""
    size = _size(args.size)
    settings = _beside(settings_of(args), is_own=args.db is None)
    file = _file(settings.db)
    if file is None:
        _make(args, settings, size)
    elif not file.exists():
        _make_file(args, settings, size, file)
    elif args.db is not None or args.size is not None:
        raise Duplicate(
            f"The store {file} is there already",
            "Name a new one: desk demo --db PATH. Nothing was changed.",
        )
    else:
        output.of(args).talk(f"The demo of an earlier run is in {file}")
    if not args.no_open and has_terminal():
        return open_on_screen(settings)
    return _print_top(args, settings)


def _make(args: argparse.Namespace, settings: Settings, size: int) -> None:
    out = output.of(args)
    out.talk(f"Making {size:,} items")
    problems = size // _EVERY_NTH
    bar = Bar(out, size, "items")
    try:
        with seated(args, settings) as (desk, actor, _):
            desk.demo.fill(actor, size - problems, made=bar.show, problems=problems)
            desk.tick.run()  # what is behind it now is nobody's news; what follows is
    finally:
        bar.clear()
    if size >= _WORTH_A_WORD:
        out.talk(f"Made {size:,} items, {bar.rate(size):,.0f} a second")


def _make_file(args: argparse.Namespace, settings: Settings, size: int, file: Path) -> None:
    """Make the store under another name: it gets its own when it is whole, and only then.

    What is left of one that was broken off is taken away.
    """
    unfinished = file.with_name(f"{file.name}.part")
    _remove(unfinished)
    try:
        _make(args, settings._replace(db=str(unfinished)), size)
        unfinished.rename(file)
    finally:
        _remove(unfinished)


def _remove(file: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


def _print_top(args: argparse.Namespace, settings: Settings) -> int:
    from desk.rules.filters import VIEWS, parse

    with seated(args, settings) as seat:
        desk, actor, out = seat
        now = desk.clock.now()
        listing = Listing(parse(VIEWS["Mine and unowned"], desk.zone, now), "due")
        print_rows(islice(desk.work.stream(actor, listing), _TOP), seat, now)
        out.talk(f"Open it on a terminal: desk --db {desk.store_name}")
    return 0


def _beside(settings: Settings, *, is_own: bool) -> Settings:
    """The settings with the demo's store in them; where none was named, beside the user's own."""
    if not is_own:
        return settings
    own = _file(settings.db) or default_store()
    return settings._replace(db=str(own.with_name("demo.db")), is_default_db=True)


def _file(url: str) -> Path | None:
    """The file a store's URL means; None when it lies on a server."""
    if url.startswith(("postgresql:", "postgres:")):
        return None
    return Path(url.removeprefix("sqlite:///")).expanduser().absolute()


def _size(text: str | None) -> int:
    if text is None:
        return _SIZE
    digits = text.replace("_", "").replace(",", "")
    if not (digits.isascii() and digits.isdigit()) or not 1 <= int(digits) <= _MOST:
        raise WrongUse(
            f"--size is '{text}'", f"Write how many items: a whole number from 1 to {_MOST:,}."
        )
    return int(digits)
