"""The table of recovery tasks, and plans that lay several of them at once."""

import json
from typing import NamedTuple

from desk.models.base import CLOSED, NO_CLOCK, AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session


class Task(Table):
    """One step of a problem's recovery."""

    id = AutoField()
    number = BigIntegerField()
    item = BigIntegerField()
    place = BigIntegerField()
    name = TextField()
    kind = TextField()
    state = TextField()
    owner = BigIntegerField()
    team = BigIntegerField(null=True)
    partner = TextField()
    planned_start = BigIntegerField(null=True)
    due = BigIntegerField(null=True)
    effort = BigIntegerField(null=True)
    mandatory = BigIntegerField()
    after = TextField()
    begun_at = BigIntegerField(null=True)
    ended_at = BigIntegerField(null=True)
    touched_at = BigIntegerField()
    text = TextField()
    due_key = BigIntegerField()
    version = BigIntegerField()


class KeptTask(NamedTuple):
    """A task as the store keeps it."""

    number: int
    """That of its reference, `T-801`."""
    item: int
    place: int
    """Counted from 1 in its problem; what comes after it names it by this."""
    name: str
    kind: str
    """internal, partner, customer or fieldVisit."""
    state: str
    owner: int = 0
    team: int | None = None
    partner: str = ""
    planned_start: int | None = None
    due: int | None = None
    effort: int | None = None
    """Seconds of work it is thought to take."""
    mandatory: int = 1
    after: tuple[int, ...] = ()
    """The places of the tasks that have to end before it."""
    begun_at: int | None = None
    ended_at: int | None = None
    touched_at: int = 0
    """When its owner last did something about it."""
    text: str = ""
    """What was said at its end."""
    version: int = 1

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is done on it."""
        return self.state in ENDED

    def columns(self) -> dict[str, object]:
        """Its columns; what has ended stands behind everything that is due."""
        due = NO_CLOCK if self.due is None else self.due
        key = CLOSED if self.has_ended else due
        return {**self._asdict(), "after": json.dumps(self.after), "due_key": key}


ENDED = ("done", "failed", "cancelled")
"""States of tasks in which nothing more is done on them."""


def kept_task(row: tuple[object, ...]) -> KeptTask:
    """A task from its columns in the order of `KeptTask`."""
    task = KeptTask(*row)  # type: ignore[arg-type]
    return task._replace(after=tuple(json.loads(str(task.after))))


def tasks_of(session: Session, item: int) -> list[KeptTask]:
    """The tasks of a problem, by their places."""
    columns = [getattr(Task, name) for name in KeptTask._fields]
    rows = session.rows(Task.select(*columns).where(Task.item == item).order_by(Task.place))
    return [kept_task(row) for row in rows]


def item_of_task(session: Session, number: int) -> int | None:
    """The problem that a task of that number is a part of; None when there is none."""
    found = session.one(Task.select(Task.item).where(Task.number == number))
    return None if found is None else int(found[0])


def put_task(session: Session, task: KeptTask) -> None:
    """Write a task down, in place of the one of that number."""
    values = task.columns()
    kept = {getattr(Task, name): value for name, value in values.items() if name != "number"}
    session.run(Task.insert(**values).on_conflict(conflict_target=[Task.number], update=kept))


def drop_task(session: Session, number: int) -> None:
    """Take a task away, as if it had never been planned."""
    session.run(Task.delete().where(Task.number == number))


class Plan(Table):
    """A template that lays several tasks in one step."""

    id = AutoField()
    name = TextField()
    name_key = TextField()
    category = TextField()
    steps = TextField()
    version = BigIntegerField()
