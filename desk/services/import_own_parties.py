"""Whom exported records name: people, teams and customers, found here or brought along."""

from typing import NamedTuple

from desk.models.base import NOBODY
from desk.models.brought import bring_customers, customers_numbered
from desk.models.people import actor_named, make_person, make_team, team_named
from desk.models.store import Session
from desk.rules.contacts import name_key
from desk.rules.exported import Exported, ToldCustomer
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import parse_reference
from desk.services.changes import Moment
from desk.services.import_parties import NO_OWNER
from desk.services.import_pass import Tally
from desk.services.journal import Entry, record_all
from desk.services.records import Line

HIRED = "belong to somebody who was not here yet and is now, as an agent"


class Own(NamedTuple):
    """A record of the file and where it stands there."""

    line: Line
    record: Exported

    @property
    def number(self) -> int:
        """That of its reference."""
        return parse_reference(self.record.ref).number


class OwnParties:
    """Finds whom records name. Customers and teams that are not here are made as they were;
    people too, as agents, when who imports may add people.

    It remembers them from batch to batch, as long as the batches are kept.
    """

    def __init__(self, moment: Moment, group: str) -> None:
        self._moment = moment
        self._group = group
        self._people: dict[str, int] = {}
        self._hired: set[str] = set()
        self._teams: dict[str, int] = {}
        self._customers: dict[str, tuple[int, str]] = {}

    def forget(self) -> None:
        """Take nothing for granted any more: the last batch was not kept."""
        self._people.clear()
        self._teams.clear()
        self._customers.clear()

    def prepare(self, session: Session, wanted: list[Own], tally: Tally) -> list[Own]:
        """Look up everybody the records name; the records that name nobody else's reference."""
        known = self._with_customers(session, wanted)
        for own in known:
            self._find_people(session, own.record)
            for name in (own.record.team, *(task.team for task in own.record.tasks)):
                self._find_team(session, name)
        here = {id(own) for own in known}
        for own in wanted:
            if id(own) not in here:
                tally.reject(own.line, self._taken(own.record))
        return known

    def person(self, name: str | None) -> int:
        """The person of that name; nobody when he is not here."""
        return self._people.get(name, NOBODY) if name else NOBODY

    def team(self, name: str | None) -> int | None:
        """The team of that name, which is here by now."""
        return self._teams[name] if name else None

    def customer(self, record: Exported) -> tuple[int, str] | None:
        """Row and name of a record's customer."""
        return self._customers[record.customer.ref] if record.customer else None

    def extra(self, record: Exported) -> dict[str, str]:
        """What a record keeps beside, with the owner nobody here knows."""
        extra = dict(record.extra)
        if record.owner and not self.person(record.owner):
            extra["owner"] = record.owner
        return extra

    def as_here(self, record: Exported, kept: Exported) -> Exported:
        """A record as this desk keeps it: an owner who was not here stands beside."""
        known = {task.ref: task.owner for task in kept.tasks}
        tasks = tuple(
            task if known.get(task.ref) is not None else task._replace(owner=None)
            for task in record.tasks
        )
        record = record._replace(tasks=tasks)
        if not record.owner or kept.owner is not None:
            return record
        return record._replace(owner=None, extra={**record.extra, "owner": record.owner})

    def remarks(self, record: Exported) -> tuple[str, ...]:
        """What had to be set right in a record."""
        if not record.owner:
            return ()
        if record.owner in self._hired:
            return (HIRED,)
        return () if self.person(record.owner) else (NO_OWNER,)

    def _find_team(self, session: Session, name: str | None) -> None:
        if name and name not in self._teams:
            found = team_named(session, name)
            self._teams[name] = found[0] if found else make_team(session, name)

    def _find_people(self, session: Session, record: Exported) -> None:
        makers = (promise.made_by for promise in record.promises)
        doers = (task.owner for task in record.tasks)
        for name in filter(None, (record.owner, *makers, *doers, *record.followers)):
            if name in self._people:
                continue
            found = actor_named(session, name)
            if found is not None:
                self._people[name] = found.id or NOBODY
            elif holds(self._moment.actor, "people.write"):
                self._people[name] = self._hire(session, name)
            else:
                self._people[name] = NOBODY

    def _hire(self, session: Session, name: str) -> int:
        zone = self._moment.actor.zone
        number = make_person(session, Actor(None, name, "agent", zone), self._moment.now)
        after = {"name": name, "role": "agent", "zone": zone}
        record_all(session, [self._entry("add", "person", number, after)])
        self._hired.add(name)
        return number

    def _with_customers(self, session: Session, wanted: list[Own]) -> list[Own]:
        """The records whose customers are here, or are now."""
        new = {
            own.record.customer.ref: own.record.customer
            for own in reversed(wanted)
            if own.record.customer and own.record.customer.ref not in self._customers
        }
        numbers = {parse_reference(ref).number: ref for ref in new}
        for number, (id_, name) in customers_numbered(session, list(numbers)).items():
            self._customers[numbers[number]] = id_, name
            del new[numbers[number]]
        self._bring(session, list(new.values()))
        return [own for own in wanted if self._is_known(own.record.customer)]

    def _is_known(self, customer: ToldCustomer | None) -> bool:
        if customer is None:
            return True
        return name_key(self._customers[customer.ref][1]) == name_key(customer.name)

    def _taken(self, record: Exported) -> str:
        assert record.customer is not None
        ref, name = record.customer.ref, record.customer.name
        return f"{ref} is {self._customers[ref][1][:60]} here and {name[:60]} in the file"

    def _bring(self, session: Session, new: list[ToldCustomer]) -> None:
        ids = bring_customers(session, new)
        entries = []
        for id_, customer in zip(ids, new, strict=True):
            self._customers[customer.ref] = id_, customer.name
            after = {"name": customer.name, **dict(customer.media), **_wishes(customer)}
            entries.append(self._entry("create", "customer", id_, after))
        record_all(session, entries)

    def _entry(self, action: str, kind: str, number: int, after: dict[str, str]) -> Entry:
        return Entry(
            self._moment.now,
            self._moment.actor.id,
            action,
            kind,
            number,
            after=after,
            customer=number if kind == "customer" else None,
            group=self._group,
            training=self._moment.training,
        )


def _wishes(customer: ToldCustomer) -> dict[str, str]:
    """How a customer wants to be told, as the journal tells it."""
    told = {
        "preferred": customer.preferred,
        "zone": customer.zone,
        "quiet": customer.quiet,
        "refused": " ".join(customer.refuse),
        "events": " ".join(customer.events),
    }
    return {name: value for name, value in told.items() if value}
