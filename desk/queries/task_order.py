"""Whether the tasks of every problem come after tasks that are there, and never in a circle."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from desk.models.store import Row, Session
from desk.models.tasks import KeptTask, Task, kept_task
from desk.rules.sequence import loop_in
from desk.rules.vocabulary import Reference


class Ordered(NamedTuple):
    """What came of looking."""

    tasks: int
    wrong: tuple[str, ...]
    """References of tasks that wait for nothing there is, or for themselves."""


def ordered(session: Session) -> Ordered:
    """Look through the tasks of every problem."""
    tasks = 0
    wrong: list[str] = []
    for plan in _plans(session):
        tasks += len(plan)
        places = {task.place for task in plan}
        loop = loop_in({task.place: task.after for task in plan})
        wrong += [
            str(Reference("task", task.number))
            for task in plan
            if task.place in loop or not places.issuperset(task.after)
        ]
    return Ordered(tasks, tuple(wrong))


def _plans(session: Session) -> Iterator[list[KeptTask]]:
    columns = [getattr(Task, name) for name in KeptTask._fields]
    query = Task.select(*columns).order_by(Task.item, Task.place)
    for _, rows in groupby(session.stream(query), key=_problem):
        yield [kept_task(row) for row in rows]


def _problem(row: Row) -> object:
    return row[KeptTask._fields.index("item")]
