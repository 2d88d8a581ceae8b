"""One item of work in full, as `desk show` and the item screen give it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from desk.rows.tasks import TaskRow
from desk.rows.work import WorkRow

if TYPE_CHECKING:
    from desk.rows.customers import CustomerCard
    from desk.rows.escalations import PlanRow, StepRow, ViolationRow


class ClockRow(NamedTuple):
    """One SLA clock as it stands at the moment of reading."""

    name: str
    """firstAnswer, completion or promise."""
    policy: str
    calendar: str
    target_seconds: int
    start: int
    due: int | None
    """When the target runs out; while paused, when it would if it went on; None when cancelled."""
    stop: int | None
    elapsed_seconds: int
    level: str
    paused: bool
    paused_since: int | None
    state: str
    """running, paused, met, missed or cancelled."""
    steps: tuple[str, ...]
    """The lines its due time was computed from."""


class TrailRow(NamedTuple):
    """One entry of an item's story, oldest first."""

    seq: int
    at: int
    actor: str
    action: str
    visibility: str
    direction: str
    """in, out or empty."""
    text: str
    """What was said; for the desk's own lines what was done, in words."""
    changes: Mapping[str, tuple[object, object]]
    noted_at: int = 0
    """When it was written down, which may be later than it was said."""
    noted_by: str = ""
    """Who wrote it down; `actor` is who said it, if anything was said."""
    ref: str = ""
    """The reference it was for, when that was merged into this item; else empty."""
    level: str = ""
    """The level that a clock of the item came to, where that is what is told; else empty."""


class MessageRow(NamedTuple):
    """One message or note of an item."""

    id: int
    at: int
    direction: str
    """in, out or note."""
    channel: str
    visibility: str
    author: str
    address: str
    text: str
    ref: str = ""
    """The reference it was for, when that was merged into this item; else empty."""


class LinkRow(NamedTuple):
    """Another item, and how this one stands to it."""

    relation: str
    """One of `vocabulary.RELATIONS` or its far end, merged, or part."""
    ref: str
    subject: str
    state: str


class PromiseRow(NamedTuple):
    """Something that was promised for a time."""

    number: int
    text: str
    due: int
    made_by: str
    kept: int | None
    """When it was kept, late or not."""
    state: str
    """That of its clock: running, met, missed (kept late), or cancelled when it fell away."""


class ItemRow(NamedTuple):
    """One item of work with all that is known of it."""

    work: WorkRow
    fields: Mapping[str, object]
    """The whole record; what an import kept beside it under `extra`."""
    clocks: tuple[ClockRow, ...]
    trail: tuple[TrailRow, ...]
    messages: tuple[MessageRow, ...]
    customer: "CustomerCard | None"
    reply_to: str
    """Where an answer goes: the address of the contact or the customer's preferred one."""
    links: tuple[LinkRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    merged_from: tuple[str, ...] = ()
    """References of everything that was merged into it."""
    tasks: tuple[TaskRow, ...] = ()
    """The plan of a problem, by place."""
    parent: LinkRow | None = None
    """The major problem it is a part of."""
    children: tuple[LinkRow, ...] = ()
    """The parts of a major problem, open ones first; so many that a screen can hold."""
    followers: tuple[str, ...] = ()
    """Who is told of it, by name."""
    steps: "tuple[StepRow, ...]" = ()
    """The steps up the ladders that it has taken."""
    plan: "PlanRow | None" = None
    """What somebody plans about it, as they acknowledged how it stands."""
    violations: "tuple[ViolationRow, ...]" = ()
    """The targets that it missed."""
    draft: str = ""
    """The reference of the notice to its customer that lies ready: that it is late, else the
    latest."""
