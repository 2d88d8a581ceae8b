"""Who is at which item: this desk says so of itself again and again, and sees the others."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from typing import TYPE_CHECKING

from desk.errors import DeskError

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.rows.presence import PresenceRow
    from desk.rules.permissions import Actor

HEARTBEAT = 10.0
"""Seconds between two words of a desk that has an item open."""

Others = dict[int, tuple["PresenceRow", ...]]


class Presence:
    """Writes in the writer thread; a store that cannot be written to has nobody in it."""

    def __init__(self, desk: Desk, actor: Actor, session: str, writer: Executor) -> None:
        self._desk = desk
        self._actor = actor
        self._session = session
        self._writer = writer
        self._at: tuple[int | None, bool] = (None, False)
        self._beat: TimerHandle | None = None
        self._ending: TimerHandle | None = None
        self.others: Others = {}
        """Everybody else, by item, as it was last seen."""

    def at(self, item: int | None, *, is_writing: bool = False) -> None:
        """This desk has that item open now, or none."""
        if (item, is_writing) != self._at:
            self._at = (item, is_writing)
            self._say()

    def read(self) -> Others:
        """Everybody else who is at an item; in the reader thread."""
        return self._desk.presence.others(self._actor)

    def take(self, others: Others, moved: Callable[[], object]) -> None:
        """Know this from now on; `moved` is called when the first of them may have ended."""
        self.others = others
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None
        ends = [row.until for rows in others.values() for row in rows]
        if ends:
            left = max(0, min(ends) - self._desk.clock.real_now())
            self._ending = get_running_loop().call_later(left + 0.2, moved)

    def _say(self) -> None:
        item, is_writing = self._at
        if self._beat is not None:
            self._beat.cancel()
            self._beat = None
        if item is not None:
            self._beat = get_running_loop().call_later(HEARTBEAT, self._say)

        def say() -> None:
            with suppress(DeskError):
                self._desk.presence.here(self._actor, self._session, item, is_writing=is_writing)

        self._writer.submit(say)
