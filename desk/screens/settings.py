"""The settings: every group of them, the objects of one, and a sheet that changes an object."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import available_timezones

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from desk.screens.settings_forms import Source
from desk.screens.settings_keys import SettingsKeys, Shown
from desk.widgets.short_list import ShortList

_PATIENCE = 0.2
"""Seconds after which a word stands where there is nothing yet."""


class SettingsScreen(SettingsKeys):
    """Installed once; `enter` goes into a group and opens what stands there, `esc` goes back."""

    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "SettingsList"

    def compose(self) -> ComposeResult:
        """Frame and list."""
        yield self.top
        yield self.status
        with Container(id="body"):
            yield self.list
        yield self.keys
        yield self.toast
        yield self.too_small

    def on_mount(self) -> None:
        """Keep time and keys."""
        self.begin_minutes()
        self.watch_keys()
        self.set_timer(_PATIENCE, self._still_reading)

    def on_screen_resume(self) -> None:
        """Show them as they are now."""
        super().on_screen_resume()
        self.reload()

    def minute(self, now: int) -> None:
        """Nothing here tells the time."""

    def load(self) -> Shown:
        """Read every setting there is, and what fields pick from."""
        from desk.bootstrap import settings_book
        from desk.screens.keymap import bindings_of, keys

        desk, actor = self.seat.desk, self.seat.actor
        app = type(self.app)
        book = settings_book(
            desk.settings, lambda chosen, place: void(keys(chosen, app, place)), (desk, actor)
        )
        house = book.page.house
        picks: dict[str, Sequence[str]] = {}
        if house is not None:
            picks = {"calendars": [*house.calendars], "people": [*house.staff.people]}
            picks["zones"] = [
                "UTC",
                *(zone for zone in sorted(available_timezones()) if "/" in zone),
            ]
        return Shown(Source(book, picks), bindings_of(app), desk.work.counters(actor))

    def show(self, rows: Shown) -> None:
        """Paint them; the cursor stays on its line."""
        self._shown = rows
        self.top.count(rows.counters)
        self._lay_out()

    def _still_reading(self) -> None:
        """Say so, where it takes long at first."""
        if self._shown is None:
            self.status.show("Settings", "", "")
            self.list.say("They are being read.")

    def tell(self, text: str) -> None:
        """Show in row 1 what was done."""
        self.status.say(text)

    def whisper(self, text: str) -> None:
        """Show in row 1 what is to be known."""
        self.status.say(text, is_done=False)

    def action_back(self) -> None:
        """Out of the group, or of the settings."""
        if self.group is None:
            self.dismiss()
            return
        table = self.group.table
        self.group = None
        self._lay_out(table)

    @on(ShortList.Opened)
    def _opened(self, event: ShortList.Opened) -> None:
        event.stop()
        self.action_open()

    @on(ShortList.Moved)
    def _moved(self, event: ShortList.Moved) -> None:
        event.stop()
        self.toast.leave_refusal()
        self.show_keys()


def void(_: object) -> None:
    """What was checked is not wanted."""
