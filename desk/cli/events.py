"""`desk events`: everything that happens, a line each, for other systems to read."""

from __future__ import annotations

import argparse
import select
import sys
import time
from typing import TYPE_CHECKING

from desk.cli.opening import Seat, seated
from desk.cli.output import flush
from desk.errors import DeskError, StoreLocked, Unreachable, WrongUse
from desk.rules.times import near_moment

if TYPE_CHECKING:
    from desk.rows.events import EventPage, EventRow

_ABOUT = """Everything that happens, oldest first, none left out: a line each.

Keep the number of the last line you worked off, and go on from there with --since.
"""
_TURN_SECONDS = 1.0
"""How long to wait for news before looking whether anybody still reads."""
_HELD_SECONDS = 0.2
"""The same when something was told of that could not be read yet."""
_PATIENCE_SECONDS = 30.0
"""How long to trust in being woken before looking unasked."""
_LARGEST = 2**62


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("events", description=_ABOUT)
    parser.add_argument(
        "--since", metavar="N", default="0", help="only what came after that number"
    )
    parser.add_argument("--follow", action="store_true", help="wait for what comes")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what happened, and with `--follow` what happens."""
    since = _number(args.since)
    with seated(args) as seat:
        if args.follow:
            _Following(seat, since).until_nobody_reads()
        else:
            _print_after(seat, since)
    return 0


def _print_after(seat: Seat, since: int) -> EventPage:
    """Print all there is after a number; the last part of it."""
    while True:
        page = seat.desk.events.after(seat.actor, since)
        for row in page.rows:
            _print(row, seat)
        if page.is_last:
            return page
        since = page.upto


def _print(row: EventRow, seat: Seat) -> None:
    told = row.told(internal=True)
    if seat.out.as_json:
        seat.out.record(told)
        return
    at = near_moment(row.at, seat.actor.zone, seat.desk.clock.now())
    changes = told["changes"]
    fields = ", ".join(changes) if isinstance(changes, dict) else ""
    said = f"{row.seq:>8}  {at:<12}  {row.ref:<8}  {row.type}  {row.actor or 'desk'}"
    seat.out.line(f"{said}  {fields}")


class _Following:
    """Prints what happens as it comes, until nobody reads any more."""

    def __init__(self, seat: Seat, since: int) -> None:
        self._seat = seat
        self._pulse = seat.desk.pulse  # it hears from here on, so nothing falls between
        self._since = since
        self._is_news = True
        self._is_held = False
        """Whether something was told of that could not be read yet."""
        self._is_lost = False
        self._looked = 0.0

    def until_nobody_reads(self) -> None:
        """Print and wait; a server that is away is waited for, too."""
        while _is_read():
            try:
                self._print_what_came()
                self._is_lost = False
            except (Unreachable, StoreLocked) as error:
                self._say_once(error)
                self._is_news = True
                time.sleep(_TURN_SECONDS)

    def _print_what_came(self) -> None:
        """Print what is new, then wait a while for more."""
        if self._is_news or time.monotonic() - self._looked > _PATIENCE_SECONDS:
            page = _print_after(self._seat, self._since)
            flush()
            self._since, self._is_held = page.upto, page.is_held
            self._looked = time.monotonic()
        turn = _HELD_SECONDS if self._is_held else _TURN_SECONDS
        self._is_news = self._pulse.wait(turn) is not None or self._is_held

    def _say_once(self, error: DeskError) -> None:
        if not self._is_lost:
            self._seat.out.talk(f"desk: {error.message}. Waiting for it.")
        self._is_lost = True


def _is_read() -> bool:
    """Whether somebody still reads: a pipe that was closed says so without being written to."""
    looking = select.poll()
    looking.register(sys.stdout.fileno(), 0)
    return not any(seen & (select.POLLERR | select.POLLNVAL) for _, seen in looking.poll(0))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > _LARGEST:
        raise WrongUse(f"--since is '{text}'", "Write the number of an event, or 0 for all.")
    return int(text)
