"""Contacts with customers: logged, identified, prioritised, tagged."""

from typing import TypedDict, Unpack

from desk.errors import BadValue, MissingValue, NotFound, WrongState
from desk.models.customers import Known, resolve_customer
from desk.rows.work import Outcome
from desk.rules.actions import find
from desk.rules.permissions import Actor, require
from desk.rules.vocabulary import (
    CHANNELS,
    DEFAULT_PRIORITY,
    DIRECTIONS,
    PRIORITY_WORDS,
    Reference,
)
from desk.services.changes import Change
from desk.services.conversation import Conversation
from desk.services.handling import Handling
from desk.services.items import refuse_ended
from desk.services.links import Links
from desk.services.merges import Merges
from desk.services.new_contacts import Contact, log_contact
from desk.services.promises import Promises
from desk.services.snoozes import Snoozes
from desk.services.targets import retarget
from desk.services.use_cases import How

MOST_TAGS = 30
"""How many tags one item may have."""


class ContactValues(TypedDict, total=False):
    """What may be known of a contact besides the three things that must be."""

    text: str
    customer: str
    """A reference or a name; a name nobody has makes a new customer."""
    sender: str
    """The address or number it came from, or to which it went."""
    tag: tuple[str, ...]
    priority: int
    at: int
    """When it happened; now when not said."""
    dry_run: bool


class Interactions(Handling, Conversation, Snoozes, Promises, Links, Merges):
    """Every use case on a contact."""

    def log(
        self,
        actor: Actor,
        direction: str,
        channel: str,
        subject: str,
        **values: Unpack[ContactValues],
    ) -> Outcome:
        """Log a contact: its clocks begin when it happened.

        One that was answered on the spot, and one that went out, has its first answer at once.
        """
        action = find("log", "interaction")
        require(actor, action.permission, "log contacts")
        moment = self._moment(actor)
        at = values.get("at", moment.now)
        _check(direction, channel, subject)
        if at > moment.now:
            raise BadValue("The contact lies in the future", "Name the time at which it happened.")
        contact = Contact(
            direction,
            channel,
            subject,
            at,
            values.get("text", ""),
            values.get("customer", ""),
            values.get("sender", ""),
            values.get("tag", ()),
            values.get("priority", DEFAULT_PRIORITY),
        )
        with self._store.writing(dry_run=values.get("dry_run", False)) as session:
            return log_contact(session, moment, action, contact)

    def identify(
        self, actor: Actor, ref: Reference | str, customer: str, **how: Unpack[How]
    ) -> Outcome:
        """Say which customer an item is of; what is agreed with that customer then holds."""
        with self._changing(actor, "identify", ref, how) as change:
            known = _customer(change, customer)
            if change.item.customer == known.id:
                raise WrongState(
                    f"{change.item.ref} is of {known.name} already", "There is nothing to change."
                )
            change.set(customer=known.id)
            change.effect(f"Its customer is {known.ref} {known.name}.")
            retarget(change)
        return change.outcome

    def prioritise(
        self, actor: Actor, ref: Reference | str, priority: int, note: str, **how: Unpack[How]
    ) -> Outcome:
        """Set the priority, and with it the targets: counted anew from the start."""
        with self._changing(actor, "prioritise", ref, how) as change:
            item = change.item
            refuse_ended(change.session, item, change.now)
            if not note.strip():
                raise MissingValue("A change of priority needs its reason", "Add note=WHY.")
            if item.priority == priority:
                raise WrongState(
                    f"{item.ref} has priority {priority} already", "There is nothing to change."
                )
            change.set(priority=priority)
            change.why = note
            change.effect(f"Its priority is {priority} {PRIORITY_WORDS[priority]}.")
            retarget(change)
        return change.outcome

    def tag(self, actor: Actor, ref: Reference | str, name: str, **how: Unpack[How]) -> Outcome:
        """Put a tag on an item."""
        with self._changing(actor, "tag", ref, how) as change:
            tags = _tags(change)
            if name in tags:
                raise WrongState(
                    f"{change.item.ref} is tagged {name} already", "There is nothing to change."
                )
            if len(tags) >= MOST_TAGS:
                raise BadValue(
                    f"{change.item.ref} has {len(tags)} tags, which is the most",
                    "Take one off first.",
                )
            change.set(tags=f"|{'|'.join([*tags, name])}|")
        return change.outcome

    def untag(self, actor: Actor, ref: Reference | str, name: str, **how: Unpack[How]) -> Outcome:
        """Take a tag off an item."""
        with self._changing(actor, "untag", ref, how) as change:
            tags = _tags(change)
            if name not in tags:
                raise WrongState(
                    f"{change.item.ref} is not tagged {name}",
                    f"Its tags: {', '.join(tags) or 'none'}.",
                )
            tags.remove(name)
            change.set(tags=f"|{'|'.join(tags)}|" if tags else "")
        return change.outcome


def _check(direction: str, channel: str, subject: str) -> None:
    for value, known in ((direction, DIRECTIONS), (channel, CHANNELS)):
        if value not in known:
            raise BadValue(f"A contact is never '{value}'", f"Write one of: {', '.join(known)}.")
    if not subject.strip():
        raise MissingValue("The contact has no subject", "Say in a few words what it is about.")


def _tags(change: Change) -> list[str]:
    return [tag for tag in change.item.tags.split("|") if tag]


def _customer(change: Change, typed: str) -> Known:
    found = resolve_customer(change.session, typed)
    if found is None:
        raise NotFound(
            f"No customer is called '{typed}'", f"Add one with: desk new customer name='{typed}'"
        )
    return found
