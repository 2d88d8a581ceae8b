"""What is said in an item: notes, answers and what the customer answers to questions."""

from typing import Unpack

from desk.errors import MissingValue, WrongState
from desk.models.customers import media_of
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.replies import Route, route
from desk.rules.vocabulary import Reference, words
from desk.services.changes import NOTHING_AWAITED, Change, Said
from desk.services.item_facts import customer_name
from desk.services.items import Item, refuse_ended
from desk.services.telling import ended_line, moved_line, sent_line
from desk.services.use_cases import How, UseCases


class Conversation(UseCases):
    """Use cases on what is said in an item."""

    def note(self, actor: Actor, ref: Reference | str, text: str, **how: Unpack[How]) -> Outcome:
        """Write a note that only colleagues read; also on what has ended."""
        with self._changing(actor, "note", ref, how) as change:
            change.say(Said("note", filled(text), actor.name))
        return change.outcome

    def reply(self, actor: Actor, ref: Reference | str, text: str, **how: Unpack[How]) -> Outcome:
        """Answer the customer: the first answer stops its clock.

        On a live channel it writes down what was said; else the message waits in the outbox.
        """
        with self._changing(actor, "reply", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            if change.item.state == "open":
                change.move("inProgress")
            speak(change, text)
        return change.outcome

    def answer(self, actor: Actor, ref: Reference | str, text: str, **how: Unpack[How]) -> Outcome:
        """Record what the customer answered to a question: the completion clock runs on."""
        with self._changing(actor, "answer", ref, how) as change:
            item = change.item
            refuse_ended(change.session, item, change.now)
            waits = waits_for_customer(item)
            if not waits and not change.via:
                raise WrongState(
                    f"{item.ref} is {words(item.state)} and waits for no answer",
                    "Write a note, or log what the customer said as a new contact.",
                )
            if waits:
                change.move(item.came_from or "inProgress")
                change.set(came_from=None, pending_on=None)
            if item.snoozed_until > change.now:
                change.effect("Its snooze is over.")
            change.set(snoozed_until=0, **NOTHING_AWAITED)
            author = item.contact or customer_name(change.session, change.item) or "customer"
            change.say(Said("in", filled(text), author, item.contact))
            clock = change.clocks.resume(change.clocks.end, change.now)
            if clock is not None:
                change.effect(moved_line(clock, actor.zone, change.now))
        return change.outcome


def waits_for_customer(item: Item) -> bool:
    """Whether the customer was asked something and has not answered."""
    return item.state == "awaitingCustomer" or (
        item.state == "pending" and item.pending_on == "customer"
    )


def speak(change: Change, text: str) -> None:
    """Say something to the customer: it goes out, and it is an answer."""
    way = _way(change)
    said = Said("out", filled(text), change.actor.name, way.address)
    change.say(said, way)
    change.effect(sent_line(way))
    clock = change.clocks.stop(change.clocks.answer, change.now)
    if clock is not None:
        change.effect(ended_line(clock))


def _way(change: Change) -> Route:
    item = change.item
    known = media_of(change.session, item.customer) if item.customer else []
    found = route(item.channel, item.contact, known)
    if found is None:
        hint = (
            "Say which customer it is" if item.customer is None else "Give its customer an address"
        )
        came = "" if item.channel == "other" else f"came by {words(item.channel)} and "
        instead = "complete it with a note on" if item.kind == "interaction" else "write a note on"
        raise MissingValue(
            f"{item.ref} {came}has no address to answer to", f"{hint}, or {instead} what was said."
        )
    return found


def filled(text: str) -> str:
    """The text. Raises `MissingValue` when there is none."""
    if not text.strip():
        raise MissingValue("There is no text", "Write what is to be said.")
    return text
