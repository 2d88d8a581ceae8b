"""The list of views: the desk's own and those that were saved, each with its key and its count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widgets import Input
from textual.worker import Worker

from desk.errors import DeskError
from desk.rows.views import ViewRow
from desk.rows.work import Listing
from desk.rules.filters import VIEWS, parse
from desk.screens.base import Offer, Seat
from desk.screens.counting import Counting
from desk.screens.palette import PaletteScreen
from desk.screens.queue_list import EDIT, REMOVE, SAVE, SHOW
from desk.widgets.key_line import KeyHint
from desk.widgets.matches import Option, matching

_CAP = 99
"""Counts stop here; more reads 99+."""


class Named(NamedTuple):
    """A view in the list."""

    name: str
    filter: str
    note: str


class ViewsScreen(PaletteScreen):
    """Answers with what to do and with which view; counts while one looks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", f"answer('{SAVE}')", "save this list", id="views.save", priority=True,
            tooltip="Save the filter, order and columns of the list as a view",
        ),
        Binding(
            "f2", f"answer('{EDIT}')", "change", id="views.edit", priority=True,
            tooltip="Change the view's name, filter, key and whether it is shared",
        ),
        Binding(
            "f8", "remove", "remove", id="views.remove", priority=True,
            tooltip="Remove the view; the same key again does it",
        ),
    ]  # fmt: skip

    def __init__(self, seat: Seat, saved: Sequence[ViewRow], counting: Counting) -> None:
        self._views = [*_standing(), *map(_saved, saved)]
        offers = [Offer(view.name, view.name, "", view.note) for view in self._views]
        super().__init__(seat, "Which work", offers)
        self._seat = seat
        self._saved = {row.name for row in saved}
        self._by_key = {row.key: row.name for row in saved if row.key}
        self._counting = counting
        self._counts: Worker[None] | None = None
        self._doomed = ""

    def on_mount(self) -> None:
        """Begin to count."""
        self._counts = self.run_worker(self._count(), exit_on_error=False)

    def hints(self) -> list[KeyHint]:
        """Show, save, change, remove."""
        return [
            *(KeyHint("enter", "show"), KeyHint("ctrl+s", "save this list")),
            *(KeyHint("f2", "change"), KeyHint("f8", "remove"), KeyHint("esc", "leave")),
        ]

    def on_unmount(self) -> None:
        """Count no more."""
        if self._counts is not None:
            self._counts.cancel()
        self._counting.stop()

    def on_input_changed(self, event: Input.Changed) -> None:
        """The key of a view shows it, when nothing else was typed."""
        name = self._by_key.get(event.value)
        if name is None:
            super().on_input_changed(event)
        else:
            event.stop()
            event.prevent_default()
            self.dismiss(SHOW + name)

    def action_take(self) -> None:
        """Show the marked view."""
        self.action_answer(SHOW)

    def action_answer(self, what: str) -> None:
        """Answer what is to be done with the marked view, or with the list as it is."""
        current = self._matches.current
        if what == SAVE:
            self.dismiss(what)
        elif current is not None and (what == SHOW or self._is_saved(current)):
            self.dismiss(what + current.key)

    def action_remove(self) -> None:
        """Remove the marked view when it was said twice."""
        current = self._matches.current
        if current is None or not self._is_saved(current):
            return
        if self._doomed == current.key:
            self.action_answer(REMOVE)
            return
        self._doomed = current.key
        self.tell(f"f8 again removes {current.key}; no work goes with it")

    def _is_saved(self, option: Option) -> bool:
        if option.key not in self._saved:
            self.tell(f"{option.key} is a view of the desk's own: it stays as it is")
        return option.key in self._saved

    async def _count(self) -> None:
        """Count each view in turn; the list shows what is known so far."""
        for place, view in enumerate(self._views):
            shown = await self._counted(view)
            self.options[place] = self.options[place]._replace(aside=f"{shown:>3}")
            self._matches.show(matching(self.options, self._field.value), self._matches.place)

    async def _counted(self, view: Named) -> str:
        desk, actor = self._seat.desk, self._seat.actor

        def count() -> int:
            wanted = parse(view.filter, desk.zone, desk.clock.now())
            return desk.work.count(actor, Listing(wanted), _CAP + 1)

        try:
            many = await self._counting.count(count)
        except DeskError:
            return "?"  # a person or team of its filter is gone: showing it says so
        return f"{_CAP}+" if many > _CAP else str(many)


def _standing() -> list[Named]:
    return [Named(name, filter_, "") for name, filter_ in VIEWS.items()]


def _saved(row: ViewRow) -> Named:
    whose = "shared" if row.is_shared else "yours"
    return Named(row.name, row.filter, f"{row.key or ' '}  {whose}")
