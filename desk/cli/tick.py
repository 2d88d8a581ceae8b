"""`desk tick`: one pass over what time has brought, and what it wrote down."""

from __future__ import annotations

import argparse
import time

from desk.cli import shapes
from desk.cli.opening import seated
from desk.cli.output import Output
from desk.cli.values import instant
from desk.rows.jobs import JobRun
from desk.rows.ticks import Ticked
from desk.rules.times import near_moment

_ABOUT = """One pass over clocks and alarms: what has reached a level or its time is written down
once, with the time at which it did, and what follows from it is done. An open desk does the same
by itself.
"""
_EXAMPLES = """examples:
  desk tick
  desk tick --at +62h
"""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("tick", description=_ABOUT, epilog=_EXAMPLES)
    parser.add_argument("--at", metavar="TIME", help="as if it were then: +62h, 2026-11-23 14:30")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the pass and print what it wrote."""
    with seated(args) as (desk, actor, out):
        desk.jobs.allow(actor)
        now, began = desk.clock.now(), time.monotonic()
        at = now if args.at is None else instant("--at", args.at, actor.zone, now)
        ticked = desk.tick.run(at)
        took = int((time.monotonic() - began) * 1000)
        desk.jobs.note(JobRun("tick", took_ms=took, done=len(ticked)))
        for each in ticked:
            if out.as_json:
                out.record(shapes.ticked(each))
            else:
                out.line(line(each, out, actor.zone, now))
        if not ticked and not out.as_json:
            out.talk("Nothing was due.")
    return 0


def line(row: Ticked, out: Output, zone: str, now: int) -> str:
    """One crossing as a person reads it."""
    sign = out.glyphs.level(row.level)
    what = f"{row.clock} {row.threshold} %"
    at = near_moment(row.at, zone, now)
    return f"{sign} {row.ref:<8} {out.padded(what, 18)} {at:<12} {row.action}"
