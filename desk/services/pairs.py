"""What use cases on two items share: both are locked, both tell what was done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import NamedTuple

from desk.models.details import merged_with
from desk.models.store import Session
from desk.models.work import Work, id_of
from desk.rules.actions import find
from desk.rules.permissions import Actor, require
from desk.rules.vocabulary import Reference, parse_reference
from desk.services.changes import Change
from desk.services.items import Item, load_onward
from desk.services.use_cases import How, UseCases, check_seen, kind_of

Finds = Callable[[Session, Change], Item]
"""Finds the other item of a change."""


class Two(NamedTuple):
    """What is named: an item to act on, and another one."""

    ref: Reference | str
    other: Reference | str


class Pairs(UseCases):
    """What the services on two items share."""

    @contextmanager
    def _pairing(
        self, actor: Actor, name: str, two: Two, how: How, finds: Finds | None = None
    ) -> Iterator[tuple[Change, Change]]:
        """A transaction around a change of two items, each with its entry, told as one."""
        action = find(name, kind_of(two.ref))
        require(actor, action.permission, action.title[0].lower() + action.title[1:])
        with self._store.writing(dry_run=how.get("dry_run", False)) as session:
            lock(session, *two)
            together: How = {**how, "group": how.get("group") or token_hex(8)}
            change = self._change(session, actor, action, two.ref, together)
            check_seen(change, how)
            other = finds(session, change) if finds else load_onward(session, two.other)
            partner = change.partner(other)
            yield change, partner
            change.keep()
            partner.keep()


def lock(session: Session, *refs: Reference | str) -> None:
    """Lock items until the end, with those they were merged into and that were merged into them.

    Who works on two items waits for others who do, so that two who cross never wait for ever; and
    what was merged is locked before what it goes on in, as it is by who names it alone.
    """
    if session.is_sqlite:
        return
    session.sql("SELECT pg_advisory_xact_lock(hashtext('desk pairs'))")
    sought = [parse_reference(ref) if isinstance(ref, str) else ref for ref in refs]
    named = [id_ for ref in sought if (id_ := id_of(session, ref)) is not None]
    for id_ in merged_with(session, named):
        session.rows(Work.select(Work.id).where(Work.id == id_).for_update())
