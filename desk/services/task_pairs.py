"""Tasks as the journal tells them: whether they still are so, and put back."""

from collections.abc import Mapping

from desk.errors import ChangedMeanwhile
from desk.models.store import Session
from desk.models.tasks import ENDED, KeptTask, tasks_of
from desk.rules.facts import Named
from desk.rules.sequence import loop_in
from desk.rules.vocabulary import words
from desk.services.changes import Change
from desk.services.items import Item, refuse_ended
from desk.services.task_sheet import TOLD, TaskSheet, called, ref_of, told

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
    """Make the tasks of a problem what they were before an entry; their versions go on.

    What was not begun stands where its order puts it now: others may have ended since.
    """
    if any(_is_open(values) for values in before.values()):
        refuse_ended(change.session, change.item, change.now)
    sheet = TaskSheet(change)
    for number, values in before.items():
        if values is None:
            sheet.drop(int(number))
        else:
            sheet.put(kept(int(number), _mapping(values)))
    _refuse_out_of_order(sheet)
    states = {task.number: task.state for task in sheet}
    sheet.settle()
    for task in sheet:
        if states[task.number] != task.state and str(task.number) not in before:
            change.effect(f"{called(task)} is {words(task.state)} again.")
    sheet.keep()


def _refuse_out_of_order(sheet: TaskSheet) -> None:
    """Raise `ChangedMeanwhile` when what was planned since would lose what it comes after."""
    after = {task.place: task.after for task in sheet}
    for task in sheet:
        gone = [place for place in task.after if place not in after]
        if gone:
            raise ChangedMeanwhile(
                f"{called(task)} comes after task {gone[0]}, which would be gone",
                f"Plan it anew first: desk do {ref_of(task)} schedule after=none",
            )
    loop = loop_in(after)
    if loop:
        raise ChangedMeanwhile(
            f"The tasks would wait for each other: {' -> '.join(map(str, loop))}",
            f"Plan one anew first: desk do {ref_of(sheet.at(loop[0]))} schedule after=none",
        )
    waits = sheet.waits
    for task in sheet:
        if task.state == "started" and waits[task.place]:
            raise ChangedMeanwhile(
                f"{called(task)} comes after it and was begun since",
                f"Give that back first: desk do {ref_of(task)} release",
            )


def tasks_again(change: Change, before: Values, after: Values, named: Named) -> list[str]:
    """In words what tasks are again, and which are gone, now that they are put back."""
    left, lines = _mapping(after.get(TOLD)), []
    present = {str(task.number): task for task in tasks_of(change.session, change.item.id)}
    for number in _mapping(before.get(TOLD)):
        was = _mapping(left.get(number))
        if number in present:
            task = present[number]
            lines.append(f"{called(task)} {_stands(task, was, named)}.")
        else:
            lines.append(f"{called(kept(int(number), was))} is taken away.")
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
