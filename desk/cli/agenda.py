"""`desk agenda`: tasks by day and person, with load against capacity."""

import argparse
from collections.abc import Iterator

from desk.cli import task_shapes
from desk.cli.opening import seated
from desk.cli.output import Output
from desk.cli.values import instant
from desk.errors import WrongUse
from desk.rows.tasks import Agenda, AgendaDay, AgendaPerson, TaskRow
from desk.rules.times import day as day_words
from desk.rules.times import due_cell, moment, span
from desk.rules.vocabulary import words

_ABOUT = """Tasks by day and person: what nobody has first, then what each has to do against the
working hours they have. What is late stands today.
"""
_EXAMPLES = """examples:
  desk agenda
  desk agenda --team Network --days 3
  desk agenda --person me --day mon
"""
_NAME = 16
_MINUTE = 60


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("agenda", description=_ABOUT, epilog=_EXAMPLES)
    parser.add_argument("--day", metavar="D", help="the first day: 2026-11-23, mon; else today")
    parser.add_argument("--days", metavar="N", default="7", help="how many days, 7 if not said")
    parser.add_argument("--team", metavar="TEAM", help="of one team")
    parser.add_argument("--person", metavar="NAME", help="of one person; me is who acts")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Show the agenda."""
    days = _days(args.days)
    with seated(args) as (desk, actor, out):
        now = desk.clock.now()
        at = None if args.day is None else instant("--day", args.day, actor.zone, now)
        agenda = desk.agenda.day(actor, at, days, team=args.team, person=args.person)
        if out.as_json:
            for day in agenda.days:
                for person in day.people:
                    out.record(task_shapes.agenda(day, person, actor.zone))
        else:
            for line in _lines(agenda, out, actor.zone):
                out.line(out.cell(line, out.width - 1) if out.is_terminal else line)
        if agenda.is_cut:
            out.talk("There are more tasks than these: name a team, a person or fewer days.")
    return 0


def _lines(agenda: Agenda, out: Output, zone: str) -> Iterator[str]:
    for number, day in enumerate(agenda.days):
        if number:
            yield ""
        yield _head(day, agenda, out, zone)
        if not day.people:
            yield "  nobody works on items"
        for person in day.people:
            yield from _person(person, agenda.now, out, zone)


def _head(day: AgendaDay, agenda: Agenda, out: Output, zone: str) -> str:
    is_today = day.day <= agenda.now < day.ends
    load = sum(person.load_seconds for person in day.people)
    capacity = sum(person.capacity_seconds for person in day.people)
    return out.glyphs.between(
        day_words(day.day, zone),
        "today" if is_today else "",
        agenda.of,
        f"{_hours(load)} of {_hours(capacity)}",
        f"{agenda.overdue} overdue" if is_today and agenda.overdue else "",
    )


def _person(person: AgendaPerson, now: int, out: Output, zone: str) -> Iterator[str]:
    if person.id is None:
        said = _hours(person.load_seconds)
    elif person.is_absent:
        until = moment(person.absent_until, zone, now) if person.absent_until else ""
        said = f"absent until {until}" if until else "absent"
        said += f", {_hours(person.load_seconds)} to hand over" if person.tasks else ""
    else:
        said = f"{_hours(person.load_seconds)} of {_hours(person.capacity_seconds)}"
        said += ", too much" if person.load_seconds > person.capacity_seconds else ""
    yield f"  {out.padded(person.name or 'nobody has these', _NAME)}  {said}"
    for task in person.tasks:
        yield _task(task, now, out)


def _task(task: TaskRow, now: int, out: Output) -> str:
    is_late = task.due is not None and task.due <= now
    sign = out.glyphs.breached if is_late else " "
    waits = ", ".join(map(str, task.blocked_by))
    return out.glyphs.between(
        f"  {sign} {due_cell(task.due, 'running', now):>5}  {task.ref:<7}  {task.name}",
        f"{task.problem_ref} {task.problem_subject}",
        f"after {waits}" if waits else words(task.state),
        f"team {task.team}" if task.team and task.owner is None else "",
    )


def _hours(seconds: int) -> str:
    """Whole minutes: nobody plans in seconds."""
    return span(seconds - seconds % _MINUTE) if seconds >= _MINUTE else "0 h"


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 31:
        raise WrongUse(f"--days is '{text}'", "Write how many days: 1 to 31.")
    return int(text)
