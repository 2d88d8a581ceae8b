"""When a task begins and is due, what it comes after, and a new one put among the others."""

from typing import NamedTuple, TypedDict

from desk.errors import BadValue, MissingValue, WrongState
from desk.models.settings import next_number
from desk.models.tasks import KeptTask
from desk.rules.instants import parse_duration
from desk.rules.sequence import parse_after, refuse_loop
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference
from desk.services.ahead import FARTHEST
from desk.services.changes import Change
from desk.services.ownership import assignee, team_called
from desk.services.task_acts import tell_on
from desk.services.task_sheet import TaskSheet, called

MOST_TASKS = 200
"""How many tasks one problem may have."""
LONGEST_NAME = 200
LONGEST_EFFORT = 1000 * 3600
"""A thousand hours: more than this is a plan of its own."""


class PlannedValues(TypedDict, total=False):
    """When a task is to be done, as it was typed."""

    start: int
    due: int
    after: str
    """`2,3`, `T-8` or `none`."""
    effort: str
    """`2h`, `1h30m`."""


class TaskValues(PlannedValues, total=False):
    """What may be known of a task besides its name."""

    kind: str
    owner: str
    team: str
    partner: str
    mandatory: str


class Times(NamedTuple):
    """What is planned of a task; None where nothing is said."""

    start: int | None
    due: int | None
    after: tuple[int, ...] | None
    effort: int | None

    @classmethod
    def of(cls, change: Change, sheet: TaskSheet, values: PlannedValues) -> "Times":
        """The values read. Raises `BadValue`."""
        start, due = values.get("start"), values.get("due")
        for what, at in (("start", start), ("due time", due)):
            if at is not None and at > change.now + FARTHEST:
                raise BadValue(
                    f"The {what} lies more than a year ahead", "Name a time within a year from now."
                )
        after = values.get("after")
        effort = values.get("effort")
        return cls(
            start,
            due,
            None if after is None else parse_after(after, sheet.places),
            None if effort is None else _effort(effort),
        )

    @property
    def is_any(self) -> bool:
        """Whether anything is said."""
        return any(value is not None for value in self)

    def fields(self, task: KeptTask) -> dict[str, object]:
        """The fields of a task as planned, the others as they are. Raises `BadValue`."""
        start = task.planned_start if self.start is None else self.start
        due = task.due if self.due is None else self.due
        if start is not None and due is not None and due < start:
            raise BadValue("It would be due before it begins", "Put start= before due=.")
        return {
            "planned_start": start,
            "due": due,
            "after": task.after if self.after is None else self.after,
            "effort": task.effort if self.effort is None else self.effort,
        }


def add_to(change: Change, name: str, values: TaskValues) -> str:
    """Add one task to a problem; its reference."""
    sheet = TaskSheet(change)
    refuse_many(change, sheet, 1)
    task = new_task(change, sheet, name, values)
    sheet.put(task)
    refuse_sequence(sheet, task, None)
    sheet.settle()
    told_plan(change, sheet, task)
    tell_on(change, sheet)
    sheet.keep()
    ref = str(Reference("task", task.number))
    change.effect(f"{ref} is its task {task.place}.")
    return ref


def new_task(change: Change, sheet: TaskSheet, name: str, values: TaskValues) -> KeptTask:
    """A task that stands behind the others of its problem. Raises `BadValue`."""
    blank = KeptTask(
        number=next_number(change.session, "task"),
        item=change.item.id,
        place=sheet.next_place,
        name=named(name),
        kind=values.get("kind", "internal"),
        state="planned",
        partner=" ".join(values.get("partner", "").split()),
        mandatory=int(values.get("mandatory", "yes") == "yes"),
    )
    owner, team = values.get("owner", ""), values.get("team", "")
    times = Times.of(change, sheet, values)
    return blank._replace(
        owner=assignee(change, owner).id or 0 if owner else 0,
        team=team_called(change.session, team)[0] if team else None,
        **times.fields(blank),  # type: ignore[arg-type]
    )


def named(name: str) -> str:
    """The name of a task. Raises `MissingValue`, `BadValue`."""
    shown = " ".join(name.split())
    if not shown:
        raise MissingValue("The task has no name", "Say what is to be done.")
    if len(shown) > LONGEST_NAME:
        raise BadValue(
            f"The task's name has {len(shown)} characters", f"{LONGEST_NAME} are the most."
        )
    return shown


def refuse_many(change: Change, sheet: TaskSheet, more: int) -> None:
    """Raise `BadValue` when a problem would have too many tasks."""
    if len(sheet) + more > MOST_TASKS:
        raise BadValue(
            f"{change.item.ref} would have {len(sheet) + more} tasks, {MOST_TASKS} are the most",
            "Report a problem of its own for the rest, and link the two.",
        )


def refuse_sequence(sheet: TaskSheet, task: KeptTask, before: KeptTask | None) -> None:
    """Raise when tasks would wait for each other, or one that was begun for another."""
    refuse_loop({each.place: each.after for each in sheet})
    if before is not None and before.state == "started" and task.after != before.after:
        raise WrongState(
            f"{called(task)} is started: nothing comes before it any more",
            "Give it back first, or leave out after=.",
        )


def told_plan(change: Change, sheet: TaskSheet, task: KeptTask) -> None:
    """Tell when a task is due, what it waits for, and what is due too early for that."""
    zone = change.actor.zone
    if task.due is not None:
        late = ", so it is late at once" if task.due <= change.now else ""
        change.effect(f"It is due {near_moment(task.due, zone, change.now)}{late}.")
    waits = sheet.waits[task.place]
    if waits:
        change.effect(f"It waits for {', '.join(called(sheet.at(place)) for place in waits)}.")
    for other in sheet:
        if task.place in other.after and _is_before(other.due, task.due) and not other.has_ended:
            change.effect(f"{called(other)} comes after it and is due before that.")


def _is_before(due: int | None, other: int | None) -> bool:
    return due is not None and other is not None and due < other


def _effort(text: str) -> int:
    seconds = parse_duration(text)
    if not 0 < seconds <= LONGEST_EFFORT:
        raise BadValue(f"'{text[:40]}' is no effort", "Write working time, like 30m or 2h.")
    return seconds
