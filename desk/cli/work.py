"""`desk work`: what the desk does by itself, without a screen, for as long as it is let run."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from desk.cli import errors, log, tick
from desk.cli.opening import Seat, seated
from desk.errors import DeskError

if TYPE_CHECKING:
    from desk.jobs.timetable import Did

_ABOUT = """Keep time without a screen: write down what reaches a level, remind, escalate, send what
waits in the outbox. It runs until it is told to end. Every open desk does the same by itself;
several at once are fine.
"""
_EXAMPLES = """examples:
  desk work
  desk work --once
"""
_LOOKS_EVERY = 2.0
"""Seconds between two looks whether the store still takes anything."""
_PATIENCE = 5.0
"""Seconds that a job which is running is waited for at the end."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("work", description=_ABOUT, epilog=_EXAMPLES)
    parser.add_argument("--once", action="store_true", help="run each job once and end")
    parser.add_argument(
        "--verbose", action="store_true", help="tell what is done, where nobody reads along too"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the jobs, once or until a signal comes."""
    with seated(args) as seat:
        seat.desk.jobs.allow(seat.actor)
        if seat.desk.barred is not None:
            raise seat.desk.barred
        teller = Teller(seat, is_heard=args.verbose or sys.stderr.isatty())
        if args.once:
            return _once(seat, teller)
        return asyncio.run(_until_told(seat, teller))


class Teller:
    """Says on stderr what is done, where somebody reads it, and what fails in any case."""

    def __init__(self, seat: Seat, *, is_heard: bool) -> None:
        self._seat = seat
        self._is_heard = is_heard
        self.failures = 0

    def did(self, _: str, did: Did) -> None:
        """A job did something."""
        if not self._is_heard:
            return
        desk, actor, out = self._seat
        now = desk.clock.now()
        for each in did.ticked:
            self.say(tick.line(each, out, actor.zone, now))
        for said in did.lines:
            self.say(said)

    def failed(self, job: str, error: Exception) -> None:
        """A job failed."""
        self.failures += 1
        refusal = error
        if not isinstance(refusal, DeskError):
            place = log.keep(error)
            refusal = DeskError(
                f"Something went wrong inside the desk ({type(error).__name__})",
                f"Where it happened is written in {place}" if place else "",
            )
        with suppress(OSError):
            errors.talk(refusal, self._seat.out, about=job)

    def say(self, text: str) -> None:
        """Say a line; that nobody reads it any more stops no work."""
        with suppress(OSError):
            self._seat.out.talk(text)


def _once(seat: Seat, teller: Teller) -> int:
    from desk.jobs.once import through
    from desk.jobs.timetable import TIMETABLE

    for job in TIMETABLE:
        try:
            teller.did(job.name, through(seat.desk, job))
        except Exception as error:  # noqa: BLE001 - the other jobs have their turn; it is told
            teller.failed(job.name, error)
    return 1 if teller.failures else 0


async def _until_told(seat: Seat, teller: Teller) -> int:
    from desk.jobs.runner import Runner
    from desk.jobs.turns import Told

    ended, desk = asyncio.Event(), seat.desk
    code = 0

    def end(with_code: int) -> None:
        nonlocal code
        code = with_code
        ended.set()

    loop = asyncio.get_running_loop()
    for number, with_code in ((signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 130)):
        loop.add_signal_handler(number, end, with_code)
    runner = Runner(desk, Told(teller.did, teller.failed))
    teller.say(f"Keeping time for {desk.store_name}; ctrl+c ends it")
    runner.start()
    while not ended.is_set() and desk.barred is None:
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), _LOOKS_EVERY)
    runner.stop(_PATIENCE)
    desk.jobs.release()
    if desk.barred is not None:
        raise desk.barred
    return code
