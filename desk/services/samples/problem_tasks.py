"""The tasks of made-up problems: laid by a plan, worked on in their order as far as it has come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from desk.models.tasks import KeptTask
from desk.rules.plans import Plan, parse_plan
from desk.rules.working_time import Calendar
from desk.services.samples.problem_matters import PLANS
from desk.services.task_sheet import told

_HOURS_OF_A_STEP = 4 * 3600
_BY_CATEGORY = {plan.category: plan for plan in (parse_plan(*each) for each in PLANS.items())}


def plan_for(category: str) -> Plan | None:
    """The plan that is laid on problems of a category."""
    return _BY_CATEGORY.get(category)


class Laid(NamedTuple):
    """What tasks are laid with."""

    at: int
    hours: Calendar
    teams: Mapping[str, int]
    owners: Sequence[int]
    """Who gets the first task, the next one, …; 0 for nobody yet."""


def laid(plan: Plan, given: Laid, numbers: Iterator[int]) -> list[KeptTask]:
    """The tasks of a plan, none of them begun."""
    tasks: list[KeptTask] = []
    for step, owner in zip(plan.steps, given.owners, strict=False):
        begin = max((tasks[place - 1].due or given.at for place in step.after), default=given.at)
        start = given.hours.add(begin, step.start)
        task = KeptTask(next(numbers), 0, step.place, step.name, step.kind, "planned")
        due = given.hours.add(begin, step.due or _HOURS_OF_A_STEP)
        first = "assigned" if owner else "ready"
        tasks.append(
            task._replace(
                state="planned" if step.after else first,
                owner=owner,
                team=given.teams.get(step.team),
                partner=step.partner,
                planned_start=start,
                due=due,
                effort=step.effort,
                mandatory=int(step.mandatory),
                after=step.after,
                touched_at=given.at,
            )
        )
    return tasks


Tell = Callable[[int, str, KeptTask, KeptTask], None]
"""Is told when, by which act and how a task changed."""


class Progress(NamedTuple):
    """How many tasks were begun and how many of them have ended."""

    begun: int
    ended: int


def work_through(
    tasks: list[KeptTask], progress: Progress, times: Sequence[int], owner: int, tell: Tell
) -> None:
    """Begin and end tasks in their order, each after the one before; `times` are when."""
    for place, at in zip(range(min(progress.begun, len(tasks))), times, strict=False):
        before = tasks[place]
        who = before.owner or owner
        begun = before._replace(state="started", owner=who, begun_at=at, touched_at=at)
        _put(tasks, at, "task-start", (before, begun), tell)
        if place < progress.ended:
            end = times[place + 1]
            done = tasks[place]._replace(state="done", ended_at=end, touched_at=end)
            _put(tasks, end, "task-finish", (tasks[place], done), tell)
            _free(tasks, place + 1)


def cancel_all(tasks: list[KeptTask], at: int, text: str) -> dict[str, tuple[object, object]]:
    """Cancel what has not ended; what the journal tells of it."""
    found: dict[str, tuple[object, object]] = {}
    for place, task in enumerate(tasks):
        if not task.has_ended:
            ended = task._replace(
                state="cancelled", ended_at=at, touched_at=at, text=text, version=task.version + 1
            )
            tasks[place] = ended
            found[str(task.number)] = told(task), told(ended)
    return found


def _put(
    tasks: list[KeptTask], at: int, act: str, change: tuple[KeptTask, KeptTask], tell: Tell
) -> None:
    before, after = change
    tasks[before.place - 1] = after = after._replace(version=before.version + 1)
    tell(at, act, before, after)


def _free(tasks: list[KeptTask], place: int) -> None:
    """Let what came after a task begin."""
    for number, task in enumerate(tasks):
        if task.state == "planned" and place in task.after:
            tasks[number] = task._replace(state="assigned" if task.owner else "ready")
