"""What is said in an item: notes, answers, questions and what the customer answers to them."""

from typing import Unpack

from desk.errors import BadValue, MissingValue, WrongState
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.replies import Route, route
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference, words
from desk.services.changes import NOTHING_AWAITED, Change, Said
from desk.services.items import asked, refuse_ended
from desk.services.telling import ended_line, moved_line, sent_line
from desk.services.use_cases import How, UseCases


class Conversation(UseCases):
    """Use cases on what is said in an item."""

    def note(self, actor: Actor, ref: Reference | str, text: str, **how: Unpack[How]) -> Outcome:
        """Write a note that only colleagues read; also on what has ended."""
        with self._changing(actor, "note", ref, how) as change:
            change.say(Said("note", _filled(text), actor.name))
        return change.outcome

    def reply(self, actor: Actor, ref: Reference | str, text: str, **how: Unpack[How]) -> Outcome:
        """Answer the customer: the first answer stops its clock.

        On a live channel it writes down what was said; else the message waits in the outbox.
        """
        with self._changing(actor, "reply", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            if change.item.state == "open":
                change.move("inProgress")
            _speak(change, text)
        return change.outcome

    def await_customer(
        self,
        actor: Actor,
        ref: Reference | str,
        question: str,
        due: int,
        remind: int | None = None,
        **how: Unpack[How],
    ) -> Outcome:
        """Ask the customer and wait: the completion clock stands still until the answer."""
        with self._changing(actor, "await", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            if change.item.state == "awaitingCustomer":
                raise asked(change.session, change.item, change.now)
            _check_times(due, remind, change.now)
            change.move("awaitingCustomer")
            change.set(question=question, asked_at=change.now, answer_due=due, remind_at=remind)
            _speak(change, question)
            change.clocks.pause("completion", change.now)
            until = near_moment(due, actor.zone, change.now)
            change.effect(f"It waits for the customer until {until}; Completion stands still.")
        return change.outcome

    def answer(self, actor: Actor, ref: Reference | str, text: str, **how: Unpack[How]) -> Outcome:
        """Record what the customer answered to a question: the completion clock runs on."""
        with self._changing(actor, "answer", ref, how) as change:
            item = change.item
            refuse_ended(change.session, item, change.now)
            waits = item.state == "awaitingCustomer"
            if not waits and not change.via:
                raise WrongState(
                    f"{item.ref} is {words(item.state)} and waits for no answer",
                    "Write a note, or log what the customer said as a new contact.",
                )
            if waits:
                change.move("inProgress")
            if item.snoozed_until > change.now:
                change.effect("Its snooze is over.")
            change.set(snoozed_until=0, **NOTHING_AWAITED)
            author = item.contact or change.customer_name() or "customer"
            change.say(Said("in", _filled(text), author, item.contact))
            clock = change.clocks.resume("completion", change.now)
            if clock is not None:
                change.effect(moved_line(clock, actor.zone, change.now))
        return change.outcome


def _speak(change: Change, text: str) -> None:
    """Say something to the customer: it goes out, and it is an answer."""
    way = _way(change)
    said = Said("out", _filled(text), change.actor.name, way.address)
    change.say(said, way)
    change.effect(sent_line(way))
    clock = change.clocks.stop("firstAnswer", change.now)
    if clock is not None:
        change.effect(ended_line(clock))


def _way(change: Change) -> Route:
    item = change.item
    found = route(item.channel, item.contact, change.media())
    if found is None:
        hint = (
            "Say which customer it is" if item.customer is None else "Give its customer an address"
        )
        raise MissingValue(
            f"{item.ref} came by {words(item.channel)} and has no address to answer to",
            f"{hint}, or complete it with a note on what was said.",
        )
    return found


def _filled(text: str) -> str:
    if not text.strip():
        raise MissingValue("There is no text", "Write what is to be said.")
    return text


def _check_times(due: int, remind: int | None, now: int) -> None:
    if due <= now:
        raise BadValue("The answer is due in the past", "Name a time that is still to come.")
    if remind is not None and not now < remind <= due:
        raise BadValue(
            "The reminder lies outside the time that is waited",
            "Put it between now and the due time.",
        )
