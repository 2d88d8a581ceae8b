"""Who a file names: people, teams and customers, each looked up once."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from desk.models.base import NOBODY
from desk.models.customers import Known, NewCustomer, customers_reached
from desk.models.many_customers import customers_by_names, make_customers
from desk.models.people import actor_named, make_team, team_named
from desk.models.store import Session
from desk.rules.contacts import medium_of, name_key
from desk.services.changes import Moment
from desk.services.journal import Entry, record_all

NO_OWNER = "belong to somebody this desk does not know; they are nobody's and keep the name beside"
SEVERAL = "name a customer several are called; who it is has to be said by hand"

_Named = tuple[str, str]
"""Name and address of a customer, as records give them."""


class Naming(Protocol):
    """A record as far as it names somebody; empty where it names nobody."""

    @property
    def owner(self) -> str:
        """Whose it is."""

    @property
    def team(self) -> str:
        """The team that has it."""

    @property
    def customer(self) -> str:
        """Whom it is about."""

    @property
    def contact(self) -> str:
        """Under which address or name they came."""


class Parties(NamedTuple):
    """Who a record is about, in the store's own numbers."""

    owner: int = NOBODY
    team: tuple[int, str] | None = None
    customer: Known | None = None
    remarks: tuple[str, ...] = ()


class PartyFinder:
    """Finds whom records name, and makes teams and customers that are new.

    It remembers them from batch to batch, as long as the batches are kept.
    """

    def __init__(self, moment: Moment, group: str) -> None:
        self._moment = moment
        self._group = group
        self._owners: dict[str, int] = {}
        self._teams: dict[str, tuple[int, str]] = {}
        self._customers: dict[_Named, Known | None] = {}

    def forget(self) -> None:
        """Take nothing for granted any more: the last batch was not kept."""
        self._teams.clear()
        self._customers.clear()

    def prepare(self, session: Session, records: Iterable[Naming]) -> None:
        """Look up everybody the records name, and make who is new."""
        wanted: dict[_Named, None] = {}
        for mapped in records:
            if mapped.owner and mapped.owner not in self._owners:
                found = actor_named(session, mapped.owner)
                self._owners[mapped.owner] = found.id or NOBODY if found else NOBODY
            if mapped.team and mapped.team not in self._teams:
                self._teams[mapped.team] = _team(session, mapped.team)
            if mapped.customer and _named(mapped) not in self._customers:
                wanted[_named(mapped)] = None
        if wanted:
            self._find_customers(session, list(wanted))

    def of(self, mapped: Naming) -> Parties:
        """Whom a record names."""
        if not (mapped.owner or mapped.team or mapped.customer):
            return _NOBODY
        owner = self._owners.get(mapped.owner, NOBODY)
        customer = self._customers.get(_named(mapped))
        unknown = (NO_OWNER,) if mapped.owner and owner == NOBODY else ()
        unclear = (SEVERAL,) if mapped.customer and customer is None else ()
        return Parties(owner, self._teams.get(mapped.team), customer, (*unknown, *unclear))

    def _find_customers(self, session: Session, wanted: list[_Named]) -> None:
        known = customers_by_names(session, (name for name, _ in wanted))
        new: dict[str, NewCustomer] = {}
        for name, address in wanted:
            called = known[name_key(name)]
            if not called:
                new.setdefault(name_key(name), NewCustomer(name, (address,) if address else ()))
            else:
                self._customers[name, address] = _one_of(session, called, address)
        for key, made in zip(new, self._made(session, list(new.values())), strict=True):
            known[key] = [made]
        for name, address in wanted:
            self._customers.setdefault((name, address), known[name_key(name)][0])

    def _made(self, session: Session, new: list[NewCustomer]) -> list[Known]:
        made = make_customers(session, new, [self._moment.now] * len(new))
        entries = [
            Entry(
                self._moment.now,
                self._moment.actor.id,
                "create",
                "customer",
                known.id,
                after={
                    "name": known.name,
                    **{medium_of(each): each for each in each_new.addresses},
                },
                customer=known.id,
                group=self._group,
                training=self._moment.training,
            )
            for known, each_new in zip(made, new, strict=True)
        ]
        record_all(session, entries)
        return made


def _team(session: Session, name: str) -> tuple[int, str]:
    name = " ".join(name.split())
    return team_named(session, name) or (make_team(session, name), name)


def _named(mapped: Naming) -> _Named:
    reached = medium_of(mapped.contact) in ("email", "phone") if mapped.contact else False
    return " ".join(mapped.customer.split()), mapped.contact if reached else ""


def _one_of(session: Session, called: list[Known], address: str) -> Known | None:
    """The one customer of that name; of several the one who is reached at the address."""
    if len(called) > 1 and address:
        reached = {known.id for known in customers_reached(session, address)}
        called = [known for known in called if known.id in reached]
    return called[0] if len(called) == 1 else None


_NOBODY = Parties()
