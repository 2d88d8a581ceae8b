"""A training store: made-up people, customers and contacts, the same ones every time."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from random import Random

from desk.clock import Clock
from desk.errors import Duplicate
from desk.models.customers import NewCustomer
from desk.models.many_customers import make_customers
from desk.models.people import actor_named
from desk.models.settings import put_setting
from desk.models.store import Session, Store
from desk.models.work import Work
from desk.rules.permissions import DESK, Actor
from desk.services.clocks import agreed
from desk.services.journal import Entry, record_all
from desk.services.samples.histories import ALL_MATTERS, Scene, Staff, plan
from desk.services.samples.lately import act_lately, share_views
from desk.services.samples.parties import Party, party
from desk.services.samples.problem_plans import plan_problem
from desk.services.samples.problems_lately import OUTAGE, strike_lately
from desk.services.samples.staffing import hired
from desk.services.samples.times import look_back, look_now
from desk.services.samples.writing import Chance, Customers, World, write

_FEWEST_CUSTOMERS = 120
_MOST_CUSTOMERS = 4000
_OPEN_OF_SMALL = 0.62
"""The share of contacts that are open in a small store."""
_SMALL = 1000
_OPEN_OF_LARGE = 0.3
_MANY_PROBLEMS = 24
"""From so many problems on an outage is among them."""
_DAYS_OF_SMALL = 45
_DAYS_OF_LARGE = 730
_TOGETHER = 20_000
"""Contacts of one transaction in a file, so that its log stays small; a server takes all in one."""

Made = Callable[[int], object]
"""Is told how many contacts there are so far."""


class Demo:
    """Fills a new store for training."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def fill(
        self,
        actor: Actor,
        size: int,
        seed: int = 1,
        made: Made = lambda count: None,
        *,
        problems: int = 0,
    ) -> None:
        """Make so many contacts and problems, with the people and customers they need.

        It marks the store. The same size, seed and time give the same one. Raises `Duplicate` where
        work is already.
        """
        outage = OUTAGE if problems >= _MANY_PROBLEMS else 0
        now = self._clock.now()
        with self._whole(size):
            with self._store.writing() as session:
                self._refuse_used(session)
                put_setting(session, "training", "true")
                staff = hired(session, actor, now)
                customers = _customers(session, size, seed, now)
                days = _DAYS_OF_SMALL if size <= _SMALL else _DAYS_OF_LARGE
                scene = Scene(now, staff, agreed(session), days)
            order = _in_order(scene, size, problems - outage, seed)
            for first in range(0, len(order), _TOGETHER):
                chances = [_chance(seed, each) for each in order[first : first + _TOGETHER]]
                with self._store.writing() as session:
                    write(session, World(scene, customers), chances)
                made(min(first + _TOGETHER, len(order)))
            is_small = len(order) <= _SMALL
            if is_small:
                look_back(self._store, self._clock, now)
            people = self._lately(staff, now, seed)
            if outage:
                strike_lately(self._store, people, now, seed)
            if is_small:
                look_now(self._store, self._clock, now)

    def _lately(self, staff: Staff, now: int, seed: int) -> list[Actor]:
        """What the made-up people did last, and the views they share."""
        with self._store.writing() as session:
            people = [actor_named(session, name) for _, name in staff.people]
        present = [person for person in people if person is not None]
        act_lately(self._store, present, now, seed)
        lead = next(person for person in present if person.role == "teamLead")
        share_views(self._store, lead, now)
        return present

    def _whole(self, size: int) -> AbstractContextManager[object]:
        """One transaction around all of it, where its log is no burden."""
        if self._store.is_sqlite and size > _TOGETHER:
            return nullcontext()
        return self._store.writing()

    def _refuse_used(self, session: Session) -> None:
        if session.one(Work.select(Work.id).limit(1)) is not None:
            raise Duplicate(
                f"{self._store.location.shown} has work in it already; "
                "made-up work goes into a new store only",
                "Name a new one: desk demo --db PATH",
            )


def _in_order(scene: Scene, contacts: int, problems: int, seed: int) -> list[int]:
    """The chances of everything, oldest first, so that references rise with time.

    Each is one number, so that a million of them take little room: when it began, which it is,
    whether it is a problem and whether it is open. The plan is made again when it is its turn.
    """
    chances = [number << 2 | is_open for number, is_open in enumerate(_are_open(contacts, seed))]
    chances += [
        number << 2 | _PROBLEM | is_open
        for number, is_open in enumerate(_are_open(problems, seed + 1))
    ]
    return sorted(_began(scene, _chance(seed, each)) << 32 | each for each in chances)


_PROBLEM = 2


def _began(scene: Scene, chance: Chance) -> int:
    make = plan_problem if chance.is_problem else plan
    return make(scene, is_open=chance.is_open, seed=chance.seed).created


def _chance(seed: int, packed: int) -> Chance:
    number = (packed & 0xFFFFFFFF) >> 2
    is_problem = bool(packed & _PROBLEM)
    return Chance(is_problem, bool(packed & 1), f"{seed}/{'P' if is_problem else ''}{number}")


def _are_open(size: int, seed: int) -> Iterator[bool]:
    """For each of them whether it is open."""
    random = Random(seed)
    for number in range(size):
        yield random.random() < (_OPEN_OF_SMALL if number < _SMALL else _OPEN_OF_LARGE)


def _customers(session: Session, size: int, seed: int, now: int) -> Customers:
    """Customers by language: every second by what there is to say, the others of all in turn."""
    spoken = [matter.language for matter in ALL_MATTERS]
    every = list(dict.fromkeys(spoken))
    random = Random(f"{seed}/customers")
    count = min(max(_FEWEST_CUSTOMERS, size // 3), _MOST_CUSTOMERS)
    parties: list[Party] = []
    new: list[NewCustomer] = []
    since: list[int] = []
    for number in range(count):
        turn = number // 2
        language = every[turn % len(every)] if number % 2 else spoken[turn % len(spoken)]
        someone = party(language, random.random() < 0.4, 100 + number, random)
        parties.append(someone)
        new.append(NewCustomer(someone.name, (someone.mail, someone.phone), language))
        since.append(now - random.randrange(30, 4000) * 86_400)
    known = make_customers(session, new, since)
    record_all(
        session,
        [
            Entry(at, DESK.id, "create", "customer", customer.id)._replace(
                after={"name": customer.name, "language": each.language},
                customer=customer.id,
                training=True,
            )
            for customer, each, at in zip(known, new, since, strict=True)
        ],
    )
    made: Customers = {}
    for someone, customer, each in zip(parties, known, new, strict=True):
        made.setdefault(each.language, []).append((someone, (customer.id, customer.name)))
    return made
