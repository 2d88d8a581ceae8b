"""What a trail says of tasks: `Task 3 Technician on site: finished`."""

from collections.abc import Callable, Mapping

Values = Mapping[str, object]
Named = Callable[[str, object], str]
"""The name behind a number: `named("owner", 3)` is "ben"."""

TOLD = "tasks"
"""The name under which an entry tells of tasks, by their numbers; the one it is about comes
first, then those that follow from it."""


def task_line(action: str, before: Values, after: Values, named: Named) -> str:
    """An entry on tasks as one line."""
    if action == "plan":
        return _planned(before, after)
    was, task = _first(before), _first(after)
    known = task or was
    called = f"Task {known.get('place', '')} {known.get('name', '')}".rstrip()
    return f"{called}: {_SAYS[action](was, task, named)}"


def is_about(action: str, before: Values, after: Values, number: int) -> bool:
    """Whether an entry is about a task, not only tells what became of it."""
    tasks = tasks_told(before, after)
    return number in (tasks[:1] if action.startswith("task-") else tasks)


def tasks_told(before: Values, after: Values) -> list[int]:
    """The tasks an entry tells of, by their numbers, the one it is about first."""
    return [int(number) for number in _mapping(after.get(TOLD)) or _mapping(before.get(TOLD))]


def to_begin(before: Values, after: Values) -> list[int]:
    """Who was given a task by an entry, or may begin one now that waited, by their numbers."""
    was, found = _mapping(before.get(TOLD)), []
    for number, values in _mapping(after.get(TOLD)).items():
        task, earlier = _mapping(values), _mapping(was.get(number))
        owner = task.get("owner")
        is_new = owner != earlier.get("owner") and task.get("state") in _OPEN
        is_freed = earlier.get("state") == "planned" and task.get("state") == "assigned"
        found += [owner] if isinstance(owner, int) and owner and (is_new or is_freed) else []
    return [*dict.fromkeys(found)]


_OPEN = ("planned", "ready", "assigned", "started")


def _added(_: Values, task: Values, named: Named) -> str:
    owner = f", {named('owner', task['owner'])} has it" if task.get("owner") else ""
    after = _places(task.get("after"))
    return f"added{f', after {after}' if after else ''}{owner}"


def _assigned(_: Values, task: Values, named: Named) -> str:
    return f"assigned to {named('owner', task.get('owner'))}"


def _handed(_: Values, task: Values, named: Named) -> str:
    return f"handed to {named('team', task.get('team'))}"


def _finished(_: Values, task: Values, __: Named) -> str:
    text = task.get("text")
    return f"done. {text}" if text else "done"


def _scheduled(was: Values, task: Values, named: Named) -> str:
    said = []
    if was.get("planned_start") != task.get("planned_start"):
        said.append(f"begins {named('due', task.get('planned_start'))}")
    if was.get("due") != task.get("due"):
        said.append(f"is due {named('due', task.get('due'))}")
    if was.get("after") != task.get("after"):
        said.append(f"comes after {_places(task.get('after')) or 'no other'}")
    if was.get("effort") != task.get("effort"):
        said.append("takes another time")
    return f"planned anew{': ' if said else ''}{', '.join(said)}"


def _always(text: str) -> Callable[[Values, Values, Named], str]:
    return lambda _, __, ___: text


_SAYS: dict[str, Callable[[Values, Values, Named], str]] = {
    "add-task": _added,
    "task-assign": _assigned,
    "task-hand": _handed,
    "task-claim": _always("claimed"),
    "task-release": _always("given back"),
    "task-schedule": _scheduled,
    "task-start": _always("started"),
    "task-finish": _finished,
    "task-fail": _always("given up"),
    "task-cancel": _always("cancelled"),
}

ACTIONS = ("plan", *_SAYS)
"""The use cases that are told by their tasks."""


def _planned(before: Values, after: Values) -> str:
    made = _mapping(after.get(TOLD)) or _mapping(before.get(TOLD))
    return f"Plan laid, {len(made)} task{'' if len(made) == 1 else 's'}"


def _places(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else ""


def _first(values: Values) -> Values:
    for task in _mapping(values.get(TOLD)).values():
        return _mapping(task)
    return {}


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}
