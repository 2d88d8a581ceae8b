"""Whom event logs name: owners and teams of every event, the customer of the case."""

from collections.abc import Iterable
from typing import NamedTuple

from desk.errors import BadValue
from desk.models.base import NOBODY
from desk.models.many_people import make_people, make_teams, people_by_names, teams_by_names
from desk.models.store import Session
from desk.rules.event_log_case import Case
from desk.rules.event_log_replay import Named
from desk.rules.permissions import holds
from desk.rules.person_names import LONGEST, checked_name
from desk.rules.words import fold
from desk.services.changes import Moment
from desk.services.import_own_parties import HIRED
from desk.services.import_parties import NO_OWNER, Parties, PartyFinder
from desk.services.journal import Entry, record_all


class Whose(NamedTuple):
    """The customer a case names."""

    customer: str
    contact: str
    owner: str = ""
    team: str = ""


class LogParties:
    """Finds whom cases name. Teams and customers that are new are made; people too, as agents,
    when who imports may add people.

    It remembers them from batch to batch, as long as the batches are kept.
    """

    def __init__(self, moment: Moment, group: str) -> None:
        self._moment = moment
        self._group = group
        self._customers = PartyFinder(moment, group)
        self._owners: dict[str, int] = {"": NOBODY}
        self._teams: dict[str, int] = {}
        self._hired: set[str] = set()

    @property
    def named(self) -> Named:
        """The numbers of everybody who was named so far."""
        return Named(self._owners, self._teams)

    def forget(self) -> None:
        """Take nothing for granted any more: the last batch was not kept."""
        self._owners = {"": NOBODY}
        self._teams = {}
        self._hired = set()
        self._customers.forget()

    def prepare(self, session: Session, cases: Iterable[Case]) -> None:
        """Look up everybody the cases name, and make who is new."""
        whose = []
        owners: dict[str, None] = {}
        teams: dict[str, None] = {}
        for case in cases:
            for event in case.events:
                if event.owner not in self._owners:
                    owners[event.owner] = None
                if event.team and event.team not in self._teams:
                    teams[event.team] = None
            whose.append(_whose(case))
        if owners:
            self._find_owners(session, list(owners))
        if teams:
            self._find_teams(session, list(teams))
        self._customers.prepare(session, whose)

    def customer(self, case: Case) -> Parties:
        """The customer of a case."""
        return self._customers.of(_whose(case))

    def remarks(self, case: Case) -> tuple[str, ...]:
        """What had to be set right in whom a case names."""
        owners = {event.owner for event in case.events if event.owner}
        found = []
        if not owners.isdisjoint(self._hired):
            found.append(HIRED)
        if any(not self._owners[owner] for owner in owners):
            found.append(NO_OWNER)
        return (*found, *self.customer(case).remarks)

    def _find_owners(self, session: Session, names: list[str]) -> None:
        known = people_by_names(session, names)
        new: dict[str, str] = {}
        if holds(self._moment.actor, "people.write"):
            for name in names:
                called = _as_name(name)
                if called and fold(called) not in known:
                    new.setdefault(fold(called), called)
                    self._hired.add(name)
        known |= zip(new, self._hire(session, list(new.values())), strict=True)
        for name in names:
            self._owners[name] = known.get(fold(_as_name(name)), NOBODY)

    def _hire(self, session: Session, names: list[str]) -> list[int]:
        moment = self._moment
        made = make_people(session, names, moment.actor.zone, moment.now)
        common = Entry(
            *(moment.now, moment.actor.id, "add", "person", 0),
            group=self._group,
            training=moment.training,
        )
        told = {"role": "agent", "zone": str(moment.actor.zone)}
        entries = [
            common._replace(object_id=number, after={"name": name, **told})
            for number, name in zip(made, names, strict=True)
        ]
        record_all(session, entries)
        return made

    def _find_teams(self, session: Session, names: list[str]) -> None:
        called = {name: " ".join(name.split())[:LONGEST] for name in names}
        known = teams_by_names(session, called.values())
        new = {fold(team): team for team in called.values() if fold(team) not in known}
        known |= zip(new, make_teams(session, list(new.values())), strict=True)
        self._teams |= {name: known[fold(team)] for name, team in called.items()}


def _whose(case: Case) -> Whose:
    said = case.rest.said
    return Whose(said["customer"], said["contact"])


def _as_name(name: str) -> str:
    """What somebody of that name would be called here; empty for what nobody can be called."""
    try:
        return checked_name(name)
    except BadValue:
        return ""
