"""Open work taken from who has it, one piece in one transaction: to the team, or to somebody."""

from typing import Unpack

from desk.errors import ChangedMeanwhile
from desk.models.base import NOBODY
from desk.models.held import Held
from desk.models.names import names
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.services.changes import Change
from desk.services.items import refuse_ended
from desk.services.load import share_out
from desk.services.ownership import assignee
from desk.services.task_acts import TaskUseCases, refuse_task_ended
from desk.services.tasks import give_back
from desk.services.use_cases import How


class GivingBack(TaskUseCases):
    """What the services share that take work from who has it; why goes into the journal."""

    def _to_team(self, actor: Actor, held: Held, why: str, **how: Unpack[How]) -> Outcome:
        """Take a piece of work from its owner; its team has it then, nobody in person."""
        if held.kind == "task":
            with self._on_task(actor, "release", held.ref, how) as act:
                refuse_task_ended(act)
                _refuse_gone(act.change, held, act.task.owner)
                give_back(act)
                act.change.why = why
                act.effect(_line(act.change, held))
            return act.outcome
        with self._changing(actor, "release", held.ref, how) as change:
            _refuse_gone(change, held, change.item.owner)
            refuse_ended(change.session, change.item, change.now)
            change.set(owner=NOBODY)
            change.why = why
            if actor.id is None or not share_out(change, without=held.owner):
                change.effect(_line(change, held))
        return change.outcome

    def _to_person(
        self, actor: Actor, held: Held, to: str, why: str, **how: Unpack[How]
    ) -> Outcome:
        """Take a piece of work from its owner and give it to somebody."""
        if held.kind == "task":
            with self._on_task(actor, "assign", held.ref, how) as act:
                refuse_task_ended(act)
                _refuse_gone(act.change, held, act.task.owner)
                person = assignee(act.change, to)
                act.set(owner=person.id)
                act.change.why = why
                act.effect(f"{person.name} has it now.")
            return act.outcome
        with self._changing(actor, "assign", held.ref, how) as change:
            _refuse_gone(change, held, change.item.owner)
            refuse_ended(change.session, change.item, change.now)
            person = assignee(change, to)
            change.set(owner=person.id)
            change.why = why
            change.effect(f"{person.name} has it now.")
        return change.outcome


def _refuse_gone(change: Change, held: Held, owner: int) -> None:
    """Raise `ChangedMeanwhile` when somebody else has it since it was looked at."""
    if owner != held.owner:
        named = names(change.session)
        raise ChangedMeanwhile(
            f"{held.ref} is not {named('owner', held.owner)}'s any more", "It stays where it is."
        )


def _line(change: Change, held: Held) -> str:
    if held.team is None:
        return "Nobody has it now."
    return f"{names(change.session)('team', held.team)} has it now, nobody in person."
