"""The board of problems: lanes side by side, turned by a key, cards moved by a key."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset

from desk.screens.base import Seat
from desk.screens.board_keys import BoardKeys
from desk.screens.board_loading import BoardPart
from desk.widgets.board import BoardTable

_REST = 0.25
"""Seconds without a move after which the keys are those of the card of the cursor."""


class BoardScreen(BoardKeys):
    """Installed once, so it is turned as it was, with the cursor on the same card."""

    tab = 1
    CSS_PATH = "board.tcss"
    AUTO_FOCUS = "BoardTable"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self._resting: TimerHandle | None = None
        self._here: int | None = None
        self._is_fresh = True
        """Whether it was shown for the first time and is as it was read."""
        self.keys.early = ("r", "t", "i", "o", "m", "s")
        self.keys.late = ("w",)

    def compose(self) -> ComposeResult:
        """Frame and lanes."""
        yield self.top
        yield self.status
        yield self.table
        yield self.keys
        yield self.toast
        yield self.too_small

    def on_mount(self) -> None:
        """Begin to keep time; the lanes come once it is known how many have room."""
        self.begin_minutes()
        self.watch_keys()
        if self.seat.desk.is_local:
            self.open_at_once()

    def on_unmount(self) -> None:
        """Count no more."""
        self.counting.close()

    def on_screen_resume(self) -> None:
        """Show the board as it is now."""
        self.table.reader = self.table.reader._replace(now=self.seat.desk.clock.now())
        self.company_changed()
        if self._is_opening or not self._is_fresh:
            self.reload()
        self._is_fresh = False

    @property
    def corner(self) -> Offset:
        """Above the keys."""
        return Offset(self.size.width, self.size.height - 1)

    def show(self, rows: BoardPart) -> None:
        """Know marked problems as they are now."""
        super().show(rows)
        self.know_marked(card.row for part in rows.parts for card in part.cards)

    def touched(self, ids: tuple[int, ...]) -> None:
        """Other desks, or this one, changed these items: what others did is bold until seen."""
        here = self.row.id if self.row else None
        self.table.fresh.update(id_ for id_ in ids if id_ not in self.seat.own and id_ != here)
        self.reload()

    def company_changed(self) -> None:
        """Somebody else came to a problem or left it."""
        others = self.seat.presence.others
        self.table.attend({item: rows[0].person for item, rows in others.items()})

    def tell(self, text: str) -> None:
        """Show in row 1 what was done."""
        self.status.say(text)

    def whisper(self, text: str) -> None:
        """Show in row 1 what is to be known."""
        self.status.say(text, is_done=False)

    def minute(self, now: int) -> None:
        """Repaint what reads differently, and count anew."""
        self.table.tick(now)
        if self.is_current:
            self.reload() if self.list.by == "level" else self.count()

    def on_resize(self, event: events.Resize) -> None:
        """Other lanes may have room."""
        super().on_resize(event)
        self.call_after_refresh(self.fill)

    def on_board_table_moved(self, event: BoardTable.Moved) -> None:
        """Let the keys follow when the cursor rests; read lanes that came to the screen."""
        event.stop()
        self.tell_counted()
        here = event.card.row.id if event.card else None
        if here != self._here:
            self._here = here
            self.toast.leave_refusal()
        self.fill()
        if self._resting is not None:
            self._resting.cancel()
        self._resting = get_running_loop().call_later(_REST, self._rest)

    def on_board_table_opened(self, event: BoardTable.Opened) -> None:
        """Open the problem."""
        event.stop()
        self.open_item(event.card.row)

    def _rest(self) -> None:
        if self.is_attached:
            self.show_keys()
            if self.row is not None:
                self.table.forget_fresh(self.row.id)
