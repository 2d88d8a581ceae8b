"""Made-up contacts with their whole history, so that a training store looks lived in."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

from desk.models.clocks import head_of
from desk.rules.vocabulary import LIVE_CHANNELS
from desk.rules.words import fold
from desk.rules.working_time import Calendar
from desk.services.bulk import Fact, Record, Said
from desk.services.clocks import Agreed, begun, ended, instants_of
from desk.services.samples.matters import MATTERS, Matter
from desk.services.samples.matters_english import ENGLISH_MATTERS
from desk.services.samples.matters_world import WORLD_MATTERS
from desk.services.samples.parties import Party

ALL_MATTERS = MATTERS + ENGLISH_MATTERS + WORLD_MATTERS

DAY = 86_400
_STAGES = {"new": 34, "taken": 12, "answered": 30, "waiting": 24}
"""How far open contacts have come, by weight."""
SHARES = ((58, 0.02, 0.48), (15, 0.52, 0.73), (12, 0.77, 0.88), (8, 0.91, 0.98), (7, 1.02, 1.7))
"""How much of its time the worst clock has used: weight, from, to."""

CHANNELS = {
    "email": 52,
    "phone": 19,
    "web": 10,
    "chat": 7,
    "app": 4,
    "social": 3,
    "sms": 2,
    "letter": 2,
    "inPerson": 1,
}
"""The channels of what comes in, by weight."""
_OUTCOMES = {"answered": 80, "forwarded": 10, "noActionNeeded": 6, "withdrawn": 4}
_ATTEMPTS = {"reached": 60, "noAnswer": 25, "leftMessage": 15}

Change = tuple[Mapping[str, object], Mapping[str, object]]
"""Fields before and after."""


class Staff(NamedTuple):
    """Who works in the made-up desk: people and teams by their numbers."""

    people: Sequence[tuple[int, str]]
    """The first is who made the store; a third of what is taken is his or hers."""
    teams: Mapping[str, int]


class Scene(NamedTuple):
    """What every history of one store is made from."""

    now: int
    staff: Staff
    terms: Agreed
    days: int
    """How many days back the closed ones reach."""


class Plan(NamedTuple):
    """What a contact is to become, before its history is told."""

    created: int
    stage: str
    matter: Matter
    channel: str
    priority: int
    used: float
    """The share of its worst clock's target that is used up."""
    seed: str


def plan(scene: Scene, *, is_open: bool, seed: str) -> Plan:
    """Choose what a contact is about, how far it has come and when it began."""
    random = Random(seed)
    matter = random.choice(ALL_MATTERS)
    channel = chosen(CHANNELS, random)
    priority = matter.priority if random.random() < 0.7 else random.choice((2, 3, 3, 4))
    if not is_open:
        age = scene.days * DAY * random.random() ** 2
        created = scene.now - 3 * DAY - int(age)
        return Plan(created, "closed", matter, channel, priority, 0, seed)
    stage = chosen(_STAGES, random)
    if stage == "waiting" and not matter.question:
        stage = "answered"
    weights = [weight for weight, _, _ in SHARES]
    _, low, high = random.choices(SHARES, weights)[0]
    used = random.uniform(low, high)
    first, completion = begun(scene.terms, _facts(priority), scene.now)
    is_unanswered = stage in ("new", "taken") and channel not in LIVE_CHANNELS
    worst = first if is_unanswered else completion
    seconds = max(60, int(worst.target * used))
    created = opened_before(scene.terms.calendar(worst.calendar), scene.now, seconds)
    return Plan(created, stage, matter, channel, priority, used, seed)


def _facts(priority: int) -> Mapping[str, str | int]:
    """What a policy is chosen by."""
    return {"kind": "interaction", "priority": priority}


def opened_before(calendar: Calendar, end: int, seconds: int) -> int:
    """The latest instant from which so many open seconds lie before `end`."""
    reach = seconds
    while (within := calendar.between(end - reach, end)) < seconds:
        reach *= 2
    at = calendar.add(end - reach, within - seconds)
    opens = calendar.next_open(at)
    assert opens is not None  # since open seconds lie after it
    return opens


def told(scene: Scene, plan: Plan, party: Party, customer: tuple[int, str] | None) -> Record:
    """The contact a plan describes, with its clocks, its journal and what was said."""
    return _Telling(scene, plan, party).record(customer)


class _Telling:
    """One history while it is told."""

    def __init__(self, scene: Scene, plan: Plan, party: Party) -> None:
        self._scene = scene
        self._plan = plan
        self._party = party
        self._random = Random(f"{plan.seed}/told")
        self._number = f"{self._random.randrange(10, 99)}-{self._random.randrange(1000, 9999)}"
        self._is_live = plan.channel in LIVE_CHANNELS
        self._is_outbound = plan.channel == "phone" and self._random.random() < 0.15
        self._owner = self._somebody()
        self._first, self._completion = begun(scene.terms, _facts(plan.priority), plan.created)
        self._hours = scene.terms.calendar(self._completion.calendar)
        self._facts: list[Fact] = []
        self._state = "open"
        self._details: dict[str, object] = {}

    def record(self, customer: tuple[int, str] | None) -> Record:
        """Tell it from the first word to the last."""
        plan, matter = self._plan, self._plan.matter
        self._logged()
        if plan.stage != "new":
            self._worked_on()
        contact = self._contact()
        tags = [fold(matter.tag)] + (["vip"] if self._random.random() < 0.06 else [])
        is_closed = plan.stage == "closed"
        clocks = (self._first, self._completion)
        running = [
            instants_of(self._scene.terms, clock) for clock in clocks if clock.state == "running"
        ]
        return Record(
            matter.subject.format(n=self._number),
            self._state,
            plan.channel,
            "outbound" if self._is_outbound else "inbound",
            plan.created,
            self._facts[-1].at,
            head_of(running, is_open=not is_closed, is_paused=self._state == "awaitingCustomer"),
            self._facts,
            plan.priority,
            self._facts[-1].at if is_closed else None,
            contact,
            customer,
            0 if plan.stage == "new" else self._owner[0],
            self._scene.staff.teams[matter.team] if self._random.random() < 0.6 else None,
            tags,
            clocks,
            details=self._details,
        )

    def _logged(self) -> None:
        plan = self._plan
        direction = "out" if self._is_outbound else "in"
        text = plan.matter.text.format(n=self._number)
        logger = self._owner[0] if self._is_live else None
        author = self._owner[1] if self._is_outbound else self._party.name
        way = "outbound" if self._is_outbound else "inbound"
        after = {"direction": way, "channel": plan.channel, "priority": plan.priority}
        said = Said(direction, text, author, self._contact())
        self._fact(plan.created, logger, "log", ({}, after), said)
        if self._is_live or self._is_outbound:
            self._first = ended(self._scene.terms, self._first, plan.created)

    def _worked_on(self) -> None:
        """Claimed, answered, noted, waited for, completed: as far as the plan goes."""
        spent = self._spent()
        self._fact(
            self._after(spent * 0.3),
            self._owner[0],
            "claim",
            ({"owner": 0}, {"owner": self._owner[0]}),
        )
        if self._plan.stage == "taken":
            return
        answered = self._after(spent * 0.5)
        if self._first.stop is None:
            self._first = ended(self._scene.terms, self._first, answered)
        self._say(answered, "reply", "out", self._plan.matter.answer)
        self._state = "inProgress"
        if self._plan.matter.note and self._random.random() < 0.7:
            self._say(self._after(spent * 0.6), "note", "note", self._plan.matter.note)
        if self._plan.stage == "waiting":
            self._wait(self._after(spent * 0.8))
        elif self._plan.stage == "closed":
            self._complete(self._after(spent))

    def _spent(self) -> int:
        """Open seconds of its completion clock from the beginning to the last thing done."""
        if self._plan.stage != "closed":
            return self._hours.between(self._plan.created, self._scene.now)
        share = self._random.uniform(0.04, 0.9 if self._random.random() < 0.9 else 1.5)
        wanted = int(self._completion.target * share)
        return min(wanted, self._hours.between(self._plan.created, self._scene.now))

    def _after(self, seconds: float) -> int:
        """The instant so many open seconds after the beginning; never in the future."""
        at = self._hours.add(self._plan.created, int(seconds))
        latest = self._facts[-1].at
        return min(max(at, latest), self._scene.now)

    def _wait(self, at: int) -> None:
        question = self._plan.matter.question
        due = self._scene.now + self._random.randrange(-DAY, 5 * DAY, 1800)
        due = max(due - due % 1800, at + 1800)
        said = Said("out", question, self._owner[1], self._contact())
        asked: dict[str, object] = {"question": question, "asked_at": at, "answer_due": due}
        before = {"state": self._state, **dict.fromkeys(asked)}
        after = {"state": "awaitingCustomer", **asked}
        self._fact(at, self._owner[0], "await", (before, after), said)
        self._completion = self._completion._replace(pauses=((at, None),), due=None, state="paused")
        self._state = "awaitingCustomer"
        self._details |= asked

    def _complete(self, at: int) -> None:
        outcome = chosen(_ATTEMPTS if self._is_outbound else _OUTCOMES, self._random)
        self._completion = ended(self._scene.terms, self._completion, at)
        after = {"state": "completed", "closed": at, "outcome": outcome}
        before = {"state": self._state, "closed": None, "outcome": None}
        self._fact(at, self._owner[0], "complete", (before, after))
        self._state = "completed"
        self._details["outcome"] = outcome

    def _say(self, at: int, action: str, direction: str, text: str) -> None:
        is_answer = direction == "out"
        address = self._contact() if is_answer else ""
        said = Said(direction, text.format(n=self._number), self._owner[1], address)
        taken_up = ({"state": self._state}, {"state": "inProgress"})
        self._fact(at, self._owner[0], action, taken_up if is_answer else ({}, {}), said)

    def _fact(
        self, at: int, actor: int | None, action: str, change: Change, said: Said | None = None
    ) -> None:
        is_public = said is not None and said.direction != "note"
        visibility = "customer" if is_public else "internal"
        before, after = change
        self._facts.append(Fact(at, actor, action, before, after, visibility, said=said))

    def _contact(self) -> str:
        if self._plan.channel in ("phone", "sms"):
            return self._party.phone
        return self._party.name if self._plan.channel == "inPerson" else self._party.mail

    def _somebody(self) -> tuple[int, str]:
        people = self._scene.staff.people
        return people[0] if self._random.random() < 0.35 else self._random.choice(people)


def chosen(weights: Mapping[str, int], random: Random) -> str:
    """One of several words, each as likely as its weight says."""
    return random.choices(list(weights), list(weights.values()))[0]
