"""Whom event logs name: owners and teams of every event, the customer of the case."""

from collections.abc import Iterable
from typing import NamedTuple

from desk.errors import BadValue
from desk.models.base import NOBODY
from desk.models.people import actor_named, make_person, make_team, team_named
from desk.models.store import Session
from desk.rules.event_log_case import Case
from desk.rules.event_log_replay import Named
from desk.rules.permissions import Actor, holds
from desk.rules.person_names import checked_name
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
        for case in cases:
            for event in case.events:
                if event.owner not in self._owners:
                    self._owners[event.owner] = self._person(session, event.owner)
                if event.team and event.team not in self._teams:
                    self._teams[event.team] = _team(session, event.team)
            whose.append(_whose(case))
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

    def _person(self, session: Session, name: str) -> int:
        found = actor_named(session, name)
        if found is not None:
            return found.id or NOBODY
        if not holds(self._moment.actor, "people.write"):
            return NOBODY
        try:
            called = checked_name(name)
        except BadValue:
            return NOBODY
        return self._hire(session, called, name)

    def _hire(self, session: Session, called: str, name: str) -> int:
        zone = self._moment.actor.zone
        number = make_person(session, Actor(None, called, "agent", zone), self._moment.now)
        entry = Entry(
            self._moment.now,
            self._moment.actor.id,
            "add",
            "person",
            number,
            after={"name": called, "role": "agent", "zone": zone},
            group=self._group,
            training=self._moment.training,
        )
        record_all(session, [entry])
        self._hired.add(name)
        return number


def _whose(case: Case) -> Whose:
    said = case.rest.said
    return Whose(said["customer"], said["contact"])


def _team(session: Session, name: str) -> int:
    called = " ".join(name.split())
    found = team_named(session, called)
    return found[0] if found else make_team(session, called)
