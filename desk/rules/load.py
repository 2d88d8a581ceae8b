"""How much somebody has to do, how much room is left for more, and who has the most of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from desk.rules.instants import DAY, at_wall, local, zone_named
from desk.rules.times import span
from desk.rules.words import fold
from desk.rules.working_time import Calendar

BY_LOAD = "load"
"""Given in place of a person: whoever has the most room."""

Absences = Sequence[tuple[int, int]]
"""From when until when somebody does not work; they may overlap."""

_MINUTE = 60
_OF_KIND = {"interaction": 15 * _MINUTE, "problem": 30 * _MINUTE}
_URGENT = (1, 2)
"""Priorities of items that count twice."""
TASK_SECONDS = 3600
"""What a task counts for whose effort nobody said."""
_WEEK = 7 * DAY


class Burden(NamedTuple):
    """What somebody has to do."""

    items: int = 0
    """Open items that want something of them now."""
    waiting: int = 0
    """Open items that wait, are held or put aside: they count for nothing."""
    tasks: int = 0
    seconds: int = 0
    """How much work all of it is thought to be."""


class Worker(NamedTuple):
    """Somebody who can be given work."""

    id: int
    name: str
    zone: str
    hours: Calendar
    absences: Absences = ()
    burden: Burden = Burden()
    given_at: int = 0
    """When they last got work."""


class Room(NamedTuple):
    """Working time that is left, and how much of it is taken."""

    today: int
    week: int
    """Of the next seven days, today with them."""
    load: int


class Choice(NamedTuple):
    """Who has the most room, and why."""

    worker: Worker
    why: str


def weight(kind: str, priority: int) -> int:
    """The seconds of work that an open item counts for."""
    return _OF_KIND.get(kind, _OF_KIND["problem"]) * (2 if priority in _URGENT else 1)


def burden(counted: Iterable[tuple[str, int, bool, int]], tasks: tuple[int, int]) -> Burden:
    """What somebody has to do, from counts of items by kind, priority and whether they wait.

    `tasks` are how many tasks they have and the seconds these are thought to take.
    """
    items = waiting = seconds = 0
    for kind, priority, is_waiting, many in counted:
        if is_waiting:
            waiting += many
        else:
            items += many
            seconds += many * weight(kind, priority)
    return Burden(items, waiting, tasks[0], seconds + tasks[1])


def absent_until(absences: Absences, now: int) -> int | None:
    """When somebody is back who is absent now; None for somebody who is there."""
    back = now
    for starts, ends in sorted(absences):
        if starts <= back < ends:
            back = ends
    return back if back > now else None


def capacity(hours: Calendar, absences: Absences, start: int, end: int) -> int:
    """The seconds that somebody works between two instants."""
    seconds = hours.between(start, end)
    for gone, back in _apart(absences):
        seconds -= hours.between(max(start, gone), min(end, back))
    return seconds


def room(worker: Worker, now: int) -> Room:
    """How much time somebody has left, and how much of it is taken."""
    zone = zone_named(worker.zone)
    midnight = at_wall(zone, local(now, zone).toordinal() + 1, 0)
    today = capacity(worker.hours, worker.absences, now, midnight)
    week = capacity(worker.hours, worker.absences, now, now + _WEEK)
    return Room(today, week, worker.burden.seconds)


def least_loaded(workers: Iterable[Worker], now: int) -> Choice | None:
    """Who of those that are there has the most room; None when nobody is there.

    What is left of today counts as long as anybody works today, else the next seven days. Of two
    with as much room it is the one who got work longer ago, then the first by name.
    """
    present = [each for each in workers if absent_until(each.absences, now) is None]
    if not present:
        return None
    rooms = {each.id: room(each, now) for each in present}
    is_day = any(each.today for each in rooms.values())
    left = {id_: each.today if is_day else each.week for id_, each in rooms.items()}

    def standing(worker: Worker) -> tuple[bool, int, int, str]:
        free = left[worker.id] - worker.burden.seconds
        return left[worker.id] == 0, -free, worker.given_at, fold(worker.name)

    best = min(present, key=standing)
    return Choice(best, _why(best, left, is_day=is_day))


def _why(best: Worker, left: Mapping[int, int], *, is_day: bool) -> str:
    """The reason line of a choice."""
    when = "today" if is_day else "in 7 days"
    whole, load = left[best.id], best.burden.seconds
    if len(left) == 1:
        return f"{best.name} is the only one there"
    if whole > load:
        return f"{best.name} has the most room: {_span(whole - load)} of {_span(whole)} {when}"
    return f"{best.name} has the least too much: {_span(load)} of work for {_span(whole)} {when}"


def _span(seconds: int) -> str:
    """Whole minutes: nobody plans in seconds."""
    return span(seconds - seconds % _MINUTE) if seconds >= _MINUTE else "0 min"


def _apart(absences: Absences) -> list[tuple[int, int]]:
    """The same absences, none overlapping another."""
    found: list[tuple[int, int]] = []
    for starts, ends in sorted(absences):
        if found and starts <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], ends)
        else:
            found.append((starts, ends))
    return found
