"""What a fact changed, as people and programs read it: names for numbers, instants in full."""

from collections.abc import Mapping

from desk.rules.facts import BESIDE, INSTANTS, Named
from desk.rules.instants import rfc3339
from desk.rules.task_facts import TOLD as TASKS

Changes = dict[str, tuple[object, object]]
"""Fields, each with what it was before and after."""

_NAMED = ("owner", "team", "customer", "merged_into", "parent")
"""Fields that hold the number of something."""


def changes_of(before: Mapping[str, object], after: Mapping[str, object], named: Named) -> Changes:
    """The fields a fact changed, before and after."""
    return {
        name: (_shown(name, before.get(name), named), _shown(name, value, named))
        for name, value in after.items()
        if name not in BESIDE
    }


def changes_of_task(
    before: Mapping[str, object], after: Mapping[str, object], number: int, named: Named
) -> Changes:
    """The fields of a task that an entry on its problem changed, as `desk show` names them."""
    was, task = _task_in(before, number), _task_in(after, number)
    changes = {
        shown: (_of_task(field, was.get(field), named), _of_task(field, task.get(field), named))
        for field, shown in _OF_TASK.items()
    }
    return {name: both for name, both in changes.items() if both[0] != both[1]}


_OF_TASK = {
    **{name: name for name in ("state", "owner", "team", "due", "partner", "mandatory", "after")},
    "name": "subject",
    "place": "place",
    "kind": "task_kind",
    "planned_start": "start",
    "effort": "effort_seconds",
    "begun_at": "begun",
    "ended_at": "ended",
    "text": "text",
}
"""What a task is made of, in the store and in what is shown."""


def _task_in(values: Mapping[str, object], number: int) -> Mapping[str, object]:
    tasks = values.get(TASKS)
    found = tasks.get(str(number)) if isinstance(tasks, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _of_task(field: str, value: object, named: Named) -> object:
    if field in ("planned_start", "due", "begun_at", "ended_at"):
        return rfc3339(value) if isinstance(value, int) else None
    if field == "mandatory":
        return None if value is None else bool(value)
    if field in ("partner", "text"):
        return value or None
    return _shown(field, value, named)


def _shown(name: str, value: object, named: Named) -> object:
    """A kept value as people and programs read it."""
    if name in _NAMED:
        return named(name, value) if value else None
    if name == "tags":
        return [tag for tag in str(value or "").split("|") if tag]
    if name in INSTANTS and isinstance(value, int):
        return rfc3339(value) if value else None
    return value
