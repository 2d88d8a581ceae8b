"""Customers, as light as the queue needs them: a name, a language, where they are reached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack, cast

from desk.clock import Clock
from desk.errors import BadValue
from desk.models.addressees import Wishes, wishes_of
from desk.models.customers import NewCustomer, customers_reached, make_customer
from desk.models.store import Session, Store
from desk.rows.work import Outcome
from desk.rules.contacts import medium_of
from desk.rules.permissions import Actor, require
from desk.rules.vocabulary import Reference
from desk.rules.words import fold
from desk.services.journal import Entry, record
from desk.services.wishes import (
    Wanted,
    customer_locked,
    put_wishes,
    refuse_nothing,
    told,
    wishes,
)

if TYPE_CHECKING:
    from desk.services.use_cases import How

    class Settled(Wanted, How, total=False):
        """How a customer wants to be told, and how carefully that is settled."""


class Customers:
    """Use cases on customers."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def create(
        self,
        actor: Actor,
        name: str,
        email: str = "",
        phone: str = "",
        language: str = "",
        **how: Unpack[How],
    ) -> Outcome:
        """Add a customer. Somebody of the same name may be there already; so may the address."""
        require(actor, "customer.write", "add customers")
        name, email, phone, language = (
            " ".join(text.split()) for text in (name, email, phone, language)
        )
        _check(name, email, phone)
        customer = NewCustomer(name, tuple(filter(None, (email, phone))), language)
        now = self._clock.now()
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            effects = _reached_too(session, customer.addresses)
            made = make_customer(session, customer, now)
            after = {"name": name, "email": email, "phone": phone, "language": language}
            seq = record(
                session,
                Entry(
                    now,
                    actor.id,
                    "create",
                    "customer",
                    made.id,
                    after={field: value for field, value in after.items() if value},
                    customer=made.id,
                    training=self._clock.training,
                ),
            )
        return Outcome(made.ref, "create", "", 1, seq, undo=False, effects=effects)

    def notify(self, actor: Actor, ref: Reference | str, **wanted: Unpack[Settled]) -> Outcome:
        """Settle how a customer is told: by what, in which language, when not, and of what."""
        require(actor, "customer.write", "settle how customers are told")
        given = cast("Wanted", {k: v for k, v in wanted.items() if k in Wanted.__annotations__})
        refuse_nothing(given)
        now = self._clock.now()
        with self._store.writing(dry_run=wanted.get("dry_run", False)) as session:
            known = customer_locked(session, ref, wanted.get("expect"))
            before = wishes_of(session, known.id)
            after = wishes(given, before)
            version = put_wishes(session, known.id, after, now)
            was, becomes = _differing(before, after)
            entry = Entry(
                now,
                actor.id,
                "notify",
                "customer",
                known.id,
                was,
                becomes,
                customer=known.id,
                group=wanted.get("group"),
                training=self._clock.training,
            )
            seq = record(session, entry)
            effects = told(session, known.name, after)
        return Outcome(known.ref, "notify", "", version, seq, undo=False, effects=effects)


def _differing(before: Wishes, after: Wishes) -> tuple[dict[str, object], dict[str, object]]:
    """What changed, before and after."""
    was, becomes = before._asdict(), after._asdict()
    names = [name for name in was if was[name] != becomes[name]]
    return {name: was[name] for name in names}, {name: becomes[name] for name in names}


def _check(name: str, email: str, phone: str) -> None:
    if not fold(name):
        raise BadValue(f"'{name}' is no name", "Write who it is.")
    if email and medium_of(email) != "email":
        raise BadValue(f"'{email}' is no mail address", "Write it like office@acme.example.")
    if phone and medium_of(phone) != "phone":
        raise BadValue(f"'{phone}' is no telephone number", "Write it like +49 30 5550123.")


def _reached_too(session: Session, addresses: tuple[str, ...]) -> tuple[str, ...]:
    """A sentence for each address under which somebody else is reached already."""
    return tuple(
        f"{address} also reaches {', '.join(f'{other.ref} {other.name}' for other in others)}."
        for address in addresses
        if (others := customers_reached(session, address, 3))
    )
