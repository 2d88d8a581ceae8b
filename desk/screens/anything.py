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
        from desk.screens.palette import (
            AGENDA,
            HELP,
            JEOPARDY,
            JOBS,
            NEW,
            NEW_PROBLEM,
            NEWS,
            OUTBOX,
            PEOPLE,
            QUIT,
            REF,
            SETTINGS,
        )

        if key is None:
            return
        named: dict[str, Callable[[str], None]] = {
            REF: self.open_item,
            THEME: self.wear,
            ZONE: self.choose_zone,
            continuing.GO_ON: self.go_on,
        }
        for begins, act in named.items():
            if key.startswith(begins):
                act(key.removeprefix(begins))
                return
        plain: dict[str, Callable[[], object]] = {
            NEW: self.open_contact,
            NEW_PROBLEM: self.open_problem,
            AGENDA: self.action_agenda,
            PEOPLE: self.action_people,
            OUTBOX: self.action_outbox,
            NEWS: self.action_news,
            JEOPARDY: self.action_jeopardy,
            JOBS: self.show_jobs,
            SETTINGS: self.action_settings,
            HELP: self.action_help,
            QUIT: lambda: self.call_next(self.action_quit),
        }
        if key in plain:
            plain[key]()
        elif self.take_tab(key):
            return
        elif isinstance(screen, DeskScreen):
            screen.take(key)
