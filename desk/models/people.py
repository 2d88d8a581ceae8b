"""Tables of people and teams, and the selects by which both sides look them up."""

from collections.abc import Iterable

from desk.models.base import AutoField, BigIntegerField, CompositeKey, Table, TextField
from desk.models.store import Row, Session
from desk.rules.permissions import Actor
from desk.rules.words import fold


class Team(Table):
    """A group of people work is handed to."""

    id = AutoField()
    name = TextField()
    name_key = TextField()
    level = BigIntegerField()
    """Support level, from 1."""
    lead = BigIntegerField(null=True)
    calendar = TextField()
    """The name of its opening hours; empty for those of the desk."""
    by_load = BigIntegerField()
    """Whether new work goes to whoever has most room."""
    return_after = BigIntegerField()
    """Seconds of working time after which untouched work goes back to the team; 0 for never."""
    version = BigIntegerField()


class Person(Table):
    """Somebody who works at the desk."""

    id = AutoField()
    name = TextField()
    name_key = TextField()
    role = TextField()
    zone = TextField()
    created = BigIntegerField()
    manager = BigIntegerField(null=True)
    calendar = TextField()
    """The name of their working hours; empty for those of their team, else of the desk."""
    given_at = BigIntegerField()
    """When they last got work."""
    version = BigIntegerField()


class Membership(Table):
    """Who is in which team."""

    person = BigIntegerField()
    team = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("person", "team")


def actor_named(session: Session, name: str) -> Actor | None:
    """The person of that name, without regard to case and accents, ready to act."""
    found = session.one(
        Person.select(Person.id, Person.name, Person.role, Person.zone).where(
            Person.name_key == fold(name)
        )
    )
    if found is None:
        return None
    teams = session.rows(
        Membership.select(Membership.team)
        .where(Membership.person == found[0])
        .order_by(Membership.team)
    )
    number, known_as, role, zone = found
    return Actor(number, known_as, role, zone, tuple(team for (team,) in teams))


def team_named(session: Session, name: str) -> tuple[int, str] | None:
    """Number and name of the team of that name, without regard to case and accents."""
    found = session.one(Team.select(Team.id, Team.name).where(Team.name_key == fold(name)))
    return None if found is None else (found[0], found[1])


def people_names(session: Session) -> list[str]:
    """The names of everybody, in order."""
    return [name for (name,) in session.rows(Person.select(Person.name).order_by(Person.name_key))]


def team_names(session: Session) -> list[str]:
    """The names of all teams, in order."""
    return [name for (name,) in session.rows(Team.select(Team.name).order_by(Team.name_key))]


def memberships(session: Session) -> list[Row]:
    """Person and team of every membership, both by number and name, in the order of names."""
    return session.rows(
        Membership.select(Person.id, Team.id, Team.name)
        .join(Person, on=(Person.id == Membership.person))
        .switch(Membership)
        .join(Team, on=(Team.id == Membership.team))
        .order_by(Person.name_key, Team.name_key)
    )


def make_team(session: Session, name: str) -> int:
    """Add a team; its number."""
    return session.insert(
        Team.insert(
            name=name,
            name_key=fold(name),
            level=1,
            calendar="",
            by_load=0,
            return_after=0,
            version=1,
        ).returning(Team.id)
    )


def make_person(session: Session, person: Actor, created: int) -> int:
    """Add a person with the name, role, zone and teams of `person`; the new number."""
    number = session.insert(
        Person.insert(
            name=person.name,
            name_key=fold(person.name),
            role=person.role,
            zone=person.zone,
            created=created,
            calendar="",
            given_at=0,
            version=1,
        ).returning(Person.id)
    )
    join_teams(session, number, person.teams)
    return number


def put_zone(session: Session, person: int, zone: str) -> int:
    """Write the zone of a person; the version it makes."""
    session.run(Person.update(zone=zone, version=Person.version + 1).where(Person.id == person))
    (version,) = session.one(Person.select(Person.version).where(Person.id == person)) or (1,)
    return int(version)


def join_teams(session: Session, person: int, teams: Iterable[int]) -> None:
    """Put a person into teams."""
    for team in teams:
        session.run(Membership.insert(person=person, team=team))
