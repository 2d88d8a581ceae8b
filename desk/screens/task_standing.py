"""What stands against a use case on a task, and a task in the shape in which sheets know work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import DeskError, WrongState
from desk.rows.work import Key, WorkRow
from desk.rules.clocks import NO_INSTANTS
from desk.rules.vocabulary import KIND_LETTERS, words
from desk.screens.notice_standing import as_work as notice_as_work
from desk.screens.notice_standing import is_notice

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rows.tasks import TaskRow
    from desk.rules.permissions import Actor

_TASK = f"{KIND_LETTERS['task']}-"
"""How references of tasks begin."""
_NEEDS_START = ("finish", "fail")
_ENDED = ("done", "failed", "cancelled")


def as_work(task: TaskRow) -> WorkRow:
    """A task as sheets and marks know work; its id is its problem's, for that is what changes."""
    return WorkRow(
        id=task.problem_id,
        ref=task.ref,
        kind="task",
        subject=task.name,
        state=task.state,
        priority=task.problem_priority,
        standing="none",
        due=task.due,
        instants=NO_INSTANTS,
        customer_ref=None,
        customer=None,
        contact="",
        owner_id=task.owner_id,
        owner=task.owner,
        team=task.team,
        channel="",
        direction="",
        created=0,
        updated=0,
        closed=task.ended_at,
        tags=(),
        version=task.version,
        key=Key((), task.number),
    )


def require_task(name: str, row: WorkRow) -> None:
    """Raise `WrongState` when the state of a task stands against a use case."""
    if name == "undo":
        return
    if row.state in _ENDED:
        raise WrongState(f"{row.ref} is {words(row.state)}", "t adds another task to its problem.")
    if name == "start" and row.state == "started":
        raise WrongState(f"{row.ref} is started already", "d finishes it.")
    if name == "start" and row.state == "planned":
        raise WrongState(f"{row.ref} comes after a task that is not done", "p plans it anew.")
    if name in _NEEDS_START and row.state != "started":
        next_step = "p plans it anew." if row.state == "planned" else "s starts it."
        raise WrongState(f"{row.ref} is {words(row.state)}, not started", next_step)


def is_task(ref: str) -> bool:
    """Whether a reference is that of a task."""
    return ref.strip().upper().startswith(_TASK)


def row_of(desk: Desk, actor: Actor, ref: str) -> WorkRow:
    """An item, a task or a notice by its reference. Raises `NotFound`."""
    if is_notice(ref):
        return notice_as_work(desk.outbox_list.find(actor, ref))
    if is_task(ref):
        return as_work(desk.task_list.find(actor, ref))
    return desk.work.find(actor, ref)


def found_at(desk: Desk, actor: Actor, ref: str) -> tuple[str, int]:
    """The item to open for a reference, and which of its tasks. Raises `NotFound`."""
    if not is_task(ref):
        return desk.work.find(actor, ref).ref, 0
    task = desk.task_list.find(actor, ref)
    return task.problem_ref, task.number


def first_of(reason: DeskError | None, order: DeskError | None) -> DeskError | None:
    """What stands against a use case: the order of the tasks says more than a state does."""
    return order if order is not None and isinstance(reason, WrongState | None) else reason


def against_order(name: str, task: TaskRow) -> DeskError | None:
    """Which tasks have to end before one may begin, by their places; None when none has to."""
    if name != "start" or not task.blocked_by or task.has_ended:
        return None
    before = " and ".join(map(str, task.blocked_by))
    return WrongState(
        f"{task.ref} comes after task {before} of {task.problem_ref}", "p plans it anew."
    )
