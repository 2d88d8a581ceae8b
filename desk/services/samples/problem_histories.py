"""Made-up problems with their whole history: reported, worked on, waiting, solved, ended."""

from collections.abc import Iterator

from desk.services.bulk import Record, Said
from desk.services.samples.histories import DAY, Scene, chosen
from desk.services.samples.problem_matters import CARRIER
from desk.services.samples.problem_plans import TERMS, Origin, ProblemPlan
from desk.services.samples.problem_story import SOLVED, Story
from desk.services.samples.problem_tasks import (
    Laid,
    Progress,
    cancel_all,
    laid,
    plan_for,
    work_through,
)
from desk.services.task_sheet import told

_HELD = {"customerAccess": 3, "plannedWork": 3, "forceMajeure": 1, "other": 3}
_PAUSING = ("customerAccess", "plannedWork", "forceMajeure")
_CANCELLED = ("raisedInError", "withdrawnByCustomer", "notOurs")
_BEGUN = 0.5
"""How often the task after those that have ended was begun."""
_EVERY = 99
"""More tasks than there are."""


def problem_told(scene: Scene, plan: ProblemPlan, origin: Origin, numbers: Iterator[int]) -> Record:
    """The problem a plan describes; `numbers` are those of its tasks."""
    return _Telling(Story(scene, plan, origin), numbers).record()


class _Telling:
    """Tells a problem from the report to where it stands."""

    def __init__(self, story: Story, numbers: Iterator[int]) -> None:
        self._story = story
        self._random = story.random
        self._matter = story.plan.matter
        template = plan_for(self._matter.category) if story.plan.has_tasks else None
        self._tasks = laid(template, self._laying(), numbers) if template else []

    def record(self) -> Record:
        """Tell it, as far as its plan says."""
        self._story.report()
        tell = {
            "new": lambda: None,
            "taken": self._taken,
            "started": self._started,
            "customer": lambda: self._wait("customer", self._matter.question),
            "partner": lambda: self._wait("partner", "When does your technician come?"),
            "internal": lambda: self._wait("internal", "Can planning release a second port?"),
            "held": self._held,
            "reopened": self._reopened,
            "resolved": self._resolved,
            "closed": self._closed,
            "again": self._again,
            "cancelled": self._cancelled,
            "rejected": self._rejected,
        }
        tell[self._story.plan.stage]()
        return self._story.record(self._tasks)

    def _taken(self) -> None:
        self._story.do(0.4, "claim", {"owner": self._story.owner[0]})

    def _started(self, tasks: int | None = None) -> None:
        story = self._story
        story.do(0.2, "claim", {"owner": story.owner[0]})
        story.do(0.25, "start", {"state": "inProgress"})
        if self._random.random() < 0.9:
            said = Said("out", self._matter.answer, story.owner[1], story.origin.party.mail)
            story.do(0.35, "reply", {}, said)
            story.answered(story.last)
        if self._random.random() < 0.6:
            story.do(0.4, "note", {}, Said("note", self._matter.note, story.owner[1]))
        if self._random.random() < 0.3:
            self._hand_over()
        self._work(self._random.randrange(3) if tasks is None else tasks)

    def _hand_over(self) -> None:
        story = self._story
        others = [each for each in story.scene.staff.people if each != story.owner]
        after = self._random.choice(others)
        story.do(0.44, "assign", {"owner": after[0]})
        story.owner = after
        story.set(assign_count=1)

    def _wait(self, party: str, question: str) -> None:
        self._started()
        story = self._story
        at = story.at(0.8)
        due = story.scene.now + self._random.randrange(-DAY, 4 * DAY, 1800)
        asked: dict[str, object] = {"question": question, "asked_at": at}
        asked |= {"answer_due": max(due - due % 1800, at + 1800), "came_from": "inProgress"}
        asked |= {"partner": CARRIER} if party == "partner" else {}
        is_public = party == "customer"
        address = story.origin.party.mail if is_public else ""
        said = Said("out" if is_public else "note", question, story.owner[1], address)
        story.do(0.8, "pend", {"state": "pending", "pending_on": party, **asked}, said)
        if is_public:
            story.answered(at)
            story.pause(at)

    def _held(self) -> None:
        self._started()
        cause = chosen(_HELD, self._random)
        held = {"state": "held", "came_from": "inProgress", "held_cause": cause}
        self._story.do(0.8, "hold", held)
        if cause in _PAUSING:
            self._story.pause(self._story.last)

    def _resolved(self) -> None:
        self._started(_EVERY)
        self._resolve(1)

    def _reopened(self) -> None:
        self._started(_EVERY)
        self._resolve(0.75)
        at = self._story.at(0.85)
        blank = dict.fromkeys((*SOLVED, "resolved_at", "close_at", "warn_at"))
        again = {"state": "inProgress", "reopen_count": 1, **blank}
        self._story.do(0.85, "reopen", again, why="It came back the same evening.")
        self._story.take_up(at)

    def _closed(self) -> None:
        self._started(_EVERY)
        self._resolve(0.9)
        self._end("confirm", "closed", confirmed=1)

    def _again(self) -> None:
        self._reopened()
        self._resolve(0.92)
        self._end("close", "closed")

    def _cancelled(self) -> None:
        self._started()
        reason = self._random.choice(_CANCELLED)
        at = self._story.at(1)
        changes = cancel_all(self._tasks, at, "It was cancelled")
        self._story.drop_clocks(at)
        self._end("cancel", "cancelled", cancel_reason=reason)
        self._story.add_tasks(changes)

    def _rejected(self) -> None:
        at = self._story.at(1)
        self._story.drop_clocks(at)
        ended = {"state": "rejected", "closed": at}
        self._story.do(1, "reject", ended, why="Not a matter of ours.")

    def _resolve(self, share: float) -> None:
        story, matter = self._story, self._matter
        at = story.at(share)
        close = story.scene.terms.calendar(TERMS.calendar).add(at, TERMS.confirm)
        warn = close - TERMS.warn
        solved: dict[str, object] = {
            "cause": matter.cause,
            "resolution_code": matter.code,
            "resolution": matter.resolution,
            "resolved_at": at,
            "close_at": close,
            "warn_at": warn if warn > story.scene.now else None,
        }
        said = Said("out", matter.resolution, story.owner[1], story.origin.party.mail)
        story.solve(at)
        story.do(share, "resolve", {"state": "resolved", **solved}, said)

    def _end(self, action: str, state: str, **more: object) -> None:
        closed = {"close_at": None, "warn_at": None, "closed": self._story.at(1)}
        self._story.do(1, action, {"state": state, **closed, **more})

    def _work(self, ended: int) -> None:
        """Lay its plan and work through so many of its tasks."""
        if not self._tasks:
            return
        story = self._story
        made = {str(each.number): (None, told(each)) for each in self._tasks}
        story.tell_tasks(story.at(0.45), "plan", made)
        times = [story.at(0.46 + 0.05 * step) for step in range(len(self._tasks) + 2)]
        begun = ended + (self._random.random() < _BEGUN)
        work_through(self._tasks, Progress(begun, ended), times, story.owner[0], story.tell_task)

    def _laying(self) -> Laid:
        story = self._story
        people = [number for number, _ in story.scene.staff.people]
        owners = [self._random.choice([0, *people]) for _ in range(story.plan.steps)]
        return Laid(story.at(0.45), story.hours, story.scene.staff.teams, owners)
