"""The tabs of the desk: one key each, from every screen on which no text is typed."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from desk.screens.base import Deeds, Offer, Seat
from desk.screens.frame import FramedScreen

QUEUE, BOARD = 0, 1
_GO = "tab:"


class Tabs(App[None]):
    """The queue is always below; what is opened from a tab lies on it and keeps it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", f"tab({QUEUE})", show=False, id="desk.queue", tooltip="The queue"),
        Binding("2", f"tab({BOARD})", show=False, id="desk.board", tooltip="The board of problems"),
    ]
    seat: Seat
    _board: FramedScreen[Any] | None = None

    def tab_offers(self) -> list[Offer]:
        """What the palette says of the tabs."""
        return [
            Offer(f"{_GO}{QUEUE}", "Go to the queue", "", "1"),
            Offer(f"{_GO}{BOARD}", "Go to the board of problems", "", "2"),
        ]

    def take_tab(self, key: str) -> bool:
        """Go where the palette says; False when it says nothing of tabs."""
        if not key.startswith(_GO):
            return False
        self.action_tab(int(key.removeprefix(_GO)))
        return True

    def action_tab(self, tab: int) -> None:
        """Show a tab; what lies on another one is closed, what was typed there is kept."""
        while len(self.screen_stack) > 1:
            screen = self.screen
            if isinstance(screen, FramedScreen) and screen.tab == tab:
                return
            if isinstance(screen, Deeds):
                screen.keep_typed()
            self.pop_screen()
        if tab == BOARD:
            self._show_board()

    def _show_board(self) -> None:
        if self._board is None:
            from desk.screens.board import BoardScreen

            self._board = BoardScreen(self.seat)
            self.install_screen(self._board, "board")
        self.push_screen("board")
