"""What colleagues did lately with made-up problems, by the desk's own use cases.

One is major, others are parts of it, and one was reported twice.
"""

from collections.abc import Sequence
from random import Random

from desk.clock import FixedClock
from desk.models.customers import Customer
from desk.models.store import Session, Store
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference
from desk.services.plans import Plans
from desk.services.problems import Problems

_BEGAN = 3 * 3600
_STEP = 180
_PLACE = "Harbour Street"
_SERVICE = "Fibre 500"
_MAJOR = "Fibre down in all of Harbour Street"
_PARTS = {
    "en": "No internet in the pharmacy",
    "de": "Kein Netz in der Bäckerei",
    "es": "Teléfonos sin línea en la clínica",
    "zh": "整栋楼断网",
}
"""What customers of each language reported."""
_PLAN = "Line fault"
_TWICE = "Fibre still down in Harbour Street"
OUTAGE = len(_PARTS) + 2
"""How many problems it makes."""


def strike_lately(store: Store, people: Sequence[Actor], now: int, seed: int) -> None:
    """An outage of the last hours: a major problem with its parts, its plan and a duplicate."""
    hands = _Hands(store, now, Random(f"{seed}/outage"))
    lead = next(person for person in people if person.role == "teamLead")
    boss = next(person for person in people if person.role == "manager")
    agent = next(person for person in people if person.role == "agent")
    major = hands.report(agent, _MAJOR, impact="high", urgency="high", category="network")
    hands.lead(lead, boss, major)
    with store.reading() as session:
        callers = {language: _caller(session, language) for language in _PARTS}
    for language, subject in _PARTS.items():
        judged = {"impact": "medium", "urgency": "high", "category": "network"}
        part = hands.report(agent, subject, **judged, customer=callers[language])
        hands.join(agent, part, major)
    twice = hands.report(agent, _TWICE, impact="medium", urgency="medium", category="network")
    hands.merge(agent, twice, major)


def _caller(session: Session, language: str) -> str:
    """The reference of a customer of a language; empty when there is none."""
    of_language = Customer.select(Customer.number).where(Customer.language == language)
    found = session.one(of_language.order_by(Customer.number.desc()).limit(1))
    return str(Reference("customer", found[0])) if found else ""


class _Hands:
    """The colleagues at work, one thing after the other."""

    def __init__(self, store: Store, now: int, random: Random) -> None:
        self._clock = FixedClock(now - _BEGAN)
        self._clock.training = True
        self._problems = Problems(store, self._clock)
        self._plans = Plans(store, self._clock)
        self._random = random

    def report(self, actor: Actor, subject: str, **said: str) -> str:
        """Report a problem of that place; its reference."""
        return self._problems.report(
            actor,
            subject,
            service=_SERVICE,
            place=_PLACE,
            impact=said["impact"],
            urgency=said["urgency"],
            category=said["category"],
            customer=said.get("customer", ""),
            channel="phone",
            group=self._next(),
        ).ref

    def lead(self, lead: Actor, boss: Actor, ref: str) -> None:
        """Say that it is major, begin the work and note it."""
        note = "Forty lines of one cabinet are without light."
        self._problems.prioritise(boss, ref, note, major="yes", group=self._next())
        self._problems.start(lead, ref, group=self._next())
        self._plans.lay(lead, ref, _PLAN, group=self._next())
        self._problems.note(lead, ref, "The roadworks cut the cable; splicing has begun.")

    def join(self, actor: Actor, ref: str, major: str) -> None:
        """Make it a part of the major one."""
        self._problems.join(actor, ref, major, group=self._next())

    def merge(self, actor: Actor, ref: str, into: str) -> None:
        """Say that it is the same as another one."""
        self._problems.merge(actor, ref, into, group=self._next())

    def _next(self) -> str:
        self._clock.advance(_STEP)
        return f"{self._random.getrandbits(64):016x}"
