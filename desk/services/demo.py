"""A training store: made-up people, customers and contacts, the same ones every time."""

from collections.abc import Iterator
from itertools import islice
from random import Random

from desk.clock import Clock
from desk.errors import Duplicate
from desk.models.customers import NewCustomer, make_customer
from desk.models.people import make_person, make_team
from desk.models.settings import put_setting
from desk.models.store import Session, Store
from desk.models.work import Work
from desk.rules.permissions import DESK, Actor
from desk.services.bulk import BulkWriter, Fixed
from desk.services.clocks import agreed
from desk.services.journal import Entry, record
from desk.services.samples.histories import ALL_MATTERS, Scene, Staff, plan, told
from desk.services.samples.matters import BILLING, NETWORK, ORDERS
from desk.services.samples.parties import Party, party

_TEAMS = (BILLING, NETWORK, ORDERS)
_COLLEAGUES = (
    ("Ana", "agent", BILLING),
    ("Ben", "agent", NETWORK),
    ("Cem", "agent", NETWORK),
    ("Dora", "teamLead", BILLING),
    ("Mia", "agent", ORDERS),
    ("Olek", "manager", ORDERS),
)
_FEWEST_CUSTOMERS = 120
_MOST_CUSTOMERS = 4000
_OPEN_OF_SMALL = 0.62
"""The share of contacts that are open in a small store."""
_SMALL = 1000
_OPEN_OF_LARGE = 0.3
_DAYS_OF_SMALL = 45
_DAYS_OF_LARGE = 730
_SPOKEN_BY_ALL = "en"
_FOREIGN = 0.4
"""The share of contacts in English by people of another language."""
_BATCH = 1000


class Demo:
    """Fills a new store for training."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def fill(self, actor: Actor, size: int, seed: int = 1) -> None:
        """Make so many contacts, with the people and customers they need, and mark the store.

        The same size, seed and time give the same store. Raises `Duplicate` where work is already.
        """
        now = self._clock.now()
        with self._store.writing() as session:
            if session.one(Work.select(Work.id).limit(1)) is not None:
                raise Duplicate(
                    f"{self._store.location.shown} has work in it already; "
                    "made-up work goes into a new store only",
                    "Name a new one: desk demo --db PATH",
                )
            put_setting(session, "training", "true")
            staff = _staff(session, actor, now)
            customers = _customers(session, size, seed, now)
            days = _DAYS_OF_SMALL if size <= _SMALL else _DAYS_OF_LARGE
            scene = Scene(now, staff, agreed(session), days)
            _contacts(session, scene, customers, _plans(size, seed))


def _staff(session: Session, actor: Actor, now: int) -> Staff:
    teams = {name: make_team(session, name) for name in _TEAMS}
    people = [] if actor.id is None else [(actor.id, actor.name)]
    for name, role, team in _COLLEAGUES:
        person = Actor(None, name, role, actor.zone, (teams[team],))
        number = make_person(session, person, now)
        after = {"name": name, "role": role, "zone": actor.zone, "teams": [team]}
        record(session, Entry(now, DESK.id, "add", "person", number, after=after, training=True))
        people.append((number, name))
    return Staff(people, teams)


def _plans(size: int, seed: int) -> Iterator[tuple[bool, str]]:
    """For each contact whether it is open, and what its chances are drawn from."""
    random = Random(seed)
    for number in range(size):
        share = _OPEN_OF_SMALL if number < _SMALL else _OPEN_OF_LARGE
        yield random.random() < share, f"{seed}/{number}"


def _customers(
    session: Session, size: int, seed: int, now: int
) -> dict[str, list[tuple[Party, tuple[int, str]]]]:
    """Customers by language: every second by what there is to say, the others of all in turn."""
    spoken = [matter.language for matter in ALL_MATTERS]
    every = list(dict.fromkeys(spoken))
    random = Random(f"{seed}/customers")
    made: dict[str, list[tuple[Party, tuple[int, str]]]] = {}
    count = min(max(_FEWEST_CUSTOMERS, size // 3), _MOST_CUSTOMERS)
    for number in range(count):
        turn = number // 2
        language = every[turn % len(every)] if number % 2 else spoken[turn % len(spoken)]
        someone = party(language, random.random() < 0.4, 100 + number, random)
        since = now - random.randrange(30, 4000) * 86_400
        new = NewCustomer(someone.name, (someone.mail, someone.phone), language)
        known = make_customer(session, new, since)
        after = {"name": known.name, "language": language}
        entry = Entry(since, DESK.id, "create", "customer", known.id, after=after)
        record(session, entry._replace(customer=known.id, training=True))
        made.setdefault(language, []).append((someone, (known.id, known.name)))
    return made


def _contacts(
    session: Session,
    scene: Scene,
    customers: dict[str, list[tuple[Party, tuple[int, str]]]],
    chances: Iterator[tuple[bool, str]],
) -> None:
    """Write every contact, oldest first, so that references rise with time."""
    planned = sorted(plan(scene, is_open=is_open, seed=seed) for is_open, seed in chances)
    writer = BulkWriter(session, Fixed(training=True))
    remaining = iter(planned)
    while batch := list(islice(remaining, _BATCH)):
        for each in batch:
            random = Random(f"{each.seed}/who")
            language = each.matter.language
            if language == _SPOKEN_BY_ALL and random.random() < _FOREIGN:
                language = random.choice(list(customers))
            someone, customer = random.choice(customers[language])
            is_known = random.random() < 0.82
            writer.add(told(scene, each, someone, customer if is_known else None))
        writer.flush()
