"""What a screen says: in row 1 what was done, in a toast what was not and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from textual import events
from textual.geometry import Offset
from textual.timer import Timer

from desk.screens.base import DeskScreen, Refused, Said, Seat, Waiting
from desk.screens.notes import Warned, Whispered
from desk.widgets.keys import spoken
from desk.widgets.notice import Notice, Toast

SAID = 10.0
"""Seconds that row 1 tells what was done."""

Rows = TypeVar("Rows")


class SpokenScreen(DeskScreen[Rows]):
    """Hears what use cases and sheets have to say, for itself or the screen on top."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.toast = Toast(seat.look)
        self._said_timer: Timer | None = None

    def tell(self, text: str) -> None:
        """Show in row 1 what was done; an empty text takes it away."""
        raise NotImplementedError

    def whisper(self, text: str) -> None:
        """Show in row 1 something that was not done but is to be known."""
        self.tell(text)

    def tell_time(self) -> None:
        """Show the time, and what stands in its place."""
        raise NotImplementedError

    @property
    def corner(self) -> Offset:
        """The lower right corner of a toast."""
        return Offset(self.size.width, self.size.height - 1)

    @property
    def foremost(self) -> SpokenScreen[Any]:
        """The screen on top, below any sheet: who waits for an answer may have gone on to it."""
        spoken_on = (each for each in self.app.screen_stack[::-1] if isinstance(each, SpokenScreen))
        return next(spoken_on, self)

    @property
    def is_form(self) -> bool:
        """Whether somebody fills it in: what can wait is not to lie on it."""
        return False

    def notice(self, token: str, sign: str, sentence: str, aside: str = "") -> None:
        """Show a toast."""
        self.toast.show(Notice(token, sign, sentence, aside), self.corner)

    def tell_news(self, news: Sequence[Notice]) -> None:
        """Show what came by itself, above a sheet that lies there and clear of the cursor."""
        self.toast.tell(news, self.corner)
        self.clear_toast()

    def clear_toast(self) -> None:
        """Let no toast lie on the line of the cursor, nor below a sheet."""
        if not self.toast.is_shown:
            return
        corner = self.corner
        sheets = [] if self.app.screen is self else [*self.app.screen.query("#sheet")]
        for sheet in sheets:
            corner = Offset(corner.x, min(corner.y, sheet.region.y))
        self.toast.keep_clear(self.cursor_line, corner)

    @property
    def cursor_line(self) -> int | None:
        """The line of the screen on which the cursor stands; None where nobody looks for it."""
        return None

    def on_key(self, event: events.Key) -> None:
        """`esc` takes away what came by itself, besides what else it does."""
        if event.key == "escape" and self.toast.has_news:
            self.toast.leave_news()

    def on_said(self, message: Said) -> None:
        """Tell what was done, until the next action or ten seconds."""
        message.stop()
        self.toast.leave()
        self.foremost.toast.leave()
        self.foremost.tell(message.text)
        self.tell(message.text)
        self._stay_a_while()

    def on_whispered(self, message: Whispered) -> None:
        """The same for what was not done but is to be known."""
        message.stop()
        self.foremost.whisper(message.text)
        self._stay_a_while()

    def on_refused(self, message: Refused) -> None:
        """Say why not, and what to do."""
        message.stop()
        if self.seat.desk.barred:  # perhaps since this very refusal
            self.tell_time()
        sign = self.seat.look.glyphs.error
        names = self.seat.look.keys.renaming(self.app.screen.active_bindings)
        next_step = spoken(message.next_step, names)
        self.foremost.notice("danger", sign, spoken(message.message, names), next_step)

    def on_warned(self, message: Warned) -> None:
        """Say what is to be known first."""
        message.stop()
        sign = self.seat.look.glyphs.warning
        self.foremost.notice("warning", sign, message.message, message.next_step)

    def on_waiting(self, message: Waiting) -> None:
        """Say what a key that was pressed waits for."""
        message.stop()
        sign, next_step = self.seat.look.glyphs.warning, "Somebody else writes; yours comes next."
        self.foremost.notice("warning", sign, "The store is busy", next_step)

    def _stay_a_while(self) -> None:
        if self._said_timer is not None:
            self._said_timer.stop()
        self._said_timer = self.set_timer(SAID, self._fall_silent)

    def _fall_silent(self) -> None:
        self.tell("")
        self.foremost.tell("")
