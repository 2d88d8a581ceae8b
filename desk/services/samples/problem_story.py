"""One made-up problem while its history is told: its entries, its clocks and what it has become."""

from collections.abc import Mapping
from random import Random

from desk.models.clocks import KeptClock, head_of
from desk.models.tasks import KeptTask
from desk.services.bulk import Fact, Record, Said
from desk.services.clocks import begun, ended, instants_of, started
from desk.services.judging import reasons
from desk.services.samples.histories import CHANNELS, Scene, chosen
from desk.services.samples.problem_plans import Origin, ProblemPlan
from desk.services.task_sheet import told

SOLVED = ("cause", "resolution_code", "resolution")
"""What is said of a solution."""
_OPEN = ("acknowledged", "inProgress", "pending", "held")
_DETAIL = ("question", "asked_at", "answer_due", "reopen_count")
_TICKET = (
    *("category", "impact", "urgency", "reasons", "service", "place", "partner", "assign_count"),
    *("came_from", "pending_on", "held_cause", *SOLVED, "resolved_at", "close_at", "warn_at"),
    *("confirmed", "cancel_reason"),
)
_BLANK: Mapping[str, object] = {"reopen_count": 0, "confirmed": 0, "partner": ""}

Values = Mapping[str, object]
"""Fields and what they become."""

Tasks = Mapping[str, tuple[object, object]]
"""Tasks by number: what the journal told of each before and after."""


class Story:
    """The entries of a problem, oldest first, and what they have made of it."""

    def __init__(self, scene: Scene, plan: ProblemPlan, origin: Origin) -> None:
        self.scene, self.plan, self.origin = scene, plan, origin
        self.random = Random(f"{plan.seed}/told")
        self.owner = self.random.choice(scene.staff.people)
        facts: dict[str, str | int] = {"kind": "problem", "priority": plan.judged.priority}
        self._response, self._resolution = begun(scene.terms, facts, plan.created)
        self._earlier: list[KeptClock] = []
        self.hours = scene.terms.calendar(self._resolution.calendar)
        self._span = max(self.hours.between(plan.created, plan.until), 1)
        self._facts: list[Fact] = []
        self._values: dict[str, object] = {"owner": 0}
        self._number = f"{self.random.randrange(10, 99)}-{self.random.randrange(1000, 9999)}"

    @property
    def last(self) -> int:
        """When something was told last."""
        return self._facts[-1].at

    def at(self, share: float) -> int:
        """The instant so much of its time after the report, never before what was told last."""
        at = self.hours.add(self.plan.created, int(self._span * share))
        latest = self._facts[-1].at if self._facts else self.plan.created
        return min(max(at, latest), self.plan.until)

    def report(self) -> None:
        """Tell how it came."""
        plan, matter = self.plan, self.plan.matter
        after = {
            "subject": matter.subject.format(n=self._number),
            "state": "acknowledged",
            "priority": plan.judged.priority,
            "team": self.scene.staff.teams[matter.team],
            "category": matter.category,
            "impact": plan.matter.impact,
            "urgency": plan.matter.urgency,
            "service": matter.service,
            "place": matter.place,
        }
        contact = self.origin.contact
        links = {"links": {str(contact): "reportedIn"}} if contact else {}
        said = Said("in", matter.text.format(n=self._number), self.origin.party.name)
        entry = Fact(plan.created, None, "report", {}, after | links, "customer", said=said)
        self._facts.append(entry)
        self._values |= after | {"reasons": reasons(plan.judged)}

    def do(
        self, share: float, action: str, after: Values, said: Said | None = None, why: str = ""
    ) -> None:
        """Tell what was done: what changes is told beside what it was before."""
        before = {name: self._values.get(name, _BLANK.get(name)) for name in after}
        self._values |= after
        is_public = said is not None and said.direction != "note"
        visibility = "customer" if is_public or "state" in after else "internal"
        entry = Fact(self.at(share), self.owner[0], action, before, after, visibility, why, said)
        self._facts.append(entry)

    def set(self, **values: object) -> None:
        """What it has become besides, which no entry tells."""
        self._values |= values

    def tell_tasks(self, at: int, action: str, tasks: Tasks) -> None:
        """Tell what was done about tasks."""
        before = {number: was for number, (was, _) in tasks.items()}
        after = {number: now for number, (_, now) in tasks.items()}
        entry = Fact(at, self.owner[0], action, {"tasks": before}, {"tasks": after})
        self._facts.append(entry)

    def tell_task(self, at: int, action: str, before: KeptTask, after: KeptTask) -> None:
        """Tell what was done about one task."""
        self.tell_tasks(at, action, {str(before.number): (told(before), told(after))})

    def add_tasks(self, tasks: Tasks) -> None:
        """Tell with the last entry what it did to tasks."""
        entry = self._facts[-1]
        before = {number: was for number, (was, _) in tasks.items()}
        after = {number: now for number, (_, now) in tasks.items()}
        self._facts[-1] = entry._replace(
            before={**entry.before, "tasks": before}, after={**entry.after, "tasks": after}
        )

    def answered(self, at: int) -> None:
        """The first answer stops its clock."""
        if self._response.stop is None:
            self._response = ended(self.scene.terms, self._response, at)

    def pause(self, at: int) -> None:
        """Let the clock to the solution stand still."""
        clock = self._resolution
        paused = clock._replace(pauses=(*clock.pauses, (at, None)))
        self._resolution = started(self.scene.terms, paused, clock.start)

    def solve(self, at: int) -> None:
        """Stop both clocks at the solution."""
        self.answered(at)
        self._resolution = ended(self.scene.terms, self._resolution, at)

    def take_up(self, at: int) -> None:
        """Let the clock to the solution run on, the time it was stopped taken off."""
        clock = self._resolution
        self._earlier.append(clock)
        pauses = (*clock.pauses, (clock.stop or at, at))
        again = clock._replace(generation=clock.generation + 1, stop=None, pauses=pauses)
        self._resolution = started(self.scene.terms, again, clock.start)

    def drop_clocks(self, at: int) -> None:
        """End the clocks that nobody has to meet any more."""
        if self._response.stop is None:
            self._response = _cancelled(self._response, at)
        self._resolution = _cancelled(self._resolution, at)

    def record(self, tasks: list[KeptTask]) -> Record:
        """The problem as it stands."""
        plan, values = self.plan, self._values
        clocks = (self._response, *self._earlier, self._resolution)
        going = [clock for clock in clocks if clock.state in ("running", "paused")]
        running = [instants_of(self.scene.terms, each) for each in going if each.state == "running"]
        closed, owner, team = (values.get(name) for name in ("closed", "owner", "team"))
        return Record(
            str(values["subject"]),
            str(values["state"]),
            chosen(CHANNELS, self.random),
            "inbound",
            plan.created,
            self.last,
            head_of(running, is_open=values["state"] in _OPEN, is_paused=bool(going)),
            self._facts,
            plan.judged.priority,
            closed if isinstance(closed, int) else None,
            self.origin.party.mail,
            self.origin.customer,
            owner if isinstance(owner, int) else 0,
            team if isinstance(team, int) else None,
            ["vip"] if plan.is_vip else [],
            clocks,
            details={name: values[name] for name in _DETAIL if name in values},
            kind="problem",
            ticket={name: values[name] for name in _TICKET if name in values},
            tasks=tasks,
        )


def _cancelled(clock: KeptClock, at: int) -> KeptClock:
    return clock._replace(state="cancelled", stop=at, due=None)
