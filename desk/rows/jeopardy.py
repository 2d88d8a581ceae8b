"""What is late or will be, and what crossed a threshold, as the screen of it shows them."""

from typing import NamedTuple

from desk.rules.late_notices import NOT_TOLD, TOLD, Telling


class Response(NamedTuple):
    """What was done about an item that is late, or will be."""

    plan: str = ""
    """What somebody said they would do; empty when nobody acknowledged it."""
    plan_at: int | None = None
    planner: str = ""
    """Who said so."""
    telling: Telling = NOT_TOLD
    """How far the customer knows of what is due next, or was missed."""
    level: int = 0
    """How far it was escalated, 0 to 10."""

    @property
    def told(self) -> str:
        """How far the customer knows: `before` or `after`, else as `Telling` has it."""
        if self.telling.state != TOLD:
            return self.telling.state
        return "before" if self.telling.is_before else "after"


class CrossingRow(NamedTuple):
    """A threshold that a clock or an alarm of an item reached."""

    id: int
    at: int
    """When it was crossed, not when that was written down."""
    item: int
    ref: str
    subject: str
    customer: str | None
    owner_id: int | None
    team_id: int | None
    clock: str
    threshold: int
    level: str
    action: str
    """What the desk did about it."""


class CrossingPage(NamedTuple):
    """A part of the log of crossings, the latest first."""

    rows: tuple[CrossingRow, ...]
    is_last: bool
    reached: tuple[int, int] | None = None
    """Time and number of the last one looked at, from where the next page goes on."""
