"""Contacts with customers: logged and prioritised; the rest they share with all work."""

from typing import TypedDict, Unpack

from desk.errors import BadValue, MissingValue, WrongState
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
from desk.services.conversation import Conversation
from desk.services.filing import Filing
from desk.services.handling import Handling
from desk.services.items import refuse_ended
from desk.services.links import Links
from desk.services.merges import Merges
from desk.services.new_contacts import Contact, log_contact
from desk.services.ownership import Ownership
from desk.services.promises import Promises
from desk.services.snoozes import Snoozes
from desk.services.targets import retarget
from desk.services.use_cases import How
from desk.services.waiting import Waiting


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


class Interactions(
    Ownership, Handling, Filing, Conversation, Waiting, Snoozes, Promises, Links, Merges
):
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


def _check(direction: str, channel: str, subject: str) -> None:
    for value, known in ((direction, DIRECTIONS), (channel, CHANNELS)):
        if value not in known:
            raise BadValue(f"A contact is never '{value}'", f"Write one of: {', '.join(known)}.")
    if not subject.strip():
        raise MissingValue("The contact has no subject", "Say in a few words what it is about.")
