"""Teams and people taken over from settings: whoever is new is added, nobody is taken away."""

from collections.abc import Mapping
from typing import cast

from desk.clock import Clock
from desk.models.people import actor_named
from desk.models.store import Store
from desk.models.teams import person_values
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.settings_people import Staff
from desk.services.people import People, PersonValues
from desk.services.teams import Teams, TeamValues


class StaffSettings:
    """Makes teams and people be as settings say; whoever asks has begun the transaction."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._people = People(store, clock)
        self._teams = Teams(store, clock)

    def take_over(self, actor: Actor, wanted: Staff) -> list[Outcome]:
        """People who are new come first: teams are led by them, and others report to them."""
        done = [
            self._people.add(
                actor, name, str(said.get("role", "agent")), zone=str(said.get("zone", ""))
            )
            for name, said in wanted.people.items()
            if not self._is_known(name)
        ]
        done += [
            self._teams.save(actor, name, **_team(said)) for name, said in wanted.teams.items()
        ]
        for name, said in wanted.people.items():
            done += self._change(actor, name, said)
        return done

    def _is_known(self, name: str) -> bool:
        with self._store.writing() as session:
            return actor_named(session, name) is not None

    def _change(self, actor: Actor, name: str, said: Mapping[str, object]) -> list[Outcome]:
        """Change what is otherwise of a person who is there."""
        with self._store.writing() as session:
            person = actor_named(session, name)
            assert person is not None
            assert person.id is not None, "who was not there was added"
            now = person_values(session, person.id)
        done = []
        if said.get("zone", now["zone"]) != now["zone"]:
            done.append(self._people.set_zone(actor, name, str(said["zone"])))
        values = _person(said, now)
        return [*done, self._people.change(actor, name, **values)] if values else done


def _team(said: Mapping[str, object]) -> TeamValues:
    values: dict[str, object] = dict(said)
    if "by_load" in values:
        values["by_load"] = "yes" if values["by_load"] else "no"
    return cast(TeamValues, values)


def _person(said: Mapping[str, object], now: Mapping[str, object]) -> PersonValues:
    """What is to be changed of a person, who is like `now`."""
    values: dict[str, object] = {key: said[key] for key in ("manager", "calendar") if key in said}
    if said.get("role", now["role"]) != now["role"]:
        values["role"] = said["role"]
    teams, had = said.get("teams"), now["teams"]
    if isinstance(teams, list) and isinstance(had, list):
        values |= (
            {"team": joined} if (joined := [each for each in teams if each not in had]) else {}
        )
        values |= {"leave": left} if (left := [each for each in had if each not in teams]) else {}
    return cast(PersonValues, values)
