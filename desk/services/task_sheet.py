"""The tasks of one problem while a change works on them: what waits, and what may begin."""

from collections.abc import Iterator

from desk.errors import NotFound
from desk.models.base import NOBODY
from desk.models.tasks import KeptTask, drop_task, put_task, tasks_of
from desk.models.workers import note_given
from desk.rules.lifecycle import require as require_step
from desk.rules.sequence import Stage, waits_for
from desk.rules.states import TASK
from desk.rules.vocabulary import Reference
from desk.services.changes import Change

TOLD = "tasks"
"""The name under which the journal tells of tasks, by their numbers."""

_NOT_BEGUN = ("planned", "ready", "assigned")


class TaskSheet:
    """The tasks of a problem: changed here, then written and told with the change."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._before = {task.number: task for task in tasks_of(change.session, change.item.id)}
        self._now = dict(self._before)
        self._touched: dict[int, None] = {}

    def __iter__(self) -> Iterator[KeptTask]:
        return iter(sorted(self._now.values(), key=lambda task: task.place))

    def __len__(self) -> int:
        return len(self._now)

    def __getitem__(self, number: int) -> KeptTask:
        return self._now[number]

    def was(self, number: int) -> KeptTask | None:
        """A task as it was before the change."""
        return self._before.get(number)

    @property
    def next_place(self) -> int:
        """The place of a task that is added."""
        return max((task.place for task in self), default=0) + 1

    @property
    def places(self) -> dict[str, int]:
        """The places by the references of the tasks."""
        return {ref_of(task): task.place for task in self}

    @property
    def waits(self) -> dict[int, tuple[int, ...]]:
        """By place what has to end before a task may begin."""
        return waits_for(Stage(task.place, task.state, task.after) for task in self)

    @property
    def wants_more(self) -> bool:
        """Whether a mandatory task has not ended."""
        return any(task.mandatory and not task.has_ended for task in self)

    def at(self, place: int) -> KeptTask:
        """The task at a place. Raises `NotFound`."""
        for task in self:
            if task.place == place:
                return task
        raise NotFound(f"There is no task {place}", "Look at them: desk show the problem.")

    def put(self, task: KeptTask) -> None:
        """Write a task down, new or changed: what is put first is what the change is about."""
        self._now[task.number] = task._replace(touched_at=self._change.now)
        self._touched[task.number] = None

    def drop(self, number: int) -> None:
        """Take a task away, as if it had never been planned."""
        self._now.pop(number, None)
        self._touched[number] = None

    def move(self, number: int, state: str, **fields: object) -> None:
        """Take a task to another state. Raises `WrongState` when there is no such step."""
        task = self[number]
        require_step(TASK, task.state, state)
        self.put(task._replace(state=state, **fields))  # type: ignore[arg-type]

    def settle(self) -> None:
        """Take every task that was not begun to the state its owner and those before it give it."""
        waits = self.waits
        for task in self:
            if task.state in _NOT_BEGUN:
                self._lead(task.number, _standing(task, waits[task.place]))

    def _lead(self, number: int, wanted: str) -> None:
        """Go to a state by way of those between."""
        while (state := self[number].state) != wanted:
            ahead = _NOT_BEGUN.index(wanted) - _NOT_BEGUN.index(state)
            self.move(number, _NOT_BEGUN[_NOT_BEGUN.index(state) + 1] if ahead > 0 else wanted)

    def freed(self) -> list[KeptTask]:
        """What may begin now and could not before."""
        return [
            task
            for task in self
            if task.state in ("ready", "assigned")
            and (was := self.was(task.number)) is not None
            and was.state == "planned"
        ]

    def keep(self) -> None:
        """Write what is other than it was, and have the journal tell it."""
        for number in self._touched:
            before, task = self._before.get(number), self._now.get(number)
            if task is None:
                drop_task(self._change.session, number)
                self._change.beside(TOLD, number, told(before), None)
                continue
            if before is not None:
                task = task._replace(version=before.version + 1)
            self._now[number] = task
            put_task(self._change.session, task)
            if task.owner not in (NOBODY, before.owner if before is not None else NOBODY):
                note_given(self._change.session, task.owner, self._change.now)
            self._change.beside(TOLD, number, told(before), told(task))


def told(task: KeptTask | None) -> dict[str, object] | None:
    """A task as the journal tells it."""
    if task is None:
        return None
    values = task._asdict()
    del values["number"]
    return {**values, "after": list(task.after)}


def ref_of(task: KeptTask) -> str:
    """The reference of a task, as people write it."""
    return str(Reference("task", task.number))


def called(task: KeptTask) -> str:
    """What sentences call a task."""
    return f"Task {task.place} {task.name}"


def _standing(task: KeptTask, waits: tuple[int, ...]) -> str:
    """The state of a task that was not begun."""
    if waits:
        return "planned"
    return "ready" if task.owner == NOBODY else "assigned"
