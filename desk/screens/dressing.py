"""How the app is dressed: its theme, which may change while it is open, and the operator's keys."""

from __future__ import annotations

from asyncio import get_running_loop
from functools import partial

from textual.app import App

from desk.errors import DeskError
from desk.screens.base import Offer, Refused, Said, Seat
from desk.widgets.palette import Palette, textual_theme

THEME = "theme:"
"""What a theme taken from the palette is answered with, its name after it."""
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

    def themes(self) -> list[Offer]:
        """The themes this terminal can show, without the one that is worn."""
        look = self.seat.look
        return [
            Offer(THEME + name, f"Theme: {_TITLES[name]}")
            for name in look.themes
            if name != look.palette.name
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
            screen.refresh(layout=True, recompose=False)
            for widget in screen.walk_children():
                widget.refresh()
        self.run_worker(self._keep_theme(name), exit_on_error=False)

    async def _keep_theme(self, name: str) -> None:
        from desk.bootstrap import settings_file

        screen = self.screen_stack[0]
        write = partial(settings_file(self.seat.desk.settings).write, {"looks.theme": name})
        try:
            await get_running_loop().run_in_executor(self.seat.writer, write)
        except DeskError as error:
            screen.post_message(
                Refused(f"The theme holds until you leave. {error.message}", error.next_step)
            )
        else:
            screen.post_message(Said(f"Theme: {_TITLES[name]}"))

    def take_keys(self) -> None:
        """Let the keys that the operator chose do what they do."""
        chosen = self.seat.look.keys.keymap()
        if chosen:
            self.set_keymap(chosen)
