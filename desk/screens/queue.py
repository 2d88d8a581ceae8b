"""The queue: the work list and the preview of the item under its cursor."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop

from textual import events, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Offset

from desk.screens.base import Seat
from desk.screens.company import Company
from desk.screens.looking_ahead import LookingAhead
from desk.screens.queue_keys import QueueKeys
from desk.widgets.summary import BELOW
from desk.widgets.windowed import HEAD, WindowedList
from desk.widgets.work_cells import DESIGN, WITH_PANE, has_customer, list_width

_REST = 0.25
"""Seconds without a move after which the preview follows the cursor, and after the first preview
what nobody waits for."""


class QueueScreen(LookingAhead, Company, QueueKeys):
    """Home: what needs somebody, the most urgent first."""

    tab = 0
    AUTO_FOCUS = "WorkTable"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._resting: TimerHandle | None = None
        self._here: int | None = None
        self._hears = False
        self._widths: tuple[int, int] | None = None

    def compose(self) -> ComposeResult:
        """Frame, list and preview."""
        yield self.top
        yield self.status
        with Container(id="body"):
            yield self.table
            yield self.summary
        yield self.keys
        yield self.toast
        yield self.too_small

    def on_mount(self) -> None:
        """Show the first page at once where the store is a file beside us."""
        self.begin_minutes()
        self.watch_keys()
        if self.seat.desk.is_local and self.list.recall():
            self.listener.begin()
            self.name_list()
            self.show(self.load())
        else:
            self.begin_elsewhere()
            self.call_after_refresh(self._begin_hearing)

    def on_unmount(self) -> None:
        """Stop listening."""
        self.listener.stop()
        self.counting.close()

    def tell(self, text: str) -> None:
        """Show in row 1 what was done."""
        self.status.say(text)

    def whisper(self, text: str) -> None:
        """Show in row 1 what is to be known."""
        self.status.say(text, is_done=False)

    def minute(self, now: int) -> None:
        """Repaint due cells that changed, count anew, look ahead."""
        self.table.tick(now)
        self.summary.tick(now)
        self.count(is_minute=True)
        self.look_ahead()

    @property
    def corner(self) -> Offset:
        """Above the preview; above the keys where there is a pane."""
        below = 0 if self.has_class("-pane") else BELOW
        return Offset(self.table.size.width, self.size.height - 1 - below)

    @property
    def cursor_line(self) -> int | None:
        """That of the row under the cursor."""
        window = self.table.window
        return self.table.region.y + HEAD + window.cursor - window.top if window.rows else None

    def on_resize(self, event: events.Resize) -> None:
        """Lay out list and preview for the width."""
        super().on_resize(event)
        width = event.size.width
        has_pane = width >= WITH_PANE
        self.set_class(has_pane, "-pane")
        self.summary.is_pane = has_pane
        self.table.is_beside_pane = has_pane and list_width(width) < DESIGN
        widths = (list_width(width), width - list_width(width)) if has_pane else None
        if widths != self._widths:  # nothing is laid out again for what has not changed
            self._widths = widths
            self.table.styles.width, self.summary.styles.width = widths or ("1fr", "1fr")
        if self._resting is not None:  # another size may show more of the item
            self._resting.cancel()
            self._resting = get_running_loop().call_later(_REST, self._rest)

    def on_windowed_list_moved(self, event: WindowedList.Moved) -> None:
        """Let the preview and the keys follow when the cursor rests; the first time at once."""
        event.stop()
        here = event.row.id if event.row else None
        if here != self._here:
            self._here = here
            self.toast.leave_refusal()
            self.clear_toast()
        if self._resting is None:
            self._resting = get_running_loop().call_later(0, self._rest)
            return
        self._resting.cancel()
        self._resting = get_running_loop().call_later(_REST, self._rest)

    def on_windowed_list_opened(self, event: WindowedList.Opened) -> None:
        """Open the item."""
        event.stop()
        self.open_item(event.row)

    def _hear_soon(self) -> None:
        if not self._hears:
            get_running_loop().call_later(_REST, self._begin_hearing)

    def _begin_hearing(self) -> None:
        """What else there is to know: nobody waits for it, as they do for the first preview."""
        if self.is_attached and not self._hears:
            self._hears = True
            self.begin_company()
            self.begin_alerts()

    def _rest(self) -> None:
        if self.is_attached:
            self.show_keys()
            self._preview()

    @work(group="preview", exclusive=True, exit_on_error=False)
    async def _preview(self) -> None:
        desk, actor, row = self.seat.desk, self.seat.actor, self.table.row
        now = desk.clock.now()
        if row is None:
            self.summary.show(None, actor.name, actor.zone, now)
            self._hear_soon()
            return
        self.table.forget_fresh(row.id)
        width, height = self.summary.size
        has_trail = self.summary.is_pane
        has_card = has_trail and has_customer(width - 1, height)
        try:
            item = await self.read(
                lambda: desk.previews.of(actor, row.ref, with_trail=has_trail, with_card=has_card)
            )
        finally:
            self._hear_soon()
        self.summary.begun = self.begun_on(row.ref)
        self.summary.show(item, actor.name, actor.zone, now)
