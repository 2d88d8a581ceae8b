"""Who works on an item: claimed, released, assigned, handed to a team."""

from typing import Unpack

from desk.errors import BadValue, NotFound, NothingToDo, WrongState
from desk.models.base import NOBODY
from desk.models.names import names
from desk.models.people import actor_named, people_names, team_named, team_names
from desk.models.store import Session
from desk.models.work import Work, next_up
from desk.rows.work import Outcome
from desk.rules.actions import find
from desk.rules.load import BY_LOAD
from desk.rules.permissions import Actor, holds, require
from desk.rules.vocabulary import Reference, words
from desk.rules.words import fold
from desk.services.changes import Change
from desk.services.items import refuse_ended, taken
from desk.services.load import share_out, tell_absence, with_most_room
from desk.services.use_cases import How, UseCases

_TRIES = 5
"""How often to look again when every candidate was being taken by somebody else."""


class Ownership(UseCases):
    """Use cases on who works on an item."""

    def claim(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Take an item nobody has. Raises `WrongState`, naming who was first."""
        with self._changing(actor, "claim", ref, how) as change:
            _claim(change)
        return change.outcome

    def take_next(self, actor: Actor, *, dry_run: bool = False) -> Outcome:
        """Claim the most urgent item that nobody has; two desks never get the same.

        Raises `NothingToDo` when there is none.
        """
        action = find("claim", "interaction")
        require(actor, action.permission, "take the next item")
        with self._store.writing(dry_run=dry_run) as session:
            ref = _next(session, actor, self._clock.now())
            change = self._change(session, actor, action, ref)
            _claim(change)
            change.keep()
        return change.outcome

    def release(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Give an item of one's own back to the queue."""
        with self._changing(actor, "release", ref, how) as change:
            item = change.item
            refuse_ended(change.session, item, change.now)
            if item.owner == NOBODY:
                raise WrongState(f"Nobody has {item.ref}", "There is nothing to give back.")
            if item.owner != actor.id:
                owner = names(change.session)("owner", item.owner)
                raise WrongState(
                    f"{item.ref} belongs to {owner}, not to you",
                    "Assign it to somebody else if it has to change hands.",
                )
            change.set(owner=NOBODY)
            change.effect("Nobody has it now.")
        return change.outcome

    def assign(self, actor: Actor, ref: Reference | str, to: str, **how: Unpack[How]) -> Outcome:
        """Give an item to a person; `me` is who acts, `load` whoever has the most room."""
        with self._changing(actor, "assign", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            person = assignee(change, to)
            if change.item.owner == person.id:
                raise WrongState(
                    f"{change.item.ref} is {person.name}'s already", "There is nothing to change."
                )
            change.set(owner=person.id)
            change.effect(f"{person.name} has it now.")
        return change.outcome

    def hand(self, actor: Actor, ref: Reference | str, team: str, **how: Unpack[How]) -> Outcome:
        """Hand an item to a team: nobody has it then, its clocks go on."""
        with self._changing(actor, "hand", ref, how) as change:
            refuse_ended(change.session, change.item, change.now)
            found = team_called(change.session, team)
            if (change.item.team, change.item.owner) == (found[0], NOBODY):
                raise WrongState(
                    f"{change.item.ref} waits in {found[1]} already", "There is nothing to change."
                )
            gave = change.item.owner
            change.set(team=found[0], owner=NOBODY)
            if not share_out(change, without=gave):
                change.effect(f"{found[1]} has it now, nobody in person; its clocks go on.")
        return change.outcome


def _claim(change: Change) -> None:
    """Make who acts the owner of an item that has none."""
    item = change.item
    refuse_ended(change.session, item, change.now)
    if item.owner == change.actor.id:
        raise WrongState(f"{item.ref} is yours already", "Open it and go on.")
    if item.owner != NOBODY:
        raise taken(change.session, item, change.now)
    if change.actor.id is None:
        raise WrongState("The desk itself owns no work", "Claim it as a person: --as NAME")
    change.set(owner=change.actor.id)
    change.effect("It is yours now.")


def _next(session: Session, actor: Actor, now: int) -> Reference:
    """The most urgent free item, locked for this transaction."""
    query = next_up(actor.teams, 1, now)
    for _ in range(_TRIES):
        found = session.one(query if session.is_sqlite else query.for_update(skip_locked=True))
        if found is not None:
            (row,) = session.rows(Work.select(Work.kind, Work.number).where(Work.id == found[0]))
            return Reference(row[0], row[1])
        if session.one(query) is None:
            break
    raise NothingToDo(
        "Nothing is left that nobody has", "All open work: desk list --filter is:open"
    )


def assignee(change: Change, name: str, team: int | None = None) -> Actor:
    """The person work is given to. Raises `NotFound`, `BadValue`, `NothingToDo`.

    `me` is who acts, `load` whoever of the team has the most room: of the item's if none is named.
    What is to be known of them is told as an effect.
    """
    if name == "me" and change.actor.id is not None:
        return change.actor
    by_load = fold(name) == BY_LOAD
    wanted = name if not by_load else with_most_room(change, team or change.item.team)
    found = actor_named(change.session, wanted)
    if found is None:
        known = people_names(change.session)
        shown = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
        raise NotFound(f"Nobody at this desk is called '{name}'", f"Known are: {shown}.")
    if not holds(found, "work.handle"):
        raise BadValue(
            f"{found.name} is {words(found.role)} and works on no items", "Choose somebody else."
        )
    tell_absence(change, found)
    return found


def team_called(session: Session, name: str) -> tuple[int, str]:
    """Number and name of a team. Raises `NotFound`, naming those there are."""
    found = team_named(session, name)
    if found is None:
        known = ", ".join(team_names(session)) or "none"
        raise NotFound(f"There is no team '{name}'", f"Teams: {known}.")
    return found
