"""What surrounds every main screen: tabs, keys, toasts, and the change of the minute."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events

from desk.rules.times import day_of_year, time_of_day
from desk.screens.base import Seat
from desk.screens.spoken import SpokenScreen
from desk.widgets.empty import LEAST, TooSmall
from desk.widgets.key_line import KeyHint, KeyLine, key_name
from desk.widgets.keys import is_written
from desk.widgets.top_line import TopLine

TABS = ("1 Queue", "2 Problems")
_MINUTE = 60

Rows = TypeVar("Rows")


class FramedScreen(SpokenScreen[Rows]):
    """Holds the frame's widgets; subclasses compose them around their own."""

    tab: ClassVar[int | None] = None
    """The tab that it is; what has none of its own keeps that of what lies below it."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.top = TopLine(seat.look, TABS)
        self.keys = KeyLine(seat.look)
        self.too_small = TooSmall(seat.look)
        self._lost = ""

    def minute(self, now: int) -> None:
        """Another minute has begun: repaint what reads differently."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        """Underline the tab that it is, or was opened from."""
        tabs = [each.tab for each in self.app.screen_stack if isinstance(each, FramedScreen)]
        self.top.activate(next((tab for tab in reversed(tabs) if tab is not None), 0))

    def _compositor_refresh(self) -> None:
        """Paint what changed; a screen that another one covers wholly paints when it is on top.

        Textual would paint all of the one on top anew for each change below it. Nor does one paint
        that is to be laid out and painted whole in a moment: Textual would do so twice.
        """
        if self is not self.app.screen and isinstance(self.app.screen, FramedScreen):
            self._compositor._dirty_regions.clear()
            self._dirty_widgets.clear()
        elif not (self._layout_required and self._repaint_required):
            super()._compositor_refresh()

    def watch_keys(self) -> None:
        """Show other keys whenever others live: with another focus, another screen, another row."""
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys())

    def begin_minutes(self) -> None:
        """Keep the time in the top line, from now on."""
        self.tell_time()
        clock = self.seat.desk.clock
        left = clock.real_seconds(_MINUTE - clock.now() % _MINUTE)
        self.set_timer(max(1.0, left + 0.05), self._next_minute)

    def tell_lost(self, *, is_lost: bool) -> None:
        """Say since when the store cannot be heard, or no longer say it."""
        if is_lost != bool(self._lost):
            at = time_of_day(self.seat.desk.clock.now(), self.seat.actor.zone)
            self._lost = f"offline since {at}" if is_lost else ""
            self.tell_time()

    def show_keys(self) -> None:
        """Show the keys that do something now."""
        bindings, keys = self.active_bindings, self.seat.look.keys
        is_typing = self.focused is not None and self.focused.check_consume_key("a", "a")
        live = {key: each for key, each in bindings.items() if not is_typing or not is_written(key)}
        helping = [key_name(key) for key, each in live.items() if each.binding.action == "help"]
        hints = [
            KeyHint(key_name(key), self.verb(active.binding), keys.home(active.binding.id, key))
            for key, active in live.items()
            if active.binding.show
            and active.binding.description
            and self.barred(active.binding.action) is None
        ]
        self.keys.show(hints, helping[0] if helping else "f1")

    def on_resize(self, event: events.Resize) -> None:
        """Say so when there is no room for anything."""
        columns, rows = LEAST
        is_too_small = event.size.width < columns or event.size.height < rows
        if is_too_small != self.too_small.display:
            self.too_small.display = is_too_small
        if self.toast.is_shown:
            self.call_after_refresh(lambda: self.toast.move(self.corner))

    def tell_time(self) -> None:
        """Show the time where there is room; what is out of the ordinary in its place."""
        now, zone = self.seat.desk.clock.now(), self.seat.actor.zone
        at = f"{day_of_year(now, zone)} {time_of_day(now, zone)}"
        training = f"training clock {at}" if self.seat.desk.clock.training else ""
        barred = "read only" if self.seat.desk.barred else ""
        self.top.tell(at, self._lost or barred or training)

    def _next_minute(self) -> None:
        self.begin_minutes()
        self.minute(self.seat.desk.clock.now())
