"""People and teams of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from desk.clock import Clock
from desk.errors import BadValue, Duplicate, NotFound
from desk.models.people import (
    actor_named,
    make_person,
    make_team,
    put_zone,
    team_named,
)
from desk.models.store import Session, Store
from desk.rows.work import Outcome
from desk.rules.instants import zone_named
from desk.rules.permissions import Actor, require
from desk.rules.words import fold, storable
from desk.services.journal import Entry, record

if TYPE_CHECKING:
    from desk.services.use_cases import How


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
        name = storable(" ".join(name.split()))
        _check_name(name)
        zone = zone_named(zone or actor.zone).key
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            known = actor_named(session, name)
            if known is not None:
                raise Duplicate(
                    f"Somebody called '{known.name}' is there already", "Choose another name."
                )
            teams, made = _teams(session, team)
            person = Actor(None, name, role, zone, tuple(number for number, _ in teams))
            number = make_person(session, person, self._clock.now())
            after = {"name": name, "role": role, "zone": zone, "teams": [team for _, team in teams]}
            seq = record(
                session,
                Entry(
                    self._clock.now(),
                    actor.id,
                    "add",
                    "person",
                    number,
                    after=after,
                    training=self._clock.training,
                ),
            )
        effects = tuple(f"The team {team} is new." for team in made)
        return Outcome(name, "add", "", 1, seq, undo=False, effects=effects)

    def set_zone(self, actor: Actor, name: str, zone: str, **how: Unpack[How]) -> Outcome:
        """Set the zone in which a person reads and types times; everybody may for themselves."""
        require(actor, "work.read", "set a time zone")
        wanted = zone_named(zone.strip()).key
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            person = actor_named(session, name)
            if person is None or person.id is None:
                raise NotFound(
                    f"Nobody at this desk is called '{name}'", "Who there is: desk people list"
                )
            if person.id != actor.id:
                require(actor, "people.write", "set the time zone of others")
            version = put_zone(session, person.id, wanted)
            before, after = {"zone": person.zone}, {"zone": wanted}
            entry = Entry(self._clock.now(), actor.id, "zone", "person", person.id, before, after)
            seq = record(session, entry._replace(training=self._clock.training))
        return Outcome(person.name, "zone", "", version, seq, undo=False)


def _teams(session: Session, named: str | Sequence[str]) -> tuple[list[tuple[int, str]], list[str]]:
    """The teams of those names, each once, and which had to be made."""
    names = [named] if isinstance(named, str) else named
    teams: list[tuple[int, str]] = []
    made: list[str] = []
    for name in filter(None, (" ".join(name.split()) for name in names)):
        _check_name(name)
        found = team_named(session, name)
        if found is None:
            found = make_team(session, name), name
            made.append(name)
        teams.append(found)
    return list(dict.fromkeys(teams)), made


def _check_name(name: str) -> None:
    """A name must be told from the words of the filter and from nothing at all."""
    if not fold(name):
        raise BadValue(f"'{name}' is no name", "Use letters.")
    if fold(name) in ("me", "none", "desk"):
        raise BadValue(f"'{name}' has a meaning of its own here", "Choose another name.")
    if len(name) > 100:
        raise BadValue(f"The name '{name[:30]}…' is too long", "100 characters are the most.")
