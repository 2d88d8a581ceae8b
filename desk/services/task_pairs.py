"""Tasks as the journal tells them: whether they still are so, and put back."""

from collections.abc import Mapping

from desk.models.store import Session
from desk.models.tasks import ENDED, KeptTask, drop_task, put_task, tasks_of
from desk.rules.facts import Named
from desk.rules.vocabulary import words
from desk.services.changes import Change
from desk.services.items import Item, refuse_ended
from desk.services.task_sheet import TOLD, called, told

Values = Mapping[str, object]

_MOVING = ("version", "touched_at")
"""What every change moves, an undo too."""


def tasks_are_as(session: Session, item: Item, _: Values, left: Values) -> bool:
    """Whether the tasks of a problem still are as an entry left them."""
    present = {str(task.number): told(task) for task in tasks_of(session, item.id)}
    return all(
        _still(present.get(number)) == _still(_mapping(values) if values is not None else None)
        for number, values in left.items()
    )


def put_tasks(change: Change, before: Values, _: Values) -> None:
    """Make the tasks of a problem what they were before an entry; their versions go on."""
    session, item = change.session, change.item.id
    present = {str(task.number): task for task in tasks_of(session, item)}
    if any(_is_open(values) for values in before.values()):
        refuse_ended(session, change.item, change.now)
    for number, values in before.items():
        task = present.get(number)
        if values is None:
            drop_task(session, int(number))
            change.beside(TOLD, number, told(task), None)
            continue
        version = task.version + 1 if task is not None else 1
        put = kept(int(number), _mapping(values))._replace(version=version)
        put_task(session, put)
        change.beside(TOLD, number, told(task), told(put))


def tasks_again(before: Values, after: Values, named: Named) -> list[str]:
    """In words what tasks are again, and which are gone."""
    left, lines = _mapping(after.get(TOLD)), []
    for number, values in _mapping(before.get(TOLD)).items():
        if values is None:
            task = kept(int(number), _mapping(left.get(number)))
            lines.append(f"{called(task)} is taken away.")
        else:
            task, was = kept(int(number), _mapping(values)), _mapping(left.get(number))
            lines.append(f"{called(task)} {_stands(task, was, named)}.")
    return lines


def _stands(task: KeptTask, was: Values, named: Named) -> str:
    if was.get("owner") != task.owner:
        owner = named("owner", task.owner)
        return f"is {words(task.state)} again, {owner} has it"
    if was.get("state") != task.state:
        return f"is {words(task.state)} again"
    return "is planned as it was"


def kept(number: int, values: Values) -> KeptTask:
    """A task from what the journal tells of it."""
    named = {name: values[name] for name in KeptTask._fields if name in values}
    task = KeptTask(number=number, **named)  # type: ignore[arg-type]
    return task._replace(after=tuple(task.after))


def _is_open(values: object) -> bool:
    return values is not None and _mapping(values).get("state") not in ENDED


def _still(values: Values | None) -> Values | None:
    if values is None:
        return None
    return {name: value for name, value in values.items() if name not in _MOVING}


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}
