"""Who a file names: people, teams and customers, each looked up once."""

from typing import NamedTuple

from desk.models.base import NOBODY
from desk.models.customers import (
    Known,
    NewCustomer,
    customers_named,
    customers_reached,
    make_customer,
)
from desk.models.people import actor_named, make_team, team_named
from desk.models.store import Session
from desk.rules.contacts import medium_of
from desk.rules.mapped import Mapped
from desk.services.changes import Moment
from desk.services.journal import Entry, record

NO_OWNER = "belong to somebody this desk does not know; they are nobody's and keep the name beside"
SEVERAL = "name a customer several are called; who it is has to be said by hand"


class Parties(NamedTuple):
    """Who a record is about, in the store's own numbers."""

    owner: int = NOBODY
    team: tuple[int, str] | None = None
    customer: Known | None = None
    remarks: tuple[str, ...] = ()


class PartyFinder:
    """Finds whom the records of one batch name, and makes teams and customers that are new."""

    def __init__(self, session: Session, moment: Moment, group: str) -> None:
        self._session = session
        self._moment = moment
        self._group = group
        self._owners: dict[str, int] = {}
        self._teams: dict[str, tuple[int, str]] = {}
        self._customers: dict[tuple[str, str], Known | None] = {}

    def of(self, mapped: Mapped) -> Parties:
        """Whom a record names."""
        if not (mapped.owner or mapped.team or mapped.customer):
            return _NOBODY
        owner = self._owner(mapped.owner) if mapped.owner else NOBODY
        team = self._team(mapped.team) if mapped.team else None
        customer = self._customer(mapped.customer, mapped.contact) if mapped.customer else None
        remarks = (NO_OWNER,) if mapped.owner and owner == NOBODY else ()
        remarks += (SEVERAL,) if mapped.customer and customer is None else ()
        return Parties(owner, team, customer, remarks)

    def _owner(self, name: str) -> int:
        if name not in self._owners:
            found = actor_named(self._session, name)
            self._owners[name] = found.id or NOBODY if found else NOBODY
        return self._owners[name]

    def _team(self, name: str) -> tuple[int, str]:
        name = " ".join(name.split())
        if name not in self._teams:
            found = team_named(self._session, name)
            self._teams[name] = found or (make_team(self._session, name), name)
        return self._teams[name]

    def _customer(self, name: str, contact: str) -> Known | None:
        name = " ".join(name.split())
        address = contact if medium_of(contact) in ("email", "phone") else ""
        if (name, address) not in self._customers:
            self._customers[name, address] = self._found(name, address)
        return self._customers[name, address]

    def _found(self, name: str, address: str) -> Known | None:
        """The one customer of that name; of several the one who is reached at the address."""
        named = customers_named(self._session, name)
        if len(named) > 1 and address:
            reached = {known.id for known in customers_reached(self._session, address)}
            named = [known for known in named if known.id in reached]
            return named[0] if len(named) == 1 else None
        if named:
            return named[0] if len(named) == 1 else None
        made = NewCustomer(name, (address,) if address else ())
        known = make_customer(self._session, made, self._moment.now)
        after = {"name": name, **({medium_of(address): address} if address else {})}
        record(
            self._session,
            Entry(
                self._moment.now,
                self._moment.actor.id,
                "create",
                "customer",
                known.id,
                after=after,
                customer=known.id,
                group=self._group,
                training=self._moment.training,
            ),
        )
        return known


_NOBODY = Parties()
