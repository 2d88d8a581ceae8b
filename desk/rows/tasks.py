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
    """The places of the tasks that come before it."""
    blocked_by: tuple[int, ...]
    """The places that still have to end before it may begin."""
    begun_at: int | None
    ended_at: int | None
    text: str
    """What was said at its end."""
    version: int
    problem_id: int

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is done on it."""
        return self.state in ("done", "failed", "cancelled")


class StepRow(NamedTuple):
    """One step of a plan."""

    place: int
    name: str
    kind: str
    owner: str
    team: str
    partner: str
    start_seconds: int
    """Working time after the plan's start or, with `after`, after what comes before it."""
    due_seconds: int | None
    effort_seconds: int | None
    after: tuple[int, ...]
    mandatory: bool


class PlanRow(NamedTuple):
    """A plan that lays several tasks at once."""

    name: str
    category: str
    """Of the problems it is meant for; empty for all."""
    fits: bool
    """Whether it is meant for the problem that was asked about."""
    steps: tuple[StepRow, ...]
    version: int


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
    absent_why: str = ""


class AgendaDay(NamedTuple):
    """One day: what nobody owns first, then each person."""

    day: int
    """Its midnight in the zone of who looks."""
    people: tuple[AgendaPerson, ...]
    ends: int = 0
    """The midnight after it."""


class Agenda(NamedTuple):
    """Days in order, as they stood when they were read."""

    days: tuple[AgendaDay, ...]
    now: int
    overdue: int = 0
    """How many of the tasks are late; they stand on the first day."""
    of: str = ""
    """The team or person it was asked for; empty for everybody."""
    is_cut: bool = False
    """Whether there are more tasks than it holds."""
