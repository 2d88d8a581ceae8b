"""The tasks of a problem's recovery, and whose they are day by day."""

from typing import NamedTuple


class TaskRow(NamedTuple):
    """One task as lists show it."""

    ref: str
    number: int
    """That of its reference."""
    problem_ref: str
    problem_subject: str
    problem_priority: int
    place: int
    """Counted from 1 in its problem; what comes after it names it by this."""
    name: str
    kind: str
    """internal, partner, customer or fieldVisit."""
    state: str
    owner_id: int | None
    owner: str | None
    team: str | None
    partner: str
    planned_start: int | None
    due: int | None
    effort_seconds: int | None
    mandatory: bool
    after: tuple[int, ...]
    """The places of the tasks that have to end before it."""
    blocked_by: tuple[int, ...]
    """Those of them that have not ended."""
    begun_at: int | None
    ended_at: int | None
    text: str
    """What was said at its end."""
    version: int
    problem_id: int


class AgendaPerson(NamedTuple):
    """What one person, or nobody, has to do on a day."""

    id: int | None
    """None for what nobody owns."""
    name: str
    is_absent: bool
    load_seconds: int
    capacity_seconds: int
    """Working hours of that day; of today only what is left of them."""
    tasks: tuple[TaskRow, ...]
    absent_until: int | None = None
    """When somebody who is absent is back, if that is known."""


class AgendaDay(NamedTuple):
    """One day: what nobody owns first, then each person."""

    day: int
    """Its midnight in the zone of who looks."""
    people: tuple[AgendaPerson, ...]


class Agenda(NamedTuple):
    """Days in order, as they stood when they were read."""

    days: tuple[AgendaDay, ...]
    now: int
