"""What is put aside until a time; its clocks go on all the same."""

from typing import Unpack

from desk.errors import WrongState
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.times import near_moment
from desk.rules.vocabulary import Reference, words
from desk.services.ahead import refuse_past
from desk.services.changes import Change
from desk.services.items import refuse_ended
from desk.services.use_cases import How, UseCases


class Snoozes(UseCases):
    """Use cases on putting aside."""

    def snooze(self, actor: Actor, ref: Reference | str, until: int, **how: Unpack[How]) -> Outcome:
        """Put an item aside until a time; it comes back by itself, or when it is late."""
        with self._changing(actor, "snooze", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            refuse_past(until, change.now, "end of the snooze")
            when = near_moment(until, actor.zone, change.now)
            if change.item.snoozed_until == until:
                raise WrongState(
                    f"{change.item.ref} is snoozed until {when} already",
                    "There is nothing to change.",
                )
            change.set(snoozed_until=until)
            change.effect(f"It comes back {when}.")
            _tell_clocks(change, until)
        return change.outcome

    def wake(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Take an item back before its snooze is over."""
        with self._changing(actor, "wake", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            if change.item.snoozed_until <= change.now:
                raise WrongState(
                    f"{change.item.ref} is not snoozed",
                    f"Put it aside: desk do {change.item.ref} snooze",
                )
            change.set(snoozed_until=0)
            change.effect("It stands in the lists again.")
        return change.outcome


def _tell_clocks(change: Change, until: int) -> None:
    """Say which clock is due before the item comes back; then it is shown again."""
    running = [(clock.due, clock.name) for clock in change.clocks.goings() if clock.due is not None]
    if not running:
        return
    due, name = min(running)
    if due <= change.now:
        change.effect(f"Its clocks go on: {words(name)} is late, so the lists go on showing it.")
    elif due < until:
        when = near_moment(due, change.actor.zone, change.now)
        change.effect(f"Its clocks go on: {words(name)} is due {when}, before it comes back.")
    else:
        change.effect("Its clocks go on.")
