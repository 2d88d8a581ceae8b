"""What stands against a use case on an item, asked before it is offered or tried."""

from desk.errors import DeskError, NothingToDo, UnknownAction, WrongState
from desk.rows.items import ItemRow
from desk.rows.work import WorkRow
from desk.rules.actions import ACTIONS, Action, acting_on, find
from desk.rules.lifecycle import Machine, steps_from
from desk.rules.lifecycle import require as require_step
from desk.rules.permissions import Actor
from desk.rules.permissions import require as require_right
from desk.rules.states import machine_of
from desk.rules.vocabulary import words
from desk.screens.notice_standing import require_notice
from desk.screens.task_standing import require_task

_LEADS_TO = {
    "interaction": {"complete": "completed", "await": "awaitingCustomer"},
    "problem": {
        "start": "inProgress",
        "pend": "pending",
        "hold": "held",
        "resolve": "resolved",
        "confirm": "closed",
        "close": "closed",
        "reject": "rejected",
        "cancel": "cancelled",
    },
}
"""The state to which use cases of a kind lead."""
_WHEN_CLOSED = (
    *("reopen", "note", "tag", "untag", "identify"),
    *("link", "unlink", "unmerge", "follow-up", "follow", "unfollow", "undo", "remedy"),
)


def actions_on(row: WorkRow, actor: Actor) -> list[Action]:
    """The use cases that can act on the item now."""
    return [action for action in acting_on(row.kind) if against(action.name, row, actor) is None]


def against(name: str, row: WorkRow, actor: Actor) -> DeskError | None:
    """Why the use case cannot act on the item now; None when nothing stands against it.

    A screen asks before it offers; the use case itself asks again when it runs.
    """
    try:
        action = _found(name, row)
        require_right(actor, action.permission, action.title.lower())
        if row.kind == "task":
            require_task(name, row)
        elif row.kind == "notice":
            require_notice(name, row)
        else:
            _require_state(action, row)
        if row.kind != "notice":
            _require_owner(action, row, actor)
    except DeskError as error:
        return error
    return None


def against_shown(name: str, item: ItemRow) -> DeskError | None:
    """Why the use case cannot act on an item that is shown whole; None when nothing says so.

    What a row of a list says of it is asked by `against`.
    """
    ref = item.work.ref
    if name == "deescalate":
        is_raised = item.fields.get("escalation_level") or any(step.is_open for step in item.steps)
        return None if is_raised else NothingToDo(f"{ref} is not escalated", "e escalates it.")
    if name != "remedy" or any(each.satisfied_at is None for each in item.violations):
        return None
    if item.violations:
        return NothingToDo(f"What {ref} missed is settled already", "There is nothing to settle.")
    return NothingToDo(f"{ref} has missed no target", "A note says what was done.")


def _found(name: str, row: WorkRow) -> Action:
    """The use case on the kind of the item. Raises `UnknownAction` with what to do instead."""
    try:
        return find(name, row.kind)
    except UnknownAction as error:
        kinds = dict.fromkeys(kind for each in ACTIONS if each.name == name for kind in each.kinds)
        step = f"Only a {' or a '.join(words(kind) for kind in kinds)} has it."
        if "problem" in kinds and row.kind == "interaction":
            step = "Only a problem has it: P reports one from this."
        raise UnknownAction(error.message, step) from error


def _require_state(action: Action, row: WorkRow) -> None:
    machine, name = machine_of(row.kind), action.name
    target = _LEADS_TO.get(row.kind, {}).get(name)
    if name == "reopen":
        _require_reopening(machine, row)
    elif name in ("answer", "resume") and row.state not in machine.waiting:
        step = "w asks the customer." if name == "answer" else "w lets it wait."
        raise WrongState(f"{row.ref} does not wait for anybody", step)
    elif name == "wake" and machine.is_open(row.state) and row.snoozed_until is None:
        raise WrongState(f"{row.ref} is not snoozed", "z puts it aside.")
    elif name == "follow-up" and row.kind == "problem" and row.state not in machine.ends:
        raise WrongState(f"{row.ref} is {words(row.state)}, not over", "P reports a new problem.")
    elif name == "start" and row.state in machine.waiting:
        raise WrongState(f"{row.ref} is {words(row.state)}", "s goes on with it.")
    elif not (machine.is_open(row.state) or name in _WHEN_CLOSED or _leads(machine, row, target)):
        raise WrongState(f"{row.ref} is {words(row.state)}", _way_back(machine, row))
    elif target is not None and not _is_asked_again(machine, row, target):
        require_step(machine, row.state, target)


def _leads(machine: Machine, row: WorkRow, target: str | None) -> bool:
    """Whether a step of the table leads to where the use case does."""
    return any(step.target == target for step in steps_from(machine, row.state))


def _is_asked_again(machine: Machine, row: WorkRow, target: str) -> bool:
    """Whether an item that waits is to wait: its use case says who asked already, and when."""
    return row.state == target and target in machine.waiting


def _require_reopening(machine: Machine, row: WorkRow) -> None:
    if machine.is_open(row.state):
        raise WrongState(f"{row.ref} is open already", "There is nothing to reopen.")
    if row.kind == "problem" and row.state not in machine.done:
        raise WrongState(f"{row.ref} is {words(row.state)}", _way_back(machine, row))


def _way_back(machine: Machine, row: WorkRow) -> str:
    if row.kind == "problem" and row.state in machine.done:
        return "s reopens it; d closes it once the customer has confirmed it."
    if row.kind == "problem":
        return "ctrl+p, then Log a follow-up, takes it up."
    return "ctrl+p, then Reopen, opens it again."


def _require_owner(action: Action, row: WorkRow, actor: Actor) -> None:
    if action.name == "claim" and row.owner_id is not None:
        if row.owner_id == actor.id:
            raise WrongState(f"{row.ref} is yours already", "enter opens it.")
        raise WrongState(f"{row.ref} belongs to {row.owner}", "a gives it to you or another.")
    if action.name == "release" and row.owner_id is None:
        raise WrongState(f"Nobody has {row.ref}", "c takes it.")
    if action.name == "untag" and not row.tags:
        raise WrongState(f"{row.ref} has no tag", "# puts one on.")
