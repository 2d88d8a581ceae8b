"""Who follows a problem: told of what happens to it without owning it."""

from collections.abc import Mapping
from typing import Unpack

from desk.errors import WrongState
from desk.models.followers import drop_follower, followers_of, put_follower
from desk.models.store import Session
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference
from desk.services.changes import Change
from desk.services.items import Item
from desk.services.use_cases import How, UseCases

TOLD = "followers"
"""The name under which the journal tells of followers, by their numbers."""


class Followers(UseCases):
    """Use cases on who follows."""

    def follow(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Be told of what happens to a problem."""
        with self._changing(actor, "follow", ref, how) as change:
            if actor.id is None:
                raise WrongState("The desk itself follows nothing", "Follow as a person: --as NAME")
            if actor.id in followers_of(change.session, change.item.id):
                raise WrongState(
                    f"You follow {change.item.ref} already", "You are told what happens to it."
                )
            _put(change, actor.id, follows=True)
            change.effect("You are told what happens to it.")
        return change.outcome

    def unfollow(self, actor: Actor, ref: Reference | str, **how: Unpack[How]) -> Outcome:
        """Be told of a problem no more."""
        with self._changing(actor, "unfollow", ref, how) as change:
            if actor.id is None or actor.id not in followers_of(change.session, change.item.id):
                raise WrongState(f"You do not follow {change.item.ref}", "There is nothing to end.")
            _put(change, actor.id, follows=False)
            change.effect("You are told of it no more, unless it is yours.")
        return change.outcome


def followers_are_as(
    session: Session, item: Item, _: Mapping[str, object], left: Mapping[str, object]
) -> bool:
    """Whether those who follow an item still do, as an entry left them."""
    present = followers_of(session, item.id)
    return all((int(person) in present) == bool(follows) for person, follows in left.items())


def put_followers(change: Change, before: Mapping[str, object], _: Mapping[str, object]) -> None:
    """Let those follow an item who did before an entry."""
    for person, follows in before.items():
        _put(change, int(person), follows=bool(follows))


def _put(change: Change, person: int, *, follows: bool) -> None:
    put = put_follower if follows else drop_follower
    put(change.session, change.item.id, person)
    change.beside(TOLD, person, None if follows else True, True if follows else None)
