"""Who looks at an item, and what is said of it in few words: its state, clocks and tasks."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.rows.items import ClockRow
from desk.rows.tasks import TaskRow
from desk.rows.work import WorkRow
from desk.rules.clocks import PROMISE
from desk.rules.times import near_moment
from desk.rules.vocabulary import words


class Sight(NamedTuple):
    """Who looks, when, and from which zone."""

    me: str
    zone: str
    now: int
    airy: bool = False
    begun: str = ""
    """A word on an answer that was begun."""


def state_words(work: WorkRow, now: int, zone: str) -> str:
    """The state of an item in words, with until when it is put aside."""
    until = work.snoozed_until
    if until is None or until <= now:
        return words(work.state)
    return f"{words(work.state)}, snoozed until {near_moment(until, zone, now)}"


def worst_first(clocks: Sequence[ClockRow]) -> list[ClockRow]:
    """Running clocks by their due time, then those that wait, then those that are over.

    Promises that are over are left to the trail: there may be many.
    """
    order = {"running": 0, "paused": 1}
    told = [clock for clock in clocks if clock.name != PROMISE or clock.state in order]
    return sorted(told, key=lambda clock: (order.get(clock.state, 2), clock.due or 0, clock.name))


def counted(tasks: tuple[TaskRow, ...]) -> tuple[int, int]:
    """How many are done, and how many there are; those that were cancelled count for neither."""
    wanted = [task for task in tasks if task.state != "cancelled"]
    return sum(task.state == "done" for task in wanted), len(wanted)


def tasks_told(tasks: tuple[TaskRow, ...]) -> str:
    """How far tasks are: "tasks 2 of 5"; nothing without any."""
    done, many = counted(tasks)
    return f"tasks {done} of {many}" if many else ""
