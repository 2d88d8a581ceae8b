"""What is done about an item that is late or will be: steps up, the plan, missed targets."""

from typing import NamedTuple

from desk.rules.late_notices import Telling


class StepRow(NamedTuple):
    """One step up a ladder."""

    number: int
    type: str
    """functional or hierarchic."""
    level: int
    origin: str
    """Whom it came from, by name."""
    goal: str
    """Whom it went to, by name: a team, people, or a partner."""
    trigger: str
    """auto or manual."""
    clock: str
    reason: str
    at: int
    acknowledged_at: int | None
    acknowledged_by: str
    plan: str
    ended_at: int | None
    outcome: str
    """Why it was taken back."""

    @property
    def is_open(self) -> bool:
        """Whether it has not been taken back."""
        return self.ended_at is None


class PlanRow(NamedTuple):
    """What somebody plans about an item, as they acknowledged it."""

    level: str
    text: str
    at: int


class ViolationRow(NamedTuple):
    """A target that was missed."""

    clock: str
    generation: int
    due: int
    missed_by_seconds: int
    """Working time past the target, until the clock was stopped or now."""
    telling: Telling
    """How far the customer knows that it would be, or was, missed."""
    action: str
    """What was done about it."""
    satisfied_at: int | None

    @property
    def told_at(self) -> int | None:
        """When the customer was told; None as long as they were not."""
        return self.telling.told_at

    @property
    def told_before(self) -> bool:
        """Whether the customer was told before it was missed."""
        return self.telling.is_before


class OpenViolation(NamedTuple):
    """A target that was missed and is followed up, with the item that missed it."""

    ref: str
    subject: str
    customer: str
    owner: str
    violation: ViolationRow


class Proposal(NamedTuple):
    """Somebody to whom an item may be escalated."""

    name: str
    """As `to` takes it."""
    why: str
    """What they are: "team, level 2", "leads Field", "partner"."""


class Proposals(NamedTuple):
    """Whom an item may be escalated to, the likeliest first."""

    functional: tuple[Proposal, ...]
    hierarchic: tuple[Proposal, ...]
