"""What a trouble report tells of one problem: plain values, before anything is laid out."""

from typing import NamedTuple

from desk.rules.report_handover import NOT_LATE, CustomerPart, Lateness, LinkPart

FORMATS = ("md", "html", "pdf", "json")
"""What a report can be made into; a file's name ends with it."""


class Pause(NamedTuple):
    """A time in which a clock stood still."""

    begin: int
    end: int | None
    """None while it still stands."""
    reason: str
    """What was waited for, in words; empty when the trail does not tell."""


class ClockPart(NamedTuple):
    """One SLA clock: what was promised, and what came of it."""

    name: str
    policy: str
    calendar: str
    target_seconds: int
    start: int
    due: int | None
    stop: int | None
    elapsed_seconds: int
    level: str
    state: str
    """running, paused, met, missed or cancelled."""
    pauses: tuple[Pause, ...]
    steps: tuple[str, ...]
    """The lines its due time was computed from."""


class EntryPart(NamedTuple):
    """One entry of the story, oldest first."""

    at: int
    who: str
    action: str
    direction: str
    """in, out or empty."""
    visibility: str
    text: str
    state: str = ""
    """The state it led to; empty when it led to no other."""
    ref: str = ""
    """The reference it was for, when that was merged; else empty."""


class SaidPart(NamedTuple):
    """One message or note, to the letter."""

    at: int
    who: str
    direction: str
    """in, out or note."""
    channel: str
    visibility: str
    text: str
    ref: str = ""
    """The reference it was for, when that was merged; else empty."""


class TaskPart(NamedTuple):
    """One step of the recovery."""

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
    begun: int | None
    ended: int | None
    effort_seconds: int | None
    mandatory: bool
    after: tuple[int, ...]
    text: str
    """What was said at its end."""


class NoticePart(NamedTuple):
    """A message that left the house, or is about to."""

    ref: str
    at: int
    medium: str
    to: str
    subject: str
    state: str
    visibility: str
    about: str = ""
    """The reference it was for, when that was merged; else empty."""


class OtherPart(NamedTuple):
    """Another problem: a part of this one, the one it is a part of, or one merged into it."""

    ref: str
    subject: str
    state: str
    customer_ref: str | None
    customer: str | None
    created: int
    closed: int | None


class Head(NamedTuple):
    """Who and what the report is about, as it stands."""

    subject: str
    state: str
    level: str | None
    priority: int
    impact: str
    urgency: str
    category: str
    is_major: bool
    customer_ref: str | None
    customer: str | None
    contact: str
    channel: str
    owner: str | None
    team: str | None
    service: str
    place: str
    partner: str
    created: int
    wanted_by: int | None
    resolved: int | None
    closed: int | None
    tags: tuple[str, ...]
    reasons: tuple[str, ...]
    """Why it has its priority."""
    has_workaround: bool
    pending_on: str | None
    held_cause: str | None
    cancel_reason: str | None
    confirmed: bool
    reopen_count: int
    assign_count: int
    escalation_level: int


class Report(NamedTuple):
    """The report on one problem."""

    ref: str
    made: int
    """When it was put together."""
    zone: str
    """Whose times it tells."""
    is_public: bool
    """Whether the customer may read it: nothing internal is in it."""
    head: Head
    cause: str
    resolution_code: str
    resolution: str
    tasks_ended: int
    tasks_all: int
    clocks: tuple[ClockPart, ...] = ()
    timeline: tuple[EntryPart, ...] = ()
    messages: tuple[SaidPart, ...] = ()
    tasks: tuple[TaskPart, ...] = ()
    escalations: tuple[EntryPart, ...] = ()
    notices: tuple[NoticePart, ...] = ()
    parent: OtherPart | None = None
    parts: tuple[OtherPart, ...] = ()
    merged: tuple[OtherPart, ...] = ()
    late: Lateness = NOT_LATE
    """What was reached and missed, what is planned, and who was called in."""
    customer: CustomerPart | None = None
    """Who the customer is; only where the work is handed over."""
    links: tuple[LinkPart, ...] = ()
    """What belongs to it; only where the work is handed over."""
    subject: str = "problem"
    """problem or handover."""
