"""Who can be given work, with working hours, absences and what they have to do already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from desk.models.absences import absences
from desk.models.base import CLOSED, PAUSED
from desk.models.people import Membership, Person, Team
from desk.models.policies import calendars
from desk.models.store import Row, Session
from desk.rules.load import TASK_SECONDS, Burden, Worker, burden
from desk.rules.permissions import PERMISSIONS
from desk.rules.policies import OFFICE, ROUND_THE_CLOCK
from desk.rules.states import MACHINES
from desk.rules.working_time import Calendar

ABLE = tuple(role for role, held in PERMISSIONS.items() if "work.handle" in held)
"""Roles that work on items."""

_WAITING = sorted({state for machine in MACHINES for state in machine.waiting})


class TeamTerms(NamedTuple):
    """What a team wants of new work and of work that nobody touches."""

    id: int
    name: str
    calendar: str
    by_load: bool
    return_after: int


def team_terms(session: Session) -> dict[int, TeamTerms]:
    """The terms of every team, by its number."""
    columns = (Team.id, Team.name, Team.calendar, Team.by_load, Team.return_after)
    rows = session.rows(Team.select(*columns).order_by(Team.name_key))
    return {id_: TeamTerms(id_, name, cal, bool(by), after) for id_, name, cal, by, after in rows}


def hours_of(names: Iterable[str], known: Mapping[str, Calendar]) -> tuple[str, Calendar]:
    """The first calendar of those names that there is; else that of the desk."""
    for name in (*names, OFFICE, ROUND_THE_CLOCK):
        if name in known:
            return name, known[name]
    return next(iter(known.items()))


def workers(session: Session, now: int, team: int | None = None) -> list[Worker]:
    """Everybody who works on items, of one team or of all, by name."""
    query = Person.select(
        Person.id, Person.name, Person.zone, Person.calendar, Person.given_at
    ).where(Person.role << ABLE)
    if team is not None:
        members = Membership.select(Membership.person).where(Membership.team == team)
        query = query.where(Person.id << members)
    people = session.rows(query.order_by(Person.name_key))
    known, of_teams = calendars(session), team_calendars(session)
    away: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in absences(session, now):
        away[each.person].append((each.starts, each.ends))
    loads = burdens(session, [id_ for id_, *_ in people], now)
    return [
        Worker(
            id_,
            name,
            zone,
            hours_of([calendar, *of_teams.get(id_, ())], known)[1],
            tuple(away[id_]),
            loads[id_],
            given_at,
        )
        for id_, name, zone, calendar, given_at in people
    ]


def team_calendars(session: Session) -> dict[int, list[str]]:
    """The calendars of everybody's teams that have one, in the order of the teams' names."""
    found: dict[int, list[str]] = defaultdict(list)
    query = (
        Membership.select(Membership.person, Team.calendar)
        .join(Team, on=(Team.id == Membership.team))
        .where(Team.calendar != "")
        .order_by(Team.name_key)
    )
    for person, calendar in session.rows(query):
        found[person].append(calendar)
    return found


def burdens(session: Session, people: Sequence[int], now: int) -> dict[int, Burden]:
    """What each of these people has to do; what has ended is not looked at."""
    if not people:
        return {}
    among = ", ".join(str(person) for person in people)
    states = ", ".join(f"'{state}'" for state in _WAITING)
    counted: dict[int, list[tuple[str, int, bool, int]]] = defaultdict(list)
    for owner, kind, priority, waits, many in session.sql(
        "SELECT owner, kind, priority, waits, count(*) FROM (SELECT owner, kind, priority,"
        f" CASE WHEN due_key = {PAUSED} OR snoozed_until > {now} OR state IN ({states})"
        f" THEN 1 ELSE 0 END AS waits FROM work WHERE owner IN ({among}) AND due_key < {CLOSED})"
        " AS held GROUP BY owner, kind, priority, waits"
    ):
        counted[owner].append((kind, priority, bool(waits), many))
    tasks = {owner: (many, int(seconds)) for owner, many, seconds in _tasks(session, among)}
    return {person: burden(counted[person], tasks.get(person, (0, 0))) for person in people}


def _tasks(session: Session, among: str) -> list[Row]:
    return session.sql(
        f"SELECT owner, count(*), sum(coalesce(effort, {TASK_SECONDS})) FROM task"
        f" WHERE owner IN ({among}) AND due_key < {CLOSED} GROUP BY owner"
    )


def note_given(session: Session, person: int, now: int) -> None:
    """Write down that somebody got work."""
    session.run(Person.update(given_at=now).where((Person.id == person) & (Person.given_at < now)))


def lock_loads(session: Session) -> None:
    """Let whoever gives work by load wait for whoever else does, so that each sees the other."""
    if not session.is_sqlite:
        session.sql("SELECT pg_advisory_xact_lock(hashtext('desk load'))")
