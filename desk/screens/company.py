"""What the queue hears of others at their desks, and of what one began there oneself."""

from __future__ import annotations

from asyncio import get_running_loop

from textual import work

from desk.errors import DeskError
from desk.screens.base import DeskScreen
from desk.screens.continuing import REPLY, in_one_line
from desk.screens.notes import Whispered
from desk.screens.queue_loading import CompanyMoved, QueueLoading, Touched

_AGAIN = 1.0
"""Seconds after which a look that was broken off is taken again."""


class Company(QueueLoading):
    """Shows who else has which item open; the list is told, then every screen above it."""

    def on_mount(self) -> None:
        """Hear what is typed here and kept."""
        self.seat.drafts.changed.append(self._begun_changed)

    def on_touched(self, event: Touched) -> None:
        """What changed work may have handed in a draft elsewhere, or taken an answer back."""
        if event.ids is not None:
            self._find_begun()

    def on_company_moved(self, event: CompanyMoved) -> None:
        """Look who is where now."""
        event.stop()
        self._look_around()

    def begun_on(self, ref: str) -> str:
        """A word for the preview on an answer that was begun: "answer begun 14:24"."""
        since = self.seat.drafts.since(f"{REPLY}{ref}")
        return f"answer begun {since}" if since else ""

    def begin_company(self) -> None:
        """Say what was begun earlier, and hear of others from now on."""
        self._tell_begun()
        self.listener.start()

    def _begun_changed(self, place: str) -> None:
        row = self.table.row
        if self.is_current and row is not None and place == f"{REPLY}{row.ref}":
            self._rest()

    @work(group="company", exclusive=True, exit_on_error=False)
    async def _look_around(self) -> None:
        presence, loop = self.seat.presence, get_running_loop()
        before = presence.others
        try:
            now = await self.read(presence.read)
        except DeskError:  # a search that was stopped stops this too
            loop.call_later(_AGAIN, self.post_message, CompanyMoved())
            return
        presence.take(now, lambda: self.post_message(CompanyMoved()))
        if now == before:
            return
        self.table.attend({item: rows[0].person for item, rows in presence.others.items()})
        for screen in self.app.screen_stack:
            if isinstance(screen, DeskScreen):
                screen.company_changed()

    @work(group="begun", exit_on_error=False)
    async def _tell_begun(self) -> None:
        await self._read_begun()
        earlier = [*self.seat.drafts.earlier]
        if earlier:
            self.post_message(Whispered(in_one_line(earlier)))

    @work(group="find", exclusive=True, exit_on_error=False)
    async def _find_begun(self) -> None:
        await self._read_begun()

    async def _read_begun(self) -> None:
        """Know what was begun elsewhere, or was taken back; show it of the item of the cursor."""
        desk, actor = self.seat.desk, self.seat.actor
        drafts, row = self.seat.drafts, self.table.row
        before = self.begun_on(row.ref) if row else ""
        try:
            drafts.found(await self.read(lambda: desk.drafts.all(actor)))
        except DeskError:
            return  # what is wrong with the store is told by the list itself
        if row is not None and self.begun_on(row.ref) != before:
            self._rest()

    def _rest(self) -> None:
        """Show the preview and the keys of where the cursor is."""
        raise NotImplementedError
