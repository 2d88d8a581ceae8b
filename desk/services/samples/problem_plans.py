"""What made-up problems are to become, before their histories are told."""

from random import Random
from typing import NamedTuple

from desk.rules.priority import DEFAULT, Judged, judge
from desk.rules.problem_terms import Terms
from desk.services.clocks import begun
from desk.services.samples.histories import DAY, SHARES, Scene, chosen, opened_before
from desk.services.samples.parties import Party
from desk.services.samples.problem_matters import PROBLEM_MATTERS, ProblemMatter
from desk.services.samples.problem_tasks import plan_for

_OPEN = {
    "new": 24,
    "taken": 8,
    "started": 30,
    "customer": 10,
    "partner": 8,
    "internal": 4,
    "held": 9,
    "reopened": 7,
}
"""How far open problems have come, by weight."""
_ENDED = {"resolved": 20, "closed": 58, "again": 8, "cancelled": 9, "rejected": 5}
_WITH_PLAN = 0.7
_UNANSWERED = ("new", "taken")
_WITHOUT_TASKS = ("new", "taken", "rejected")
TERMS = Terms()
"""What a new store has settled about problems."""


class ProblemPlan(NamedTuple):
    """What a problem is to become, before its history is told."""

    created: int
    stage: str
    matter: ProblemMatter
    judged: Judged
    until: int
    """When the last thing was done about it."""
    is_vip: bool
    has_tasks: bool
    seed: str

    @property
    def steps(self) -> int:
        """How many tasks are laid on it."""
        plan = plan_for(self.matter.category) if self.has_tasks else None
        return len(plan.steps) if plan else 0


class Origin(NamedTuple):
    """Whose problem it is, and the contact it was reported in."""

    party: Party
    customer: tuple[int, str] | None
    contact: int = 0
    """The number of the contact's row; 0 when it came in none."""


def plan_problem(scene: Scene, *, is_open: bool, seed: str) -> ProblemPlan:
    """Choose what a problem is about, how far it has come and when it began."""
    random = Random(seed)
    matter = random.choice(PROBLEM_MATTERS)
    stage = chosen(_OPEN if is_open else _ENDED, random)
    is_vip = random.random() < 0.08
    judged = judge(DEFAULT, matter.impact, matter.urgency, ["vip"] if is_vip else [])
    has_tasks = stage not in _WITHOUT_TASKS and random.random() < _WITH_PLAN
    first, last = begun(scene.terms, {"kind": "problem", "priority": judged.priority}, scene.now)
    clock = first if stage in _UNANSWERED else last
    hours = scene.terms.calendar(clock.calendar)
    until = scene.now
    if stage == "resolved":
        silent = scene.terms.calendar(TERMS.calendar)
        share = random.uniform(0.05, 0.9)
        until = opened_before(silent, scene.now, int(TERMS.confirm * share))
    elif not is_open:
        until = scene.now - 4 * DAY - int(scene.days * DAY * random.random() ** 2)
    _, low, high = random.choices(SHARES, [weight for weight, _, _ in SHARES])[0]
    used = random.uniform(low, high)
    created = opened_before(hours, until, max(60, int(clock.target * used)))
    return ProblemPlan(created, stage, matter, judged, until, is_vip, has_tasks, seed)
