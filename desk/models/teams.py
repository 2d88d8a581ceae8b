"""Teams and people as they are changed: their columns read, and written anew."""

from collections.abc import Mapping

from desk.models.people import Membership, Person, Team
from desk.models.store import Session
from desk.rules.words import fold

OF_TEAM = ("name", "level", "lead", "calendar", "by_load", "return_after")
"""What a team is told."""

OF_PERSON = ("name", "role", "zone", "manager", "calendar")
"""What is told of a person, besides their teams."""


def team_values(session: Session, team: int) -> dict[str, object]:
    """What a team is told."""
    columns = [getattr(Team, name) for name in OF_TEAM]
    (row,) = session.rows(Team.select(*columns).where(Team.id == team))
    return dict(zip(OF_TEAM, row, strict=True))


def person_values(session: Session, person: int) -> dict[str, object]:
    """What is told of a person, their teams by name with it."""
    columns = [getattr(Person, name) for name in OF_PERSON]
    (row,) = session.rows(Person.select(*columns).where(Person.id == person))
    joined = Membership.select(Team.name).join(Team, on=(Team.id == Membership.team))
    teams = session.rows(joined.where(Membership.person == person).order_by(Team.name_key))
    return dict(zip(OF_PERSON, row, strict=True)) | {"teams": [name for (name,) in teams]}


def put_team(session: Session, team: int, values: Mapping[str, object]) -> int:
    """Write columns of a team; the version it makes."""
    columns = _with_key(values)
    session.run(Team.update(**columns, version=Team.version + 1).where(Team.id == team))
    ((version,),) = session.rows(Team.select(Team.version).where(Team.id == team))
    return int(version)


def put_person(session: Session, person: int, values: Mapping[str, object]) -> int:
    """Write columns of a person; the version it makes."""
    columns = _with_key(values)
    session.run(Person.update(**columns, version=Person.version + 1).where(Person.id == person))
    ((version,),) = session.rows(Person.select(Person.version).where(Person.id == person))
    return int(version)


def leave_team(session: Session, person: int, team: int) -> bool:
    """Take a person out of a team; whether they were in it."""
    of_both = (Membership.person == person) & (Membership.team == team)
    return session.run(Membership.delete().where(of_both)) > 0


def managers(session: Session) -> dict[int, int | None]:
    """Everybody's manager, by their numbers; kept from changing until the end."""
    query = Person.select(Person.id, Person.manager).order_by(Person.id)
    return dict(session.rows(query if session.is_sqlite else query.for_update()))


def of_role(session: Session, role: str) -> set[int]:
    """The people of a role, by their numbers."""
    return {id_ for (id_,) in session.rows(Person.select(Person.id).where(Person.role == role))}


def _with_key(values: Mapping[str, object]) -> dict[str, object]:
    name = values.get("name")
    return {**values, "name_key": fold(name)} if isinstance(name, str) else dict(values)
