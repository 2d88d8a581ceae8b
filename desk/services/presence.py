"""Presence: who has which item open, and who writes. Desk state, in no journal."""

from __future__ import annotations

from itertools import groupby

from desk.clock import Clock
from desk.models.listening import call_out
from desk.models.presence import count_move, leave, present, remove_expired, stay
from desk.models.store import Store
from desk.rows.presence import PresenceRow
from desk.rules.permissions import Actor, holds
from desk.services.shared_time import SharedTime

LIFETIME = 25
"""Seconds after which a desk that says nothing more is taken for gone."""


class Presence:
    """A desk says again and again that it is there; what it stops saying ends by itself."""

    def __init__(self, store: Store, clock: Clock, lifetime: int = LIFETIME) -> None:
        self._store = store
        self._time = SharedTime(clock)
        self._lifetime = lifetime

    def here(
        self, actor: Actor, session: str, item: int | None, *, is_writing: bool = False
    ) -> None:
        """Say at which item this desk is, or with None that it is at none.

        Other desks are told only of what is news, not of the same said once more.
        """
        if actor.id is None:
            return
        with self._store.writing() as saying:
            now = self._time.now(saying)
            if item is None:
                is_news = leave(saying, session)
            else:
                at = PresenceRow(item, actor.name, is_writing, now + self._lifetime)
                is_news = stay(saying, session, actor.id, at, now)
            if remove_expired(saying, now) or is_news:
                count_move(saying)
                call_out(saying)

    def others(self, actor: Actor) -> dict[int, tuple[PresenceRow, ...]]:
        """Everybody else who is at an item, by its number; who writes comes first.

        Oneself at another desk is nobody else. How long each stays is told in this machine's time.
        """
        if not holds(actor, "work.read"):
            return {}
        with self._store.reading() as session:
            rows = present(session, actor.id, self._time.now(session))
            ahead = self._time.ahead(session)
        here = (row._replace(until=row.until - ahead) for row in rows)
        return {item: tuple(there) for item, there in groupby(here, key=lambda row: row.item)}
