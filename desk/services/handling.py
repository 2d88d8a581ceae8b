"""How the work on a contact ends: complete and reopen."""

from typing import Unpack

from desk.errors import BadValue, WrongState
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.vocabulary import INBOUND_OUTCOMES, OUTBOUND_OUTCOMES, Reference
from desk.services.changes import NOTHING_AWAITED, Change, Said
from desk.services.items import refuse_ended
from desk.services.promises import drop_promises
from desk.services.telling import ended_line, moved_line
from desk.services.use_cases import How, UseCases

REOPEN_SECONDS = 24 * 3600
"""How long after its end an interaction may be reopened."""

_UNANSWERED = ("spam", "noActionNeeded", "abandoned", "withdrawn")
"""Outcomes that owe nobody an answer: the first-answer clock falls away."""


class Handling(UseCases):
    """Use cases on how the work on a contact ends."""

    def complete(
        self, actor: Actor, ref: Reference | str, outcome: str, text: str = "", **how: Unpack[How]
    ) -> Outcome:
        """End the work on an item, with an outcome that fits the contact's direction."""
        with self._changing(actor, "complete", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            _check_outcome(change, outcome)
            change.move("completed")
            change.set(closed=change.now, outcome=outcome, snoozed_until=0, **NOTHING_AWAITED)
            if outcome in _UNANSWERED:
                change.clocks.cancel(change.clocks.answer, change.now)
            for name in (change.clocks.answer, change.clocks.end):
                clock = change.clocks.stop(name, change.now)
                if clock is not None:
                    change.effect(ended_line(clock))
            drop_promises(change)
            if text:
                change.say(Said("note", text, actor.name))
        return change.outcome

    def reopen(
        self, actor: Actor, ref: Reference | str, reason: str, **how: Unpack[How]
    ) -> Outcome:
        """Take a completed item up again, within a day of its end."""
        with self._changing(actor, "reopen", ref, how) as change:
            item = change.item
            if not item.has_ended:
                raise WrongState(f"{item.ref} has not ended", "It is open as it stands.")
            is_late = item.closed is None or change.now - item.closed > REOPEN_SECONDS
            if is_late or item.outcome == "merged":
                raise WrongState(
                    f"{item.ref} was completed more than 24 hours ago"
                    if item.outcome != "merged"
                    else f"{item.ref} went on in another item",
                    f"Log what came after it: desk do {item.ref} follow-up",
                )
            change.move("inProgress")
            change.set(closed=None, outcome=None, reopen_count=item.reopen_count + 1)
            change.why = reason
            clock = change.clocks.reopen(change.clocks.end, change.now)
            if clock is not None:
                change.effect(moved_line(clock, actor.zone, change.now))
        return change.outcome


def _check_outcome(change: Change, outcome: str) -> None:
    """An attempt to reach somebody ends in other ways than a contact that came in."""
    direction = change.item.direction
    fitting = OUTBOUND_OUTCOMES if direction == "outbound" else INBOUND_OUTCOMES
    if outcome not in fitting or outcome == "merged":
        able = ", ".join(each for each in fitting if each != "merged")
        raise BadValue(
            f"'{outcome}' is no outcome of an {direction} contact", f"Use one of: {able}."
        )
