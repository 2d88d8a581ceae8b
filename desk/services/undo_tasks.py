"""What came of taking back for the tasks that somebody asked for."""

from collections.abc import Collection, Sequence

from desk.models.tasks import tasks_of
from desk.rows.work import Outcome
from desk.services.changes import Change
from desk.services.task_seen import refuse_seen_otherwise
from desk.services.task_sheet import ref_of
from desk.services.use_cases import How


def refuse_tasks_changed(change: Change, seen: Collection[str], how: How) -> None:
    """Raise `ChangedMeanwhile` when one of the tasks that were seen has another version."""
    if how.get("expect") is None or change.item.kind != "problem":
        return
    for task in tasks_of(change.session, change.item.id):
        if ref_of(task) in seen:
            refuse_seen_otherwise(change, task, how)


def of_tasks(change: Change, names: Sequence[str]) -> list[Outcome]:
    """The outcome by each of these names: of the item itself or of tasks of it."""
    outcome = change.outcome
    if [*names] == [outcome.ref]:
        return [outcome]
    tasks = {ref_of(task): task for task in tasks_of(change.session, change.item.id)}
    return [
        outcome._replace(ref=name, state=tasks[name].state, version=tasks[name].version)
        if name in tasks
        else outcome._replace(ref=name)
        for name in names
    ]
