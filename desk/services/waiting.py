"""A contact that waits for its customer."""

from typing import Unpack

from desk.errors import BadValue
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference
from desk.services.conversation import speak
from desk.services.items import asked, refuse_ended
from desk.services.use_cases import How, UseCases


class Waiting(UseCases):
    """Use cases on what a contact waits for."""

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
            check_times(due, remind, change.now)
            change.move("awaitingCustomer")
            change.set(question=question, asked_at=change.now, answer_due=due, remind_at=remind)
            speak(change, question)
            change.clocks.pause(change.clocks.end, change.now)
            until = near_moment(due, actor.zone, change.now)
            change.effect(f"It waits for the customer until {until}; Completion stands still.")
        return change.outcome


def check_times(due: int, remind: int | None, now: int) -> None:
    """Raise `BadValue` unless an answer is wanted in time to come, and a reminder before it."""
    if due <= now:
        raise BadValue("The answer is due in the past", "Name a time that is still to come.")
    if remind is not None and not now < remind <= due:
        raise BadValue(
            "The reminder lies outside the time that is waited",
            "Put it between now and the due time.",
        )
