"""Anything by its name, and every key of a screen: the palette and the help of the app."""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen

from desk.screens import continuing
from desk.screens.base import DeskScreen
from desk.screens.dressing import THEME, ZONE, Dressed
from desk.screens.opening import Opening
from desk.screens.tabs import Tabs


class Anything(Dressed, Opening, Tabs):
    """What is offered everywhere, and does what was chosen."""

    def action_help(self) -> None:
        """Every key of this screen; once more, back to it."""
        from desk.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss(None)
            return
        bindings = self.screen.active_bindings
        nodes = {active.binding.action: active.node for active in bindings.values()}

        async def press(action: str | None) -> None:
            if action is not None:
                await self.run_action(action, nodes[action])

        self.push_screen(HelpScreen(self.seat, bindings), press)

    def action_palette(self) -> None:
        """Anything by its name."""
        from desk.screens.palette import EverythingScreen

        screen = self.screen
        offers = screen.offers() if isinstance(screen, DeskScreen) else []
        withheld = screen.withheld() if isinstance(screen, DeskScreen) else []
        begun = continuing.offers(self.seat)
        names = self.seat.look.keys.renaming(screen.active_bindings)
        here = [*offers, *begun, *self.choices(), *self.tab_offers()]
        palette = EverythingScreen(self.seat, here, withheld, names)
        self.push_screen(palette, lambda key: self._take(screen, key))

    def _take(self, screen: Screen[object], key: str | None) -> None:
        if key is None:
            return
        from desk.screens import palette

        named: dict[str, Callable[[str], None]] = {
            palette.REF: self.open_item,
            THEME: self.wear,
            ZONE: self.choose_zone,
            continuing.GO_ON: self.go_on,
        }
        begun = next((begins for begins in named if key.startswith(begins)), "")
        plain = self._places()
        if begun:
            named[begun](key.removeprefix(begun))
        elif key in plain:
            plain[key]()
        elif not self.take_tab(key) and isinstance(screen, DeskScreen):
            screen.take(key)

    def _places(self) -> dict[str, Callable[[], object]]:
        """Where everything leads that is offered everywhere."""
        from desk.screens import palette

        return {
            palette.NEW: self.open_contact,
            palette.NEW_PROBLEM: self.open_problem,
            palette.AGENDA: self.action_agenda,
            palette.PEOPLE: self.action_people,
            palette.OUTBOX: self.action_outbox,
            palette.NEWS: self.action_news,
            palette.JEOPARDY: self.action_jeopardy,
            palette.JOBS: self.show_jobs,
            palette.SETTINGS: self.action_settings,
            palette.HELP: self.action_help,
            palette.QUIT: lambda: self.call_next(self.action_quit),
        }
