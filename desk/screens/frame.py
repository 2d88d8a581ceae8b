"""What surrounds every main screen: tabs, keys, toasts, and the change of the minute."""

from __future__ import annotations

from typing import Any, TypeVar

from textual import events
from textual.binding import Binding
from textual.geometry import Offset
from textual.keys import key_to_character
from textual.timer import Timer

from desk.rules.times import day_of_year, time_of_day
from desk.screens.base import DeskScreen, Refused, Said, Seat, Waiting
from desk.screens.notes import Warned, Whispered
from desk.widgets.empty import LEAST, TooSmall
from desk.widgets.key_line import KeyHint, KeyLine, key_name
from desk.widgets.keys import spoken
from desk.widgets.notice import Notice, Toast
from desk.widgets.top_line import TopLine

TABS = ("1 Queue",)
SAID = 10.0
"""Seconds that row 1 tells what was done."""
_MINUTE = 60

Rows = TypeVar("Rows")


class FramedScreen(DeskScreen[Rows]):
    """Holds the frame's widgets; subclasses compose them around their own."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.top = TopLine(seat.look, TABS)
        self.keys = KeyLine(seat.look)
        self.toast = Toast(seat.look)
        self.too_small = TooSmall(seat.look)
        self._said_timer: Timer | None = None
        self._lost = ""

    def tell(self, text: str) -> None:
        """Show in row 1 what was done; an empty text takes it away."""
        raise NotImplementedError

    def whisper(self, text: str) -> None:
        """Show in row 1 something that was not done but is to be known."""
        self.tell(text)

    def minute(self, now: int) -> None:
        """Another minute has begun: repaint what reads differently."""
        raise NotImplementedError

    def watch_keys(self) -> None:
        """Show other keys whenever others live: with another focus, another screen, another row."""
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys())

    def verb(self, binding: Binding) -> str:
        """What a key says it does; a screen may know better than the binding."""
        return binding.description

    @property
    def corner(self) -> Offset:
        """The lower right corner of a toast."""
        return Offset(self.size.width, self.size.height - 1)

    def begin_minutes(self) -> None:
        """Keep the time in the top line, from now on."""
        self._tell_time()
        now = self.seat.desk.clock.now()
        self.set_timer(max(1.0, _MINUTE - now % _MINUTE + 0.05), self._next_minute)

    def tell_lost(self, *, is_lost: bool) -> None:
        """Say since when the store cannot be heard, or no longer say it."""
        if is_lost != bool(self._lost):
            at = time_of_day(self.seat.desk.clock.now(), self.seat.actor.zone)
            self._lost = f"offline since {at}" if is_lost else ""
            self._tell_time()

    def show_keys(self) -> None:
        """Show the keys that do something now."""
        bindings, keys = self.active_bindings, self.seat.look.keys
        is_typing = self.focused is not None and self.focused.check_consume_key("a", "a")
        live = {
            key: each
            for key, each in bindings.items()
            if not is_typing or key_to_character(key) is None
        }
        helping = [key_name(key) for key, each in live.items() if each.binding.action == "help"]
        hints = [
            KeyHint(key_name(key), self.verb(active.binding), keys.home(active.binding.id, key))
            for key, active in live.items()
            if active.binding.show
            and active.binding.description
            and self.barred(active.binding.action) is None
        ]
        self.keys.show(hints, helping[0] if helping else "f1")

    def notice(self, token: str, sign: str, sentence: str, aside: str = "") -> None:
        """Show a toast."""
        self.toast.show(Notice(token, sign, sentence, aside), self.corner)

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
            self._tell_time()
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

    @property
    def foremost(self) -> FramedScreen[Any]:
        """The screen on top, below any sheet: who waits for an answer may have gone on to it."""
        framed = (each for each in self.app.screen_stack[::-1] if isinstance(each, FramedScreen))
        return next(framed, self)

    def on_resize(self, event: events.Resize) -> None:
        """Say so when there is no room for anything."""
        columns, rows = LEAST
        is_too_small = event.size.width < columns or event.size.height < rows
        if is_too_small != self.too_small.display:
            self.too_small.display = is_too_small

    def _tell_time(self) -> None:
        now, zone = self.seat.desk.clock.now(), self.seat.actor.zone
        at = f"{day_of_year(now, zone)} {time_of_day(now, zone)}"
        training = f"training clock {at}" if self.seat.desk.clock.training else ""
        barred = "read only" if self.seat.desk.barred else ""
        self.top.tell(at, self._lost or barred or training)

    def _stay_a_while(self) -> None:
        if self._said_timer is not None:
            self._said_timer.stop()
        self._said_timer = self.set_timer(SAID, self._fall_silent)

    def _fall_silent(self) -> None:
        self.tell("")
        self.foremost.tell("")

    def _next_minute(self) -> None:
        self.begin_minutes()
        self.minute(self.seat.desk.clock.now())
