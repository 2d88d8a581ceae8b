"""What is late, or will be: next to be missed first, who plans what, and what crossed meanwhile."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.geometry import Offset

from desk.screens.base import OpenItem, Seat
from desk.screens.jeopardy_keys import JeopardyKeys
from desk.screens.jeopardy_list import SECTIONS
from desk.widgets.jeopardy_card import BELOW
from desk.widgets.short_list import ShortList
from desk.widgets.windowed import HEAD, WindowedList
from desk.widgets.work_cells import list_width

_WITH_PANE = 120
_REST = 0.25
"""Seconds without a move after which the keys are those of the item of the cursor."""


class JeopardyScreen(JeopardyKeys):
    """Installed once, so it shows the part it showed, with the cursor on the same item."""

    CSS_PATH = "jeopardy.tcss"
    AUTO_FOCUS = "JeopardyTable"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._resting: TimerHandle | None = None
        self.keys.early = ("space", *"*#ptiomsnadxzgPRwrc")
        self.keys.late = ("v", "tab", "Y")

    def compose(self) -> ComposeResult:
        """Frame, list or log, and the item under the cursor below it or beside it with the log."""
        yield self.top
        yield self.status
        with Container(id="body"):
            yield self.table
            with Vertical(id="pane"):
                yield self.card
                yield self.log_list
        yield self.keys
        yield self.toast
        yield self.too_small

    def on_mount(self) -> None:
        """Keep time and keys."""
        self.begin_minutes()
        self.watch_keys()
        self.open_list()

    def on_unmount(self) -> None:
        """Count no more."""
        self.note_looked()
        self.counting.close()

    def on_screen_resume(self) -> None:
        """Show it as it is now."""
        self.table.reader = self.table.reader._replace(now=self.seat.desk.clock.now())
        self.company_changed()
        self.reload()
        self.read_log()

    def on_screen_suspend(self) -> None:
        """Whoever has left has seen what crossed, where it was to be seen."""
        if self not in self.app.screen_stack and (self.is_log or self.has_class("-pane")):
            self.note_looked()

    def touched(self, ids: tuple[int, ...]) -> None:
        """Any item may have come into jeopardy, or out of it."""
        if self.is_current:
            self.reload()
            self.read_log()

    def minute(self, now: int) -> None:
        """Repaint what reads differently; who came into jeopardy stands there."""
        self.table.tick(now)
        self.tell_card()
        if self.is_current:
            self.reload()

    @property
    def corner(self) -> Offset:
        """Above the card; above the keys where there is a pane."""
        below = 0 if self.has_class("-pane") or self.is_log else BELOW
        width = list_width(self.size.width) if self.has_class("-pane") else self.size.width
        return Offset(width, self.size.height - 1 - below)

    @property
    def cursor_line(self) -> int | None:
        """That of the row under the cursor."""
        window, log = self.table.window, self.log_list
        if self.is_log:
            return log.region.y + log.head + log.line - log.top if log.stops else None
        return self.table.region.y + HEAD + window.cursor - window.top if window.rows else None

    def show_part(self, part: str) -> None:
        """Show another part; where there is a pane the log has its place beside the list."""
        is_log = part not in SECTIONS
        self.is_log = is_log and not self.has_class("-pane")
        self.set_class(self.is_log, "-log")
        if not is_log:
            self.list.turn(part, self.list.scope)
            self.open_list()
        self.name_list()
        (self.log_list if is_log else self.table).focus()
        self.show_keys()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out list, card and log for the width."""
        super().on_resize(event)
        width = event.size.width
        has_pane = width >= _WITH_PANE
        if has_pane and self.is_log:
            self.is_log = False
            self.remove_class("-log")
            self.name_list()
        self.set_class(has_pane, "-pane")
        self.card.is_pane = self.log_list.is_pane = has_pane
        self.table.styles.width = list_width(width) if has_pane else "1fr"
        self.card.redraw()

    @on(WindowedList.Moved)
    def _moved(self, event: WindowedList.Moved) -> None:
        event.stop()
        self.tell_card()
        self._rest_soon()

    @on(ShortList.Moved)
    def _moved_in_log(self, event: ShortList.Moved) -> None:
        event.stop()
        self.read_log_on()
        self._rest_soon()

    @on(WindowedList.Opened)
    def _opened(self, event: WindowedList.Opened) -> None:
        event.stop()
        self.open_item(event.row)

    @on(ShortList.Opened)
    def _opened_in_log(self, event: ShortList.Opened) -> None:
        event.stop()
        if self.log_list.current is not None:
            self.post_message(OpenItem(self.log_list.current.ref))

    def _rest_soon(self) -> None:
        self.toast.leave_refusal()
        self.clear_toast()
        if self._resting is not None:
            self._resting.cancel()
        self._resting = get_running_loop().call_later(_REST, self._rest)

    def _rest(self) -> None:
        if self.is_attached:
            self.show_keys()
            if self.table.row is not None:
                self.table.forget_fresh(self.table.row.id)
