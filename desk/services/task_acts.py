"""What every use case on a task shares: its problem's change, the sheet, and what comes of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

from desk.errors import NotFound, WrongState
from desk.models.names import names
from desk.models.tasks import KeptTask, item_of_task
from desk.rules.actions import OF_TASKS, find
from desk.rules.permissions import Actor, require
from desk.rules.times import ago
from desk.rules.vocabulary import Reference, parse_reference, words
from desk.services.changes import Change
from desk.services.items import numbered, refuse_ended
from desk.services.task_leading import locked_parts, take_along
from desk.services.task_seen import refuse_seen_otherwise
from desk.services.task_sheet import TaskSheet, called, ref_of
from desk.services.use_cases import How, UseCases


class TaskAct:
    """One use case at work on one task: the journal tells it of the task's problem."""

    def __init__(self, change: Change, number: int, name: str) -> None:
        self.change = change
        self.sheet = TaskSheet(change)
        self.number = number
        self.name = name
        self.outcome = change.outcome

    @property
    def task(self) -> KeptTask:
        """The task as it is after the change so far."""
        return self.sheet[self.number]

    @property
    def ref(self) -> str:
        """The task's reference."""
        return ref_of(self.task)

    def set(self, **fields: object) -> None:
        """Change fields of the task."""
        self.sheet.put(self.task._replace(**fields))  # type: ignore[arg-type]

    def effect(self, sentence: str) -> None:
        """Tell something that comes of the change."""
        self.change.effect(sentence)

    def owner_name(self) -> str:
        """Who has the task."""
        return names(self.change.session)("owner", self.task.owner)

    def keep(self) -> None:
        """Write the task, what it leads to, and the journal's entry."""
        self.sheet.settle()
        tell_on(self.change, self.sheet)
        self.sheet.keep()
        self.change.keep()
        self.outcome = self.change.outcome._replace(
            ref=self.ref, action=self.name, state=self.task.state, version=self.task.version
        )


class TaskUseCases(UseCases):
    """What the services on tasks share."""

    @contextmanager
    def _on_task(
        self, actor: Actor, name: str, ref: Reference | str, how: How
    ) -> Iterator[TaskAct]:
        """A transaction around one change of a task; kept when the body ends well."""
        action = find(f"{OF_TASKS}{name}", "problem")
        require(actor, action.permission, action.title[0].lower() + action.title[1:])
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            problem = item_of_task(session, sought.number) if sought.kind == "task" else None
            if problem is None:
                raise _missing(sought)
            parts = locked_parts(session, problem, name)
            group = how.get("group") or (token_hex(8) if parts else None)
            moment = self._moment(actor)._replace(group=group)
            change = Change(session, moment, action, numbered(session, problem))
            refuse_ended(session, change.item, change.now)
            act = TaskAct(change, sought.number, name)
            if act.sheet.was(sought.number) is None:  # taken away while the problem was waited for
                raise _missing(sought)
            refuse_seen_otherwise(change, act.task, how)
            was = change.item.state
            yield act
            act.keep()
            take_along(change, was, moment, parts)
            act.outcome = act.outcome._replace(effects=tuple(change.effects))


def _missing(sought: Reference) -> NotFound:
    return NotFound(f"There is no {sought}", "Look it up with: desk agenda")


def refuse_task_ended(act: TaskAct) -> None:
    """Raise `WrongState` when nothing more is done on a task."""
    task = act.task
    if not task.has_ended:
        return
    when = f" {ago(act.change.now - task.ended_at)}" if task.ended_at is not None else ""
    raise WrongState(
        f"{act.ref} is {words(task.state)} already{when}: {task.name}",
        f"If it has to be done again, add a task: desk do {act.change.item.ref} add-task",
    )


def tell_on(change: Change, sheet: TaskSheet) -> None:
    """Tell what may begin now, what is held up, and when all that must be done has been."""
    named = names(change.session)
    for task in sheet.freed():
        owner = f"; {named('owner', task.owner)} has it" if task.owner else ", nobody has it"
        change.effect(f"{called(task)} can begin now{owner}.")
    ended = [task for task in sheet if task.has_ended and not _had_ended(sheet, task)]
    for task in ended:
        if task.state == "failed":
            _tell_held_up(change, sheet, task)
    if not ended:
        return
    if not sheet.wants_more and any(task.mandatory for task in ended):
        failed = ", not all as planned" if any(_failed(task) for task in sheet) else ""
        change.effect(f"All mandatory tasks have ended{failed}: resolve {change.item.ref}.")
    else:
        tell_stuck(change, sheet)


def tell_stuck(change: Change, sheet: TaskSheet) -> None:
    """Propose to wait for the partner when nothing but their task can go on."""
    going = [task for task in sheet if task.state in ("ready", "assigned", "started")]
    theirs = [task for task in going if task.kind == "partner" and task.state == "started"]
    if theirs and len(theirs) == len(going) and change.item.state == "inProgress":
        change.effect(
            f"Only {called(theirs[0])} goes on, so it can wait for the partner: "
            f"desk do {change.item.ref} pend party=partner"
        )


def _tell_held_up(change: Change, sheet: TaskSheet, failed: KeptTask) -> None:
    held = [task for task in sheet if failed.place in sheet.waits[task.place]]
    for task in held:
        if not task.has_ended:
            change.effect(f"{called(task)} waits for it: plan that anew, or cancel it.")


def _failed(task: KeptTask) -> bool:
    return bool(task.mandatory) and task.state == "failed"


def _had_ended(sheet: TaskSheet, task: KeptTask) -> bool:
    was = sheet.was(task.number)
    return was is not None and was.has_ended
