"""Drafts: what is typed is in the store before it is handed in. Desk state, in no journal."""

from __future__ import annotations

from collections.abc import Mapping

from desk.clock import Clock
from desk.models.drafts import drafts_of, put_draft, remove_draft, remove_taken_up
from desk.models.store import Store
from desk.rows.drafts import DraftRow
from desk.rules.permissions import Actor
from desk.services.shared_time import SharedTime


class Drafts:
    """The texts somebody has begun; nobody sees those of others."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._time = SharedTime(clock)

    def keep(
        self, actor: Actor, place: str, session: str, fields: Mapping[str, str], reason: str = ""
    ) -> None:
        """Keep what stands in the fields of a place; when nothing does, nothing is kept."""
        if actor.id is None:
            return
        filled = {name: text for name, text in fields.items() if text.strip()}
        with self._store.writing() as begun:
            if filled:
                row = DraftRow(place, session, filled, reason, self._clock.real_now())
                put_draft(begun, actor.id, row)
            else:
                remove_draft(begun, actor.id, place, session)

    def drop(self, actor: Actor, place: str, session: str) -> None:
        """Forget what this session typed at a place: it was handed in, or taken away."""
        if actor.id is not None:
            with self._store.writing() as begun:
                remove_draft(begun, actor.id, place, session)

    def supersede(self, actor: Actor, row: DraftRow, *, is_done: bool = False) -> None:
        """Forget an earlier text that was gone on with here, unless it changed since then.

        As long as another desk of this person may still show it, only when it `is_done` here.
        """
        if actor.id is not None:
            with self._store.writing() as begun:
                now = None if is_done else self._time.now(begun)
                remove_taken_up(begun, actor.id, row, now)

    def of(self, actor: Actor, place: str) -> tuple[DraftRow, ...]:
        """What this person began at a place, in any session, the newest first."""
        return self._read(actor, place)

    def all(self, actor: Actor) -> tuple[DraftRow, ...]:
        """Everything this person has begun, the newest first."""
        return self._read(actor, None)

    def _read(self, actor: Actor, place: str | None) -> tuple[DraftRow, ...]:
        if actor.id is None:
            return ()
        with self._store.reading() as session:
            return drafts_of(session, actor.id, place)
