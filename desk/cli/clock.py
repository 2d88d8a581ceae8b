"""`desk clock`: how a due time comes about, and the holidays a calendar would keep."""

import argparse
import sys
from datetime import date
from pathlib import Path

from desk.cli.opening import settings_of
from desk.cli.output import flush, of
from desk.cli.values import instant
from desk.clock import Clock, training_clock
from desk.config import machine_zone
from desk.errors import BadValue, Unreachable, WrongUse
from desk.rules.explain import explain
from desk.rules.holidays import Holiday, of_country, of_icalendar
from desk.rules.instants import local, zone_named

_EXPLAIN = """Read JSON lines on stdin, write one JSON line for each; empty lines are passed over.

in   {"calendar": {"tz": ..., "hours": {"mon": [["09:00","17:00"]], ...}, "holidays": [...],
      "annual_holidays": ["12-25"], "date_overrides": {...}, "breaks": {...}},
      "start": "2026-11-20T15:00:00Z", "target_seconds": 14400,
      "pauses": [["...Z", "...Z"]], "until": "...Z", "percent": [50, 75]}
out  {"due", "open_at_start", "next_open", "elapsed_seconds", "level", "crossings", "steps"}

A line that cannot be answered gives {"error"}, and the command ends with 1. A key that does not
apply is null: due and crossings without a target, elapsed_seconds and level without until.
"""
_HOLIDAYS = """The dates and names a calendar would keep, in order.

They are the public holidays of a country, or the days that the events of an iCalendar file
(- is stdin) cover wholly.
"""
_YEARS_BACK, _YEARS_AHEAD = 1, 2


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("clock", description="What an SLA clock would say.")
    parser.set_defaults(run=_run_nothing)
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND")
    asked = verbs.add_parser("explain", description=_EXPLAIN, help="due times, with every step")
    asked.set_defaults(run=run_explain)
    asked = verbs.add_parser("holidays", description=_HOLIDAYS, help="holidays of a calendar")
    asked.add_argument("file", metavar="FILE.ics", nargs="?", help="an iCalendar file")
    asked.add_argument("--country", metavar="CC", help="a country by its ISO code, like DE")
    asked.add_argument("--subdivision", metavar="S", help="a part of the country, like BY")
    asked.add_argument("--from", metavar="D", dest="first", help="first day; else a year back")
    asked.add_argument("--to", metavar="D", dest="last", help="last day; else two years ahead")
    asked.set_defaults(run=run_holidays)


def run_explain(args: argparse.Namespace) -> int:
    """Answer each line as it comes: whoever writes may wait for the answer to the last one."""
    out = of(args)
    if sys.stdin.isatty():
        out.talk(
            "Type one JSON object on each line; ctrl+d ends. Its form: desk clock explain --help"
        )
    is_all_answered = True
    for raw in iter(sys.stdin.buffer.readline, b""):
        line = raw.decode("utf-8-sig", "replace").strip()
        if not line:
            continue
        answer = explain(line)
        is_all_answered = is_all_answered and "error" not in answer
        out.record(answer)
        flush()
    return 0 if is_all_answered else 1


def run_holidays(args: argparse.Namespace) -> int:
    """Print the holidays of a country or a file."""
    out = of(args)
    found = _found(args, *_period(args))
    for holiday in found:
        if out.as_json:
            out.record(holiday._asdict())
        else:
            out.line(f"{holiday.date}  {holiday.name}")
    if not found and not out.as_json:
        out.talk("No holidays in that time. Ask for other days with --from and --to.")
    return 0


def _run_nothing(args: argparse.Namespace) -> int:
    raise WrongUse("Say what about clocks", "desk clock explain or desk clock holidays")


def _found(args: argparse.Namespace, first: date, last: date) -> tuple[Holiday, ...]:
    if bool(args.file) == bool(args.country) or (args.file and args.subdivision):
        raise WrongUse(
            "Give either an iCalendar file or a country",
            "desk clock holidays FILE.ics or desk clock holidays --country DE --subdivision BY",
        )
    if args.country:
        return of_country(args.country, args.subdivision, first, last)
    try:
        return of_icalendar(_text(args.file), first, last)
    except BadValue as error:
        raise BadValue(f"{args.file}: {error.message}", error.next_step) from None


def _text(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name is not one"
        raise Unreachable(f"{name} cannot be read: {why}", "Name a file that is there.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _period(args: argparse.Namespace) -> tuple[date, date]:
    """The first and the last day asked for, in the desk's zone."""
    settings = settings_of(args)
    now = (training_clock(settings.clock) if settings.clock else Clock()).now()
    zone = settings.zone or machine_zone()
    today = local(now, zone_named(zone)).date()
    first, last = (
        local(instant(option, text, zone, now), zone_named(zone)).date() if text else None
        for option, text in (("--from", args.first), ("--to", args.last))
    )
    return first or _shifted(today, -_YEARS_BACK), last or _shifted(today, _YEARS_AHEAD)


def _shifted(day: date, years: int) -> date:
    """The same day so many years on; 28 February where there is no 29th."""
    year = min(max(day.year + years, date.min.year), date.max.year)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
