"""Made-up contacts and problems written in batches, a problem beside the contact it came in."""

from collections.abc import Sequence
from itertools import count
from random import Random
from typing import NamedTuple

from desk.models.links import Link
from desk.models.settings import next_number
from desk.models.store import Session
from desk.services.bulk import BulkWriter, Fixed
from desk.services.samples.histories import Scene, plan, told
from desk.services.samples.parties import Party
from desk.services.samples.problem_histories import problem_told
from desk.services.samples.problem_plans import Origin, ProblemPlan, plan_problem

_BATCH = 1000
_SPOKEN_BY_ALL = "en"
_FOREIGN = 0.4
"""The share of what is in English by people of another language."""
_KNOWN = 0.82
_FROM_CONTACT = 0.7
"""The share of problems that came of a contact."""

Customers = dict[str, list[tuple[Party, tuple[int, str]]]]
"""Made-up customers by language, each with the number of its row and its name."""


class World(NamedTuple):
    """What all histories are made from."""

    scene: Scene
    customers: Customers


class Chance(NamedTuple):
    """One contact or problem, before anything of it is chosen."""

    is_problem: bool
    is_open: bool
    seed: str


class _Caller(NamedTuple):
    """Somebody known who was in contact: which contact of the batch it was."""

    place: int
    party: Party
    customer: tuple[int, str]


class _Awaited(NamedTuple):
    """A problem that is written once its contact is."""

    plan: ProblemPlan
    party: Party
    customer: tuple[int, str] | None
    place: int | None


def write(session: Session, world: World, chances: Sequence[Chance]) -> None:
    """Write everything, oldest first."""
    writer = BulkWriter(session, Fixed(training=True))
    for first in range(0, len(chances), _BATCH):
        _write_batch(session, writer, world, chances[first : first + _BATCH])


def _write_batch(
    session: Session, writer: BulkWriter, world: World, chances: Sequence[Chance]
) -> None:
    callers: dict[str, _Caller] = {}
    awaited: list[_Awaited] = []
    places = count()
    for chance in chances:
        random = Random(f"{chance.seed}/who")
        if chance.is_problem:
            awaited.append(_problem(world, chance, callers, random))
            continue
        planned = plan(world.scene, is_open=chance.is_open, seed=chance.seed)
        language, someone, customer = _somebody(world, planned.matter.language, random)
        is_known = random.random() < _KNOWN
        writer.add(told(world.scene, planned, someone, customer if is_known else None))
        place = next(places)
        if is_known:
            callers[language] = _Caller(place, someone, customer)
    contacts = writer.flush()
    _write_problems(session, writer, world.scene, [(each, contacts) for each in awaited])


def _write_problems(
    session: Session,
    writer: BulkWriter,
    scene: Scene,
    awaited: Sequence[tuple[_Awaited, Sequence[int]]],
) -> None:
    steps = sum(each.plan.steps for each, _ in awaited)
    numbers = count(next_number(session, "task", steps)) if steps else iter(())
    came_in: list[int] = []
    for each, contacts in awaited:
        contact = 0 if each.place is None else contacts[each.place]
        came_in.append(contact)
        writer.add(
            problem_told(scene, each.plan, Origin(each.party, each.customer, contact), numbers)
        )
    pairs = zip(writer.flush(), came_in, strict=True)
    links = [(problem, "reportedIn", contact) for problem, contact in pairs if contact]
    session.insert_many(Link, ("item", "relation", "other"), links)


def _problem(world: World, chance: Chance, callers: dict[str, _Caller], random: Random) -> _Awaited:
    """A problem of whoever was in contact last in its language, or of somebody else."""
    planned = plan_problem(world.scene, is_open=chance.is_open, seed=chance.seed)
    caller = callers.get(planned.matter.language)
    if caller and random.random() < _FROM_CONTACT:
        del callers[planned.matter.language]
        return _Awaited(planned, caller.party, caller.customer, caller.place)
    _, someone, customer = _somebody(world, planned.matter.language, random)
    return _Awaited(planned, someone, customer if random.random() < _KNOWN else None, None)


def _somebody(world: World, language: str, random: Random) -> tuple[str, Party, tuple[int, str]]:
    """Language, addresses and number of somebody who may say it."""
    if language == _SPOKEN_BY_ALL and random.random() < _FOREIGN:
        language = random.choice(list(world.customers))
    someone, customer = random.choice(world.customers[language])
    return language, someone, customer
