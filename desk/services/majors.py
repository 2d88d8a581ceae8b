"""What is a part of a major problem."""

from typing import Unpack

from desk.errors import WrongState
from desk.models.tickets import children_of
from desk.models.work import reference_of
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference
from desk.services.items import refuse_ended
from desk.services.new_problems import major_named
from desk.services.pairs import Pairs
from desk.services.priorities import judge_anew
from desk.services.use_cases import How


class Majors(Pairs):
    """Use cases on what belongs to a major problem."""

    def join(self, actor: Actor, ref: Reference | str, major: str, **how: Unpack[How]) -> Outcome:
        """Make a problem a part of a major one: it takes over its priority and follows it."""
        with self._changing(actor, "join", ref, how) as change:
            item = change.item
            refuse_ended(change.session, item, change.now)
            goal = major_named(change.session, major, item)
            if item.parent == goal.id:
                raise WrongState(
                    f"{item.ref} is a part of {goal.ref} already", "There is nothing to change."
                )
            if item.major or children_of(change.session, item.id):
                raise WrongState(
                    f"{item.ref} is a major problem itself",
                    f"Merge it in its place: desk do {item.ref} merge into={goal.ref}",
                )
            change.set(parent=goal.id)
            change.effect(f"It is a part of {goal.ref} {goal.subject} and follows it.")
            judge_anew(change)
        return change.outcome

    def leave(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Take a problem out of the major one; its priority is its own again."""
        with self._changing(actor, "leave", ref, how) as change:
            item = change.item
            refuse_ended(change.session, item, change.now)
            if item.parent is None:
                raise WrongState(
                    f"{item.ref} is a part of no other problem", "There is nothing to change."
                )
            change.effect(f"It is no part of {reference_of(change.session, item.parent)} any more.")
            change.set(parent=None)
            judge_anew(change)
        return change.outcome
