"""How a new contact is written down."""

from typing import NamedTuple

from desk.models.base import NO_CLOCK, NOBODY
from desk.models.customers import Known, customer_of
from desk.models.details import say
from desk.models.links import put_link
from desk.models.numbers import reserve
from desk.models.search import put, recency
from desk.models.settings import next_number
from desk.models.store import Session
from desk.models.workers import note_given
from desk.rows.work import Outcome
from desk.rules.actions import Action
from desk.rules.vocabulary import LIVE_CHANNELS
from desk.services.changes import Moment, facts_for, found_by
from desk.services.item_clocks import ItemClocks
from desk.services.items import Item
from desk.services.journal import Entry, record
from desk.services.load import given_in
from desk.services.naming import named_customer
from desk.services.new_items import insert
from desk.services.telling import clock_line


class Contact(NamedTuple):
    """A contact as it is logged."""

    direction: str
    channel: str
    subject: str
    at: int
    text: str
    customer: str
    """A reference or a name; empty when nobody knows."""
    sender: str
    tags: tuple[str, ...]
    priority: int
    team: int | None = None
    follows: int | None = None
    """The item that it follows up."""

    @property
    def is_answered(self) -> bool:
        """Whether the customer has heard from the desk: on the spot, or because it called."""
        return self.direction == "outbound" or self.channel in LIVE_CHANNELS


def log_contact(session: Session, moment: Moment, action: Action, contact: Contact) -> Outcome:
    """Write a contact with its clocks, its journal entry and the words it is found by."""
    effects: list[str] = []
    item = _item(
        session,
        contact,
        named_customer(session, moment, (contact.customer, contact.sender), effects),
    )
    given = given_in(session, item.team, moment.now)
    item = item._replace(owner=given.owner)
    clocks = _clocks(session, item, contact)
    insert(session, item, clocks, moment.now)
    if contact.follows is not None:
        put_link(session, item.id, "followUp", contact.follows)
    entry = Entry(
        moment.now,
        moment.actor.id,
        action.name,
        item.kind,
        item.id,
        after=_told(item, contact),
        customer=item.customer,
        visibility="customer",
        group=moment.group,
        training=moment.training,
    )
    seq = record(session, entry)
    if contact.text:
        _say(session, moment, item, contact, seq)
    if item.owner != NOBODY:
        note_given(session, item.owner, moment.now)
    put(session, item.recency, found_by(session, item))
    effects += [*given.lines]
    effects += [clock_line(clock, moment.actor.zone, moment.now) for clock in clocks.all()]
    return Outcome(item.ref, action.name, item.state, 1, seq, undo=False, effects=tuple(effects))


def _item(session: Session, contact: Contact, customer: Known | None) -> Item:
    (id_,) = reserve(session, "work", "id", 1)
    return Item(
        id_,
        "interaction",
        next_number(session, "interaction"),
        contact.subject,
        "open",
        contact.priority,
        customer.id if customer else None,
        contact.sender,
        contact.channel,
        contact.direction,
        NOBODY,
        contact.team,
        contact.at,
        None,
        f"|{'|'.join(contact.tags)}|" if contact.tags else "",
        NO_CLOCK,
        recency(contact.at, id_),
        1,
    )


def _clocks(session: Session, item: Item, contact: Contact) -> ItemClocks:
    clocks = ItemClocks(session, item.kind, [])
    clocks.begin(facts_for(session, item), contact.at)
    if contact.is_answered:
        clocks.stop("firstAnswer", contact.at)
    return clocks


def _told(item: Item, contact: Contact) -> dict[str, object]:
    """What the journal says of a new item."""
    values = item._asdict()
    told = {name: values[name] for name in _TOLD if values[name]}
    return told | ({"links": {str(contact.follows): "followUp"}} if contact.follows else {})


_TOLD = (
    *("direction", "channel", "subject", "state", "priority", "customer", "contact", "tags"),
    *("team", "owner"),
)


def _say(session: Session, moment: Moment, item: Item, contact: Contact, seq: int) -> None:
    """Write down what was said: by the customer, or by who called."""
    is_inbound = contact.direction == "inbound"
    customer = customer_of(session, item.customer) if item.customer else None
    author = contact.sender or (customer.name if customer else "customer")
    say(
        session,
        {
            "item": item.id,
            "seq": seq,
            "at": contact.at,
            "direction": "in" if is_inbound else "out",
            "channel": item.channel,
            "visibility": "customer",
            "author": author if is_inbound else moment.actor.name,
            "address": contact.sender,
            "text": contact.text,
        },
    )
