"""What stands against a use case on an item, asked before it is offered or tried."""

from desk.errors import DeskError, WrongState
from desk.rows.work import WorkRow
from desk.rules.actions import Action, acting_on, find
from desk.rules.lifecycle import require as require_step
from desk.rules.permissions import Actor
from desk.rules.permissions import require as require_right
from desk.rules.states import machine_of
from desk.rules.vocabulary import words

_LEADS_TO = {"complete": "completed", "await": "awaitingCustomer"}
_WHEN_CLOSED = (
    *("reopen", "note", "tag", "untag", "identify"),
    *("link", "unlink", "unmerge", "follow-up", "undo"),
)


def actions_on(row: WorkRow, actor: Actor) -> list[Action]:
    """The use cases that can act on the item now."""
    return [action for action in acting_on(row.kind) if against(action.name, row, actor) is None]


def against(name: str, row: WorkRow, actor: Actor) -> DeskError | None:
    """Why the use case cannot act on the item now; None when nothing stands against it.

    A screen asks before it offers; the use case itself asks again when it runs.
    """
    try:
        action = find(name, row.kind)
        require_right(actor, action.permission, action.title.lower())
        _require_state(action, row)
        _require_owner(action, row, actor)
    except DeskError as error:
        return error
    return None


def _require_state(action: Action, row: WorkRow) -> None:
    machine = machine_of(row.kind)
    if action.name == "reopen":
        if machine.is_open(row.state):
            raise WrongState(f"{row.ref} is open already", "There is nothing to reopen.")
    elif action.name == "answer":
        if row.state not in machine.waiting:
            raise WrongState(f"{row.ref} does not wait for an answer", "w asks the customer.")
    elif action.name == "wake" and machine.is_open(row.state) and row.snoozed_until is None:
        raise WrongState(f"{row.ref} is not snoozed", "z puts it aside.")
    elif not machine.is_open(row.state) and action.name not in _WHEN_CLOSED:
        raise WrongState(f"{row.ref} is {words(row.state)}", "ctrl+p, then Reopen, opens it again.")
    elif action.name in _LEADS_TO and row.state != _LEADS_TO[action.name]:
        require_step(machine, row.state, _LEADS_TO[action.name])


def _require_owner(action: Action, row: WorkRow, actor: Actor) -> None:
    if action.name == "claim" and row.owner_id is not None:
        if row.owner_id == actor.id:
            raise WrongState(f"{row.ref} is yours already", "enter opens it.")
        raise WrongState(f"{row.ref} belongs to {row.owner}", "a gives it to you or another.")
    if action.name == "release" and row.owner_id is None:
        raise WrongState(f"Nobody has {row.ref}", "c takes it.")
    if action.name == "untag" and not row.tags:
        raise WrongState(f"{row.ref} has no tag", "# puts one on.")
