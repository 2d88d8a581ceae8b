"""People and teams of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from desk.clock import Clock
from desk.errors import Duplicate, NothingToDo, WrongState
from desk.models.names import names
from desk.models.people import actor_named, join_teams, make_person, make_team, put_zone, team_named
from desk.models.store import Session, Store
from desk.models.teams import leave_team, managers, of_role, person_values, put_person
from desk.rows.work import Outcome
from desk.rules.instants import zone_named
from desk.rules.permissions import Actor, require
from desk.rules.person_names import checked_name
from desk.rules.reporting_line import loop
from desk.services.journal import Entry, record
from desk.services.people_named import (
    calendar_called,
    nobody_or_person,
    person_called,
    team_called,
)
from desk.services.use_cases import How


class PersonValues(How, total=False):
    """What may be changed of a person, and how carefully."""

    role: str
    team: str | Sequence[str]
    """Teams they join; new ones are made."""
    leave: str | Sequence[str]
    """Teams they leave."""
    manager: str
    """Whom they report to; `none` for nobody."""
    calendar: str
    """Their working hours; `none` for those of their team."""
    rename: str


class People:
    """Use cases on people."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def add(
        self,
        actor: Actor,
        name: str,
        role: str = "agent",
        team: str | Sequence[str] = (),
        zone: str = "",
        **how: Unpack[How],
    ) -> Outcome:
        """Add a person, in the actor's zone unless told. Teams that are not there yet are made."""
        require(actor, "people.write", "add people")
        name = checked_name(name)
        zone = zone_named(zone or actor.zone).key
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            _refuse_taken(session, name)
            teams, made = _teams(session, team)
            person = Actor(None, name, role, zone, tuple(number for number, _ in teams))
            number = make_person(session, person, self._clock.now())
            after = {"name": name, "role": role, "zone": zone, "teams": [team for _, team in teams]}
            seq = self._record(
                session, Entry(0, actor.id, "add", "person", number, after=after), how
            )
        return Outcome(name, "add", "", 1, seq, undo=False, effects=_new_teams(made))

    def set_zone(self, actor: Actor, name: str, zone: str, **how: Unpack[How]) -> Outcome:
        """Set the zone in which a person reads and types times; everybody may for themselves."""
        require(actor, "work.read", "set a time zone")
        wanted = zone_named(zone.strip()).key
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            number, person = person_called(session, name)
            if number != actor.id:
                require(actor, "people.write", "set the time zone of others")
            version = put_zone(session, number, wanted)
            before, after = {"zone": person.zone}, {"zone": wanted}
            entry = Entry(0, actor.id, "zone", "person", number, before, after)
            seq = self._record(session, entry, how)
        return Outcome(person.name, "zone", "", version, seq, undo=False)

    def change(self, actor: Actor, name: str, **values: Unpack[PersonValues]) -> Outcome:
        """Change somebody's role, teams, manager, working hours or name."""
        require(actor, "people.write", "change people")
        with self._store.writing(dry_run=values.get("dry_run", False)) as session:
            number, person = person_called(session, name)
            before = person_values(session, number)
            columns = _columns(session, number, person, values)
            made = _move(session, number, person, values)
            version = put_person(session, number, columns)
            after = person_values(session, number)
            changed = [key for key in before if before[key] != after[key]]
            if not changed:
                raise NothingToDo(
                    f"{person.name} is like that already", "Say what is to be otherwise."
                )
            entry = Entry(0, actor.id, "change", "person", number)
            entry = entry._replace(
                before={key: before[key] for key in changed},
                after={key: after[key] for key in changed},
            )
            seq = self._record(session, entry, values)
        effects = _new_teams(made)
        if "role" in changed or "teams" in changed:
            effects += ("Desks that are open go by it once they are opened anew.",)
        return Outcome(str(after["name"]), "change", "", version, seq, undo=False, effects=effects)

    def _record(self, session: Session, entry: Entry, how: How) -> int:
        entry = entry._replace(at=self._clock.now(), training=self._clock.training)
        return record(session, entry._replace(group=how.get("group")))


def _columns(
    session: Session, number: int, person: Actor, values: PersonValues
) -> dict[str, object]:
    """The columns of a person that are to be otherwise. Raises what speaks against it."""
    columns: dict[str, object] = {}
    if "rename" in values:
        columns["name"] = checked_name(values["rename"])
        _refuse_taken(session, str(columns["name"]), number)
    if "role" in values:
        if person.role == "administrator" and values["role"] != person.role:
            _refuse_last_administrator(session, number, person)
        columns["role"] = values["role"]
    if "manager" in values:
        columns["manager"] = nobody_or_person(session, values["manager"])
        _refuse_loop(session, number, columns["manager"])
    if "calendar" in values:
        columns["calendar"] = calendar_called(session, values["calendar"])
    return columns


def _move(session: Session, number: int, person: Actor, values: PersonValues) -> list[str]:
    """Have a person join and leave teams; the teams that had to be made."""
    joined, made = _teams(session, values.get("team", ()))
    left = values.get("leave", ())
    for name in [left] if isinstance(left, str) else left:
        team, known_as = team_called(session, name)
        if not leave_team(session, number, team):
            raise WrongState(f"{person.name} is not in {known_as}", "There is nothing to leave.")
    join_teams(session, number, [team for team, _ in joined if team not in person.teams])
    return made


def _refuse_taken(session: Session, name: str, own: int | None = None) -> None:
    known = actor_named(session, name)
    if known is not None and known.id != own:
        raise Duplicate(f"Somebody called '{known.name}' is there already", "Choose another name.")


def _refuse_last_administrator(session: Session, number: int, person: Actor) -> None:
    if of_role(session, person.role) == {number}:
        raise WrongState(
            f"{person.name} is the only administrator",
            "Make somebody else one first: desk people role NAME administrator",
        )


def _refuse_loop(session: Session, number: int, manager: object) -> None:
    if not isinstance(manager, int):
        return
    found = loop(managers(session), number, manager)
    if found:
        named = names(session)
        line = " > ".join(named("owner", each) for each in found)
        raise WrongState(
            f"They would report to each other: {line}", "Choose a manager above all of them."
        )


def _new_teams(made: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"The team {team} is new." for team in made)


def _teams(session: Session, named: str | Sequence[str]) -> tuple[list[tuple[int, str]], list[str]]:
    """The teams of those names, each once, and which had to be made."""
    typed = [named] if isinstance(named, str) else named
    teams: list[tuple[int, str]] = []
    made: list[str] = []
    for name in filter(None, (" ".join(name.split()) for name in typed)):
        found = team_named(session, name)
        if found is None:
            name = checked_name(name)
            found = make_team(session, name), name
            made.append(name)
        teams.append(found)
    return list(dict.fromkeys(teams)), made
