"""Both ladders, read from teams and people: of authority, and of expertise."""

from typing import NamedTuple

from desk.models.people import Membership, Person, Team
from desk.models.store import Session
from desk.models.tasks import Task
from desk.models.tickets import Ticket
from desk.rules.ladder import Ladder


def read_ladder(session: Session) -> Ladder:
    """Who leads which team and who reports to whom at this desk."""
    leads = session.rows(Team.select(Team.id, Team.lead).where(Team.lead.is_null(False)))
    people = session.rows(Person.select(Person.id, Person.manager, Person.role))
    managers = {person: manager for person, manager, _ in people if manager is not None}
    return Ladder(dict(leads), managers, {person: role for person, _, role in people})


class NextTeams(NamedTuple):
    """The teams of the next level of support."""

    level: int
    """0 when there is none above."""
    names: tuple[str, ...]


def next_teams(session: Session, team: int | None) -> NextTeams:
    """The teams one level of support above a team; above the lowest for what is in no team."""
    rows = session.rows(Team.select(Team.id, Team.name, Team.level).order_by(Team.name_key))
    levels = {id_: level for id_, _, level in rows}
    lowest = min(levels.values(), default=1)
    present = lowest if team is None else levels.get(team, lowest)
    level = min((each for each in levels.values() if each > present), default=0)
    return NextTeams(level, tuple(name for _, name, each in rows if each == level))


def partners_of(session: Session, item: int) -> list[str]:
    """The partners that a problem and its tasks name, by name."""
    of_item = session.rows(Ticket.select(Ticket.partner).where(Ticket.id == item))
    of_tasks = session.rows(Task.select(Task.partner).where(Task.item == item).order_by(Task.place))
    return [*dict.fromkeys(name for (name,) in [*of_item, *of_tasks] if name)]


def members_of(session: Session, team: int) -> list[int]:
    """Who is told of what comes to a team: its lead, else everybody in it."""
    found = session.one(Team.select(Team.lead).where(Team.id == team))
    if found is not None and found[0] is not None:
        return [found[0]]
    rows = session.rows(Membership.select(Membership.person).where(Membership.team == team))
    return sorted(person for (person,) in rows)
