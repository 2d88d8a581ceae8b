"""What must be true of a problem's ticket and tasks before a desk takes them back."""

from collections.abc import Iterator

from desk.errors import BadValue
from desk.rules.demands import CANCEL_REASONS, HELD_CAUSES, WAITING_PARTIES
from desk.rules.exported import Exported
from desk.rules.exported_problems import ToldTask, ToldTicket
from desk.rules.sequence import loop_in
from desk.rules.states import PROBLEM, TASK
from desk.rules.vocabulary import TASK_KINDS, parse_reference

_HIGHEST_ESCALATION = 10
_ASKED = {"pending": "pending_on", "held": "held_cause"}
"""States that want to be told of what they wait for."""


def check_problem(record: Exported) -> None:
    """Raise `BadValue` naming the first thing that cannot be."""
    ticket = record.ticket
    if (ticket is not None) != (record.kind == "problem"):
        raise BadValue("is a problem without a ticket" if ticket is None else "is no problem")
    if ticket is None:
        if record.tasks:
            raise BadValue("has tasks and is no problem")
        return
    _check_words(_of_ticket(ticket))
    _check_ticket(record, ticket)
    for task in record.tasks:
        _check_task(task)
    _check_order(record.tasks)


_Words = Iterator[tuple[str, str | None, tuple[str, ...]]]


def _check_words(words: _Words) -> None:
    for name, value, known in words:
        if value is not None and value not in known:
            raise BadValue(f"{name} is '{value[:60]}', not one of: {', '.join(known)}")


def _of_ticket(ticket: ToldTicket) -> _Words:
    yield "came_from", ticket.came_from, PROBLEM.states
    yield "pending_on", ticket.pending_on, WAITING_PARTIES
    yield "held_cause", ticket.held_cause, HELD_CAUSES
    yield "cancel_reason", ticket.cancel_reason, CANCEL_REASONS


def _check_ticket(record: Exported, ticket: ToldTicket) -> None:
    wanted = _ASKED.get(record.state)
    if wanted and getattr(ticket, wanted) is None:
        raise BadValue(f"is {record.state} and has no {wanted}")
    if record.state != "resolved" and (ticket.close_at or ticket.warn_at):
        raise BadValue("closes by itself and is not resolved")
    if ticket.escalation_level > _HIGHEST_ESCALATION:
        raise BadValue(f"escalation_level is {ticket.escalation_level}, not 0 to 10")
    if ticket.parent is not None and (
        parse_reference(ticket.parent).kind != "problem" or ticket.parent == record.ref
    ):
        raise BadValue(f"is a part of {ticket.parent}, which cannot be")


def _check_task(task: ToldTask) -> None:
    if parse_reference(task.ref).kind != "task":
        raise BadValue(f"the reference {task.ref} is none of a task")
    _check_words(
        iter(
            (
                (f"the state of {task.ref}", task.state, TASK.states),
                (f"the kind of {task.ref}", task.kind, TASK_KINDS),
            )
        )
    )
    if task.place < 1 or not task.name.strip():
        raise BadValue(f"{task.ref} has no place or no name")
    is_turned = task.begun_at and task.ended_at and task.ended_at < task.begun_at
    if is_turned:
        raise BadValue(f"{task.ref} ended before it was begun")


def _check_order(tasks: tuple[ToldTask, ...]) -> None:
    """Raise `BadValue` unless every task stands once and comes after others that are there."""
    places = [task.place for task in tasks]
    if len({*places}) != len(places) or len({task.ref for task in tasks}) != len(tasks):
        raise BadValue("has two tasks of one reference or one place")
    for task in tasks:
        if not {*task.after} <= {*places}:
            raise BadValue(f"{task.ref} comes after a task that is not there")
    loop = loop_in({task.place: task.after for task in tasks})
    if loop:
        raise BadValue(f"has tasks that wait for each other: {' -> '.join(map(str, loop))}")
