"""The whole desk as a door holds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from desk.bootstrap.reads import Reads
from desk.bootstrap.time import Time
from desk.bootstrap.writes import Writes

if TYPE_CHECKING:
    from desk.rows.work import Done, Outcome, Undone
    from desk.rules.permissions import Actor
    from desk.rules.values import Raw
    from desk.rules.vocabulary import Reference
    from desk.services.by_name import ByName
    from desk.services.use_cases import How


class Desk(Writes, Reads, Time):
    """The whole desk as a door holds it."""

    @cached_property
    def _by_name(self) -> ByName:
        from desk.services.by_name import ByName

        return ByName(self, self._store, self.clock)

    def do(
        self,
        actor: Actor,
        action: str,
        ref: Reference | str,
        values: Mapping[str, Raw],
        **how: Unpack[How],
    ) -> Outcome:
        """Run one use case by its name, with values as they were typed.

        `ref` is a reference, or for a use case that makes something new the kind alone. `expect`
        refuses when the object's version is another; `base` merges with what others changed since
        that version and raises `Collision` where both changed the same. With `dry_run` nothing is
        kept. A `draft` (its place and session) is dropped when what was typed there is kept.
        """
        from desk.services.by_name import Wanted

        return self._by_name.do(actor, Wanted(action, values), ref, **how)

    def do_each(
        self,
        actor: Actor,
        action: str,
        refs: Iterable[Reference | str],
        values: Mapping[str, Raw],
        **how: Unpack[How],
    ) -> Iterator[Done]:
        """Run one use case on several objects, each by itself: what came of each, as it comes.

        Raises once, before anything is done, what is wrong for all. They are undone as one.
        """
        from desk.services.by_name import Wanted

        return self._by_name.do_each(actor, Wanted(action, values), refs, **how)

    def undo(
        self, actor: Actor, ref: Reference | str | None = None, *, dry_run: bool = False
    ) -> Undone:
        """Take back what the actor did last: anywhere, or on one item. Raises why it cannot be."""
        return self.undoing.undo_last(actor, ref, dry_run=dry_run)

    def undoable(self, actor: Actor, ref: Reference | str | None = None) -> str:
        """What an undo would take back, in words: "Completed 40 items"; empty for nothing."""
        return self.undoing.undoable(actor, ref)

    def close(self) -> None:
        """Stop listening, and close the store's connections."""
        if "pulse" in self.__dict__:
            self.pulse.stop()
        self._store.close()
