"""How the app is dressed: its theme, which may change while it is open, and the operator's keys."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable
from functools import partial

from textual.app import App

from desk.errors import DeskError
from desk.screens.base import Offer, Refused, Said, Seat
from desk.widgets.palette import Palette, textual_theme

THEME = "theme:"
ZONE = "zone:"
"""What the palette answers when a theme or the time zone is taken, the choice after it."""
_TITLES = {
    "dark": "dark",
    "light": "light",
    "dark-safe": "dark, for eyes that see fewer colours",
    "light-safe": "light, for eyes that see fewer colours",
    "terminal": "the terminal's own sixteen colours",
}


class Dressed(App[None]):
    """An app in one of our themes."""

    seat: Seat

    def dress(self, name: str) -> None:
        """Take our theme before anything is painted: setting `theme` would style it all twice."""
        theme = textual_theme(name)
        self.register_theme(theme)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(theme.dark, "-dark-mode", update=False)
        self.set_class(not theme.dark, "-light-mode", update=False)

    def choices(self) -> list[Offer]:
        """The themes this terminal can show, without the one that is worn, and the time zone."""
        look = self.seat.look
        themes = [name for name in look.themes if name != look.palette.name]
        return [
            *(Offer(THEME + name, f"Theme: {_TITLES[name]}") for name in themes),
            Offer(ZONE, "Set your time zone", str(self.seat.actor.zone)),
        ]

    def wear(self, name: str) -> None:
        """Change the theme now, and keep the choice in the configuration file."""
        look = self.seat.look
        look.palette = Palette(name)
        theme = textual_theme(name)
        self.register_theme(theme)
        self.ansi_color = look.palette.is_plain
        self.theme = theme.name
        for screen in self.screen_stack:
            for widget in screen.walk_children():
                widget.refresh()
        self.run_worker(self._keep_theme(name), exit_on_error=False)

    def choose_zone(self, name: str) -> None:
        """Keep another time zone for who sits there; without a name, ask which."""
        if name:
            self.run_worker(self._keep_zone(name), exit_on_error=False)
            return
        from zoneinfo import available_timezones

        from desk.screens.palette import PaletteScreen

        zones = [
            # The city stands first, since by it a zone is looked for.
            Offer(zone, f"{zone.rpartition('/')[2].replace('_', ' ')}, {zone}")
            for zone in sorted(available_timezones())
            if "/" in zone
        ]
        asked = PaletteScreen(self.seat, "Your time zone", [*zones, Offer("UTC", "UTC")])
        self.push_screen(asked, lambda zone: self.choose_zone(zone) if zone else None)

    async def _keep_theme(self, name: str) -> None:
        from desk.bootstrap import settings_file

        write = partial(settings_file(self.seat.desk.settings).write, {"looks.theme": name})
        await self._keep(write, f"Theme: {_TITLES[name]}", "The theme holds until you leave. ")

    async def _keep_zone(self, name: str) -> None:
        desk, actor = self.seat.desk, self.seat.actor
        write = partial(desk.do, actor, "zone", "person", {"name": actor.name, "zone": name})
        await self._keep(write, f"Your zone is {name} when the desk is opened next")

    async def _keep(self, write: Callable[[], object], said: str, but: str = "") -> None:
        """Write a choice in the writer thread, and say how it went."""
        screen = self.screen_stack[0]
        try:
            await get_running_loop().run_in_executor(self.seat.writer, write)
        except DeskError as error:
            screen.post_message(Refused(f"{but}{error.message}", error.next_step))
        else:
            screen.post_message(Said(said))

    def take_keys(self) -> None:
        """Let the keys that the operator chose do what they do."""
        chosen = self.seat.look.keys.keymap()
        if chosen:
            self.set_keymap(chosen)
