"""What an item is filed under: its customer and its tags."""

from typing import Unpack

from desk.errors import BadValue, NotFound, WrongState
from desk.models.customers import Known, resolve_customer
from desk.rows.work import Outcome
from desk.rules.permissions import Actor
from desk.rules.vocabulary import Reference
from desk.services.changes import Change
from desk.services.targets import retarget
from desk.services.use_cases import How, UseCases

MOST_TAGS = 30
"""How many tags one item may have."""


class Filing(UseCases):
    """Use cases on what an item is filed under."""

    def identify(
        self, actor: Actor, ref: Reference | str, customer: str, **how: Unpack[How]
    ) -> Outcome:
        """Say which customer an item is of; what is agreed with that customer then holds."""
        with self._changing(actor, "identify", ref, how) as change:
            known = _customer(change, customer)
            if change.item.customer == known.id:
                raise WrongState(
                    f"{change.item.ref} is of {known.name} already", "There is nothing to change."
                )
            change.set(customer=known.id)
            change.effect(f"Its customer is {known.ref} {known.name}.")
            retarget(change)
        return change.outcome

    def tag(self, actor: Actor, ref: Reference | str, name: str, **how: Unpack[How]) -> Outcome:
        """Put a tag on an item."""
        with self._changing(actor, "tag", ref, how) as change:
            tags = _tags(change)
            if name in tags:
                raise WrongState(
                    f"{change.item.ref} is tagged {name} already", "There is nothing to change."
                )
            if len(tags) >= MOST_TAGS:
                raise BadValue(
                    f"{change.item.ref} has {len(tags)} tags, which is the most",
                    "Take one off first.",
                )
            change.set(tags=f"|{'|'.join([*tags, name])}|")
        return change.outcome

    def untag(self, actor: Actor, ref: Reference | str, name: str, **how: Unpack[How]) -> Outcome:
        """Take a tag off an item."""
        with self._changing(actor, "untag", ref, how) as change:
            tags = _tags(change)
            if name not in tags:
                raise WrongState(
                    f"{change.item.ref} is not tagged {name}",
                    f"Its tags: {', '.join(tags) or 'none'}.",
                )
            tags.remove(name)
            change.set(tags=f"|{'|'.join(tags)}|" if tags else "")
        return change.outcome


def _tags(change: Change) -> list[str]:
    return [tag for tag in change.item.tags.split("|") if tag]


def _customer(change: Change, typed: str) -> Known:
    found = resolve_customer(change.session, typed)
    if found is None:
        raise NotFound(
            f"No customer is called '{typed}'", f"Add one with: desk new customer name='{typed}'"
        )
    return found
