"""The customer whom somebody names while something new is written down; made when unknown."""

from desk.models.customers import Known, NewCustomer, make_customer, resolve_customer
from desk.models.store import Session
from desk.rules.contacts import medium_of
from desk.rules.permissions import require
from desk.services.changes import Moment
from desk.services.journal import Entry, record


def named_customer(
    session: Session, moment: Moment, named: tuple[str, str], effects: list[str]
) -> Known | None:
    """The customer who is named, with the address they wrote from; made when nobody is called so.

    What is made is told in `effects`. None when nobody is named.
    """
    typed, sender = named
    name = " ".join(typed.split())
    if not name:
        return None
    known = resolve_customer(session, name)
    if known is not None:
        return known
    require(moment.actor, "customer.write", "add customers")
    reached = medium_of(sender) in ("email", "phone")
    addresses = (sender.strip(),) if reached else ()
    made = make_customer(session, NewCustomer(name, addresses), moment.now)
    after = {"name": name, **({medium_of(addresses[0]): addresses[0]} if addresses else {})}
    record(
        session,
        Entry(
            moment.now,
            moment.actor.id,
            "create",
            "customer",
            made.id,
            after=after,
            customer=made.id,
            training=moment.training,
        ),
    )
    effects.append(f"{made.ref} {made.name} is a new customer.")
    return made
