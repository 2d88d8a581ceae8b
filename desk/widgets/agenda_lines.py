"""The agenda line by line: a title for each day, each person in it, and their tasks below."""

from __future__ import annotations

from typing import NamedTuple

from desk.rows.tasks import Agenda, AgendaDay, AgendaPerson, TaskRow
from desk.rules.times import day_of_year
from desk.widgets.work_cells import Reader

_DAY = 86400


class AgendaLine(NamedTuple):
    """A line of the agenda: of a day, a person in it, or a task of that person."""

    day: int = -1
    """Which of the days it belongs to."""
    person: AgendaPerson | None = None
    task: TaskRow | None = None
    title: str = ""
    aside: str = ""
    is_today: bool = False


def lines_of(agenda: Agenda, reader: Reader, *, airy: bool) -> list[AgendaLine]:
    """Every line; `airy` where there is room for a blank one before each person."""
    zone = reader.zone
    lines: list[AgendaLine] = []
    for place, day in enumerate(agenda.days):
        is_today = _is_today(day, agenda.now)
        lines += [AgendaLine()] if lines else []
        lines.append(AgendaLine(place, None, None, day_name(day, agenda.now, zone), _sum(day)))
        people = sorted(day.people, key=lambda each: _rank(each, reader))
        shown = [person for person in people if _is_shown(person, is_today=is_today)]
        for person in shown:
            lines += [AgendaLine(place)] if airy and person is not shown[0] else []
            lines.append(AgendaLine(place, person, is_today=is_today))
            lines += [AgendaLine(place, person, task, is_today=is_today) for task in person.tasks]
        rest = _rest([person for person in people if person not in shown], reader)
        lines += [AgendaLine(place, aside=rest)] if rest else []
    return lines


def day_name(day: AgendaDay, now: int, zone: str) -> str:
    """`Today, Mon 23 Nov`, or the day alone."""
    said = day_of_year(day.day, zone)
    return f"Today, {said}" if _is_today(day, now) else said


def short_day(day: AgendaDay, now: int, zone: str) -> str:
    """`Today`, `Tue 24`."""
    said = day_of_year(day.day, zone)
    if _is_today(day, now):
        return "Today"
    return said[-5:] if said[:4].isdigit() else said.rpartition(" ")[0]


def tasks_on(day: AgendaDay) -> int:
    """How many tasks stand on a day."""
    return sum(len(person.tasks) for person in day.people)


def hours(seconds: int) -> str:
    """A load in short: `5h30`, `6h`, `45m`."""
    minutes = max(0, seconds) // 60
    if minutes < 60:
        return f"{minutes}m" if minutes else "0h"
    return f"{minutes // 60}h" + (f"{minutes % 60:02}" if minutes % 60 else "")


def _is_today(day: AgendaDay, now: int) -> bool:
    return day.day <= now < (day.ends or day.day + _DAY)


def _is_shown(person: AgendaPerson, *, is_today: bool) -> bool:
    """Whether somebody has a line of their own: on other days only who has something to do."""
    return bool(person.tasks) or (is_today and person.id is not None)


def _rank(person: AgendaPerson, reader: Reader) -> int:
    """What nobody has first, then whoever looks, then the others as they come."""
    return 0 if person.id is None else 1 if person.id == reader.id else 2


def _rest(people: list[AgendaPerson], reader: Reader) -> str:
    """Those who have nothing to do on a day, in one line."""
    named = [person for person in people if person.id is not None]
    names = {each.id: "you" if each.id == reader.id else each.name for each in named}
    free = [f"{names[p.id]} {hours(p.capacity_seconds)}" for p in named if _has_room(p)]
    absent = [names[person.id] for person in named if person.is_absent]
    parts = [f"Free: {', '.join(free)}"] if free else []
    parts += [f"{'absent' if parts else 'Absent'}: {', '.join(absent)}"] if absent else []
    return "; ".join(parts)


def _has_room(person: AgendaPerson) -> bool:
    return not person.is_absent and person.capacity_seconds > 0


def _sum(day: AgendaDay) -> str:
    many = tasks_on(day)
    return tasks_in_words(many) if many else "nothing planned"


def tasks_in_words(many: int) -> str:
    """`1 task`, `7 tasks`."""
    return f"{many:,} task{'s' if many != 1 else ''}"
