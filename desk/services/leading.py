"""Use cases on a problem that its parts follow: a major problem and what belongs to it."""

from collections.abc import Callable
from secrets import token_hex
from typing import NamedTuple

from desk.errors import DeskError
from desk.models.store import Session
from desk.models.tickets import children_of
from desk.models.work import id_of, reference_of
from desk.rows.work import Outcome
from desk.rules.actions import find
from desk.rules.permissions import Actor, require
from desk.rules.vocabulary import Reference, parse_reference
from desk.services.changes import Change
from desk.services.items import numbered
from desk.services.pairs import lock
from desk.services.use_cases import How, UseCases, check_seen

Step = Callable[[Change], None]
"""What a use case does to one problem."""

Parts = Callable[[Session, int], list[int]]
"""Finds the parts of a problem that a use case concerns, by their numbers in the store."""


class Led(NamedTuple):
    """What is done, and whether the parts of a major problem follow."""

    name: str
    step: Step
    is_followed: bool = True
    follow: Step | None = None
    """What is done to its parts, when that differs."""
    parts: Parts = children_of
    """Which they are: those that are open, unless told otherwise."""


class Leading(UseCases):
    """What the services on problems share."""

    def _leading(self, actor: Actor, ref: Reference | str, how: How, led: Led) -> Outcome:
        """One transaction around a step of a problem, which its parts follow if they can.

        Each of them gets an entry of its own; all are undone as one.
        """
        action = find(led.name, "problem")
        require(actor, action.permission, action.title[0].lower() + action.title[1:])
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            parts = _parts(session, ref, led.parts) if led.is_followed else []
            if parts:
                lock(session, ref, *(reference_of(session, part) for part in parts))
                how = {**how, "group": how.get("group") or token_hex(8)}
            change = self._change(session, actor, action, ref, how)
            check_seen(change, how)
            led.step(change)
            following = [change.partner(numbered(session, part)) for part in parts]
            change.keep()
            follow(change, following, led.follow or led.step)
        return change.outcome._replace(effects=tuple(change.effects))


def _parts(session: Session, ref: Reference | str, finds: Parts) -> list[int]:
    id_ = id_of(session, parse_reference(ref) if isinstance(ref, str) else ref)
    return [] if id_ is None else finds(session, id_)


def follow(change: Change, parts: list[Change], step: Step) -> None:
    """Have the parts do the same; one whose state does not allow it stays as it is, and is told."""
    gone, stayed = [], []
    for part in parts:
        try:
            with change.session.step():
                step(part)
                part.why = f"{part.why} (as {change.item.ref})".lstrip()
                part.keep()
        except DeskError as error:
            stayed.append(f"{part.item.ref} stays as it is: {error.message}.")
        else:
            gone.append(part.item.ref)
    if gone:
        change.effect(_told(gone))
    for line in stayed:
        change.effect(line)


def tell_parts(change: Change, what: str) -> None:
    """Name the parts of a major problem that stay open while it ends, and what ends them."""
    refs = [
        str(reference_of(change.session, part))
        for part in children_of(change.session, change.item.id)
    ]
    if refs:
        stay = "part stays" if len(refs) == 1 else "parts stay"
        change.effect(f"{len(refs)} {stay} open: {_named(refs)}; {what}.")


def _told(refs: list[str]) -> str:
    follow = "part follows" if len(refs) == 1 else "parts follow"
    return f"{len(refs)} {follow}: {_named(refs)}."


def _named(refs: list[str]) -> str:
    more = f" and {len(refs) - _NAMED} more" if len(refs) > _NAMED else ""
    return ", ".join(refs[:_NAMED]) + more


_NAMED = 5
"""So many parts are named; the rest is counted."""
