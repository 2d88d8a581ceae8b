"""Missed targets: what was done about them is written down until the customer is satisfied."""

from typing import Unpack

from desk.errors import MissingValue, NothingToDo
from desk.models.violations import KeptViolation, violations_of
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference, words
from desk.services.changes import Change
from desk.services.steps_kept import keep_violation
from desk.services.use_cases import How, UseCases


class Remedied(How, total=False):
    """What may be said besides what was done."""

    satisfied: str
    """`yes` ends the follow-up."""


class Violations(UseCases):
    """Use cases on missed targets."""

    def remedy(
        self, actor: Actor, ref: Reference | str, text: str, **said: Unpack[Remedied]
    ) -> Outcome:
        """Say what was done about the targets that an item missed and that are not settled yet.

        An item that has ended can still be settled: the follow-up outlasts the work.
        """
        with self._changing(actor, "remedy", ref, said) as change:
            if not text.strip():
                raise MissingValue("Nothing says what was done", "Add text=WHAT.")
            is_settled = said.get("satisfied") == "yes"
            for kept in _still_open(change):
                settled = change.now if is_settled else None
                keep_violation(change, kept, kept._replace(action=text, satisfied_at=settled))
                change.effect(_line(kept, is_settled=is_settled))
        return change.outcome


def _still_open(change: Change) -> list[KeptViolation]:
    """The violations of the item that are followed up."""
    every = violations_of(change.session, [change.item.id]).get(change.item.id, [])
    found = [each for each in every if each.satisfied_at is None]
    if not every:
        raise NothingToDo(
            f"{change.item.ref} has missed no target",
            f"A note says what was done: desk do {change.item.ref} note text=…",
        )
    if not found:
        raise NothingToDo(
            f"What {change.item.ref} missed is settled already", "There is nothing to follow up."
        )
    return found


def _line(kept: KeptViolation, *, is_settled: bool) -> str:
    clock = words(kept.clock)
    return f"{clock}: settled." if is_settled else f"{clock}: followed up until it is settled."
