"""What every use case on an item shares: rights, the transaction, the version seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypedDict

from desk.clock import Clock
from desk.errors import ChangedMeanwhile
from desk.models.store import Session, Store
from desk.rules.actions import Action, find
from desk.rules.permissions import Actor, require
from desk.rules.vocabulary import Reference, parse_reference
from desk.services.changes import Change, Moment
from desk.services.items import check_version, load, load_onward


class How(TypedDict, total=False):
    """How carefully a use case is run."""

    expect: int | None
    """The version the actor saw; refused when the item has another."""
    base: int | None
    """The version the actor began from: what others changed since is merged unless it collides."""
    group: str | None
    """What all entries of one bulk action share."""
    dry_run: bool
    """Say what would happen and keep nothing."""
    draft: tuple[str, str] | None
    """Place and session of the draft that is handed in: it goes when this is kept."""


class UseCases:
    """What the services on items share: the store, the clock, and how a change is run."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def _moment(self, actor: Actor) -> Moment:
        return Moment(actor, self._clock.now(), self._clock.training)

    @contextmanager
    def _changing(
        self, actor: Actor, name: str, ref: Reference | str, how: How
    ) -> Iterator[Change]:
        """A transaction around one change; kept when the body ends well."""
        action = find(name, kind_of(ref))
        require(actor, action.permission, action.title[0].lower() + action.title[1:])
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            change = self._change(session, actor, action, ref, how)
            check_seen(change, how)
            yield change
            change.keep()

    def _change(
        self,
        session: Session,
        actor: Actor,
        action: Action,
        ref: Reference | str,
        how: How | None = None,
    ) -> Change:
        how = how or {}
        moment = self._moment(actor)._replace(base=how.get("base"), group=how.get("group"))
        item = load(session, ref) if action.name in _LITERAL else load_onward(session, ref)
        change = Change(session, moment, action, item)
        if item.ref != str(ref).strip().upper():
            change.came_by(str(ref).strip().upper())
        return change


def kind_of(ref: Reference | str) -> str:
    """The kind of item a reference is of. Raises `BadValue`."""
    return (parse_reference(ref) if isinstance(ref, str) else ref).kind


def check_seen(change: Change, how: How) -> None:
    """Raise `ChangedMeanwhile` when a version is expected that the item has not.

    Versions of what was merged since say nothing about the item in which it goes on.
    """
    expect = how.get("expect")
    if expect is not None and change.via:
        raise ChangedMeanwhile(
            f"{change.via} was merged into {change.item.ref}",
            f"Look at {change.item.ref}, then do it there. What you typed is kept.",
        )
    check_version(change.session, change.item, expect, change.now)


_LITERAL = ("merge", "unmerge", "undo")
"""Use cases on the very item that is named; all others go to the one it was merged into."""
