"""What a problem has beside the record of every item, as it leaves the desk and comes back."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.rules.instants import rfc3339
from desk.rules.told_values import Told
from desk.rules.vocabulary import parse_reference


class ToldTicket(NamedTuple):
    """The ticket of a problem, in words and references alone."""

    impact: str
    urgency: str
    category: str
    cause: str | None
    resolution_code: str | None
    resolution: str | None
    reasons: tuple[str, ...]
    workaround: bool
    wanted_by: int | None
    major: bool
    parent: str | None
    """The reference of the major problem it is a part of."""
    service: str
    place: str
    partner: str
    escalation_level: int
    assign_count: int
    came_from: str | None
    pending_on: str | None
    held_cause: str | None
    resolved_at: int | None
    close_at: int | None
    warn_at: int | None
    confirmed: bool
    cancel_reason: str | None


class ToldTask(NamedTuple):
    """A task of a problem."""

    ref: str
    place: int
    name: str
    kind: str
    state: str
    owner: str | None
    team: str | None
    partner: str
    planned_start: int | None
    due: int | None
    effort_seconds: int | None
    mandatory: bool
    after: tuple[int, ...]
    begun_at: int | None
    ended_at: int | None
    touched_at: int
    text: str
    version: int


TICKET_HEAD = ToldTicket._fields[:6]
"""What of a ticket has a column of its own in CSV; the rest stands in one cell."""

_OF_TICKET = ("wanted_by", "resolved_at", "close_at", "warn_at")
_OF_TASK = ("planned_start", "due", "begun_at", "ended_at", "touched_at")


def ticket_as_json(ticket: ToldTicket | None) -> dict[str, object] | None:
    """The ticket as JSON gives it."""
    if ticket is None:
        return None
    return _timed(ticket._asdict(), _OF_TICKET) | {"reasons": list(ticket.reasons)}


def task_as_json(task: ToldTask) -> dict[str, object]:
    """A task as JSON gives it."""
    return _timed(task._asdict(), _OF_TASK) | {"after": list(task.after)}


def read_ticket(told: Told | None) -> ToldTicket | None:
    """A ticket from what JSON gave. Raises `BadValue`."""
    if told is None:
        return None
    parent = told.optional("parent")
    return ToldTicket(
        *(told.text("impact"), told.text("urgency"), told.text("category")),
        *(told.optional("cause"), told.optional("resolution_code"), told.optional("resolution")),
        told.texts("reasons"),
        told.is_true("workaround"),
        told.maybe("wanted_by"),
        told.is_true("major"),
        None if parent is None else str(parse_reference(parent)),
        *(told.text("service"), told.text("place"), told.text("partner")),
        *(told.number("escalation_level"), told.number("assign_count")),
        *(told.optional("came_from"), told.optional("pending_on"), told.optional("held_cause")),
        *(told.maybe("resolved_at"), told.maybe("close_at"), told.maybe("warn_at")),
        told.is_true("confirmed"),
        told.optional("cancel_reason"),
    )


def read_task(told: Told) -> ToldTask:
    """A task from what JSON gave. Raises `BadValue`."""
    return ToldTask(
        str(parse_reference(told.text("ref"))),
        told.number("place"),
        *(told.text("name"), told.text("kind"), told.text("state")),
        *(told.optional("owner"), told.optional("team"), told.text("partner")),
        *(told.maybe("planned_start"), told.maybe("due"), told.count("effort_seconds")),
        told.is_true("mandatory"),
        told.numbers("after"),
        *(told.maybe("begun_at"), told.maybe("ended_at"), told.instant("touched_at")),
        told.text("text"),
        told.number("version"),
    )


def _timed(values: dict[str, object], names: tuple[str, ...]) -> dict[str, object]:
    """The values with those instants spelt out."""
    return values | {name: _instant(values, name) for name in names}


def _instant(values: Mapping[str, object], name: str) -> str | None:
    at = values[name]
    return rfc3339(at) if isinstance(at, int) else None
