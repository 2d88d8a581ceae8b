"""How a problem moves while it is worked on: started, waiting, held, taken up again."""

from typing import Unpack

from desk.errors import BadValue, MissingValue, WrongState
from desk.models.base import NOBODY
from desk.rows.work import Outcome
from desk.rules.demands import HELD_CAUSES, PAUSING_CAUSES, WAITING_PARTIES
from desk.rules.permissions import Actor
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference, words
from desk.services.changes import NOTHING_AWAITED, Change, Said
from desk.services.conversation import speak
from desk.services.items import refuse_ended
from desk.services.leading import Leading, Led
from desk.services.targets import drop_clocks
from desk.services.telling import moved_line
from desk.services.use_cases import How
from desk.services.waiting import check_times

NOT_WAITING = {**NOTHING_AWAITED, "came_from": None, "pending_on": None, "held_cause": None}
"""The fields of a problem that neither waits nor is held."""


class Asked(How, total=False):
    """What may be said besides whom a problem waits for and what is asked."""

    due: int
    remind: int
    partner: str


class ProblemSteps(Leading):
    """Use cases on the way from report to solution."""

    def start(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Begin the work; who begins it owns it when nobody does."""
        return self._leading(actor, ref, how, Led("start", begin))

    def pend(
        self, actor: Actor, ref: Reference | str, party: str, question: str, **asked: Unpack[Asked]
    ) -> Outcome:
        """Ask somebody and wait; for the customer the resolution clock stands still meanwhile.

        The question to a customer is sent (TMF621: information required); others are asked by
        whoever is asking, so it is noted.
        """
        if party not in WAITING_PARTIES:
            raise BadValue(
                f"Nobody waits for '{party}'", f"Use one of: {', '.join(WAITING_PARTIES)}."
            )
        due, remind = asked.get("due"), asked.get("remind")

        def step(change: Change) -> None:
            refuse_ended(change.session, change.item, change.now)
            if not question.strip():
                raise MissingValue("There is no question", "Write what is asked.")
            if due is not None:
                check_times(due, remind, change.now)
            _wait(change, "pending")
            change.set(pending_on=party, question=question, asked_at=change.now)
            change.set(answer_due=due, remind_at=remind, held_cause=None)
            if asked.get("partner"):
                change.set(partner=" ".join(asked["partner"].split()))
            if party == "customer":
                speak(change, question)
            else:
                change.say(Said("note", question, change.actor.name))
            stand(change, still=party == "customer")
            until = f" until {near_moment(due, actor.zone, change.now)}" if due else ""
            change.effect(f"It waits for {_party(change)}{until}.")

        return self._leading(actor, ref, asked, Led("pend", step))

    def hold(
        self, actor: Actor, ref: Reference | str, cause: str, note: str = "", **how: Unpack[How]
    ) -> Outcome:
        """Let it rest for a cause on the desk's side; some causes let its clock stand still."""
        if cause not in HELD_CAUSES:
            raise BadValue(
                f"Nothing is held for '{cause}'", f"Use one of: {', '.join(HELD_CAUSES)}."
            )

        def step(change: Change) -> None:
            refuse_ended(change.session, change.item, change.now)
            _wait(change, "held")
            change.set(**NOTHING_AWAITED, pending_on=None, held_cause=cause)
            change.why = note
            stand(change, still=cause in PAUSING_CAUSES)
            change.effect(f"It is held for {words(cause)}.")

        return self._leading(actor, ref, how, Led("hold", step))

    def resume(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Go on with what waited or was held, where it stood before."""
        return self._leading(actor, ref, how, Led("resume", _resume))

    def reject(
        self, actor: Actor, ref: Reference | str, reason: str, **how: Unpack[How]
    ) -> Outcome:
        """Turn a report away before any work on it: it is no problem of a customer."""

        def step(change: Change) -> None:
            refuse_ended(change.session, change.item, change.now)
            if not reason.strip():
                raise MissingValue("A rejection needs its reason", "Add reason=WHY.")
            change.move("rejected")
            change.why = reason
            end_without_result(change)

        return self._leading(actor, ref, how, Led("reject", step, is_followed=False))


def stand(change: Change, *, still: bool) -> None:
    """Let the resolution clock stand still or go, and tell when it is due."""
    name = change.clocks.end
    if still:
        if (clock := change.clocks.going(name)) is not None and clock.state == "running":
            change.clocks.pause(name, change.now)
            change.effect(f"{words(name)} stands still.")
        return
    clock = change.clocks.resume(name, change.now)
    if clock is not None:
        change.effect(moved_line(clock, change.actor.zone, change.now))


def end_without_result(change: Change) -> None:
    """End a problem that is neither solved nor missed: its clocks fall away."""
    drop_clocks(change)
    change.set(closed=change.now, snoozed_until=0, **NOT_WAITING)


def begin(change: Change) -> None:
    """Begin the work on a problem; who does owns it when nobody does."""
    refuse_ended(change.session, change.item, change.now)
    item = change.item
    if item.state in ("pending", "held"):
        raise WrongState(
            f"{item.ref} is {words(item.state)}",
            f"Go on with it: desk do {item.ref} resume",
        )
    if item.owner == NOBODY:
        if change.actor.id is None:
            raise WrongState("The desk itself owns no work", "Start it as a person: --as NAME")
        change.set(owner=change.actor.id)
        change.effect("It is yours now.")
    change.move("inProgress")
    change.effect("Work on it has begun.")


def _wait(change: Change, state: str) -> None:
    """Have a problem wait, remembering where it goes back to."""
    came_from = change.item.came_from or change.item.state
    change.move(state)
    change.set(came_from=came_from)


def _resume(change: Change) -> None:
    refuse_ended(change.session, change.item, change.now)
    item = change.item
    if item.state not in ("pending", "held"):
        raise WrongState(
            f"{item.ref} is {words(item.state)}, so nothing keeps it", "Go on as it stands."
        )
    change.move(item.came_from or "inProgress")
    change.set(**NOT_WAITING)
    stand(change, still=False)
    change.effect(f"It is {words(change.item.state)} again.")


def _party(change: Change) -> str:
    item = change.item
    if item.pending_on == "customer":
        return "the customer"
    if item.pending_on == "partner":
        return item.partner or "a partner"
    return "colleagues"
