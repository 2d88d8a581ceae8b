"""The queue's views: those of the desk, those that were saved, and the columns they show."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.views import ViewRow
from desk.rules.filters import VIEWS
from desk.rules.list_columns import parse_columns, written
from desk.rules.vocabulary import VIEW_KEYS
from desk.screens.base import Offer
from desk.screens.queue_asking import QueueAsking
from desk.screens.queue_list import EDIT, REMOVE, SAVE, SHOW

COLUMNS = "columns:"


class QueueViews(QueueAsking):
    """`V` lists the views, where a digit shows the saved one that has it; so does `alt` with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                f"alt+{key}", f"numbered('{key}')", show=False, id=f"queue.view{key}",
                tooltip=f"The saved view with key {key}",
            )
            for key in VIEW_KEYS
        ),
        Binding(
            "C", "columns", show=False, id="queue.columns",
            tooltip="Choose which columns the list shows",
        ),
    ]  # fmt: skip

    def begin_elsewhere(self) -> None:
        """Open the view that was looked at last, off the main loop: it may be a long search."""
        self.name_list()
        self.run_worker(self._begin(), group="views", exit_on_error=False)

    def view_offers(self) -> list[Offer]:
        """What the palette says of views and columns."""
        saved = [
            Offer(SHOW + row.name, f"Show {row.name}", "saved view", f"V {row.key}".rstrip())
            for row in self.list.saved
        ]
        return [
            *(Offer(SHOW + view, f"Show {view.lower()}", "", "V") for view in VIEWS),
            *saved,
            Offer(SAVE, "Save this view", "filter, order and columns", "V ctrl+s"),
            Offer(COLUMNS, "Choose the columns of the list", "", "C"),
        ]

    def take_view(self, key: str) -> bool:
        """Do what was offered; False when it is nothing of views."""
        what, colon, name = key.partition(":")
        ways: dict[str, Callable[[], object]] = {
            SHOW: lambda: self.show_view(name),
            SAVE: lambda: self._save(self._present()),
            EDIT: lambda: self._edit(name),
            REMOVE: lambda: self.run_worker(self._remove(name), group="do", exit_on_error=False),
            COLUMNS: self.action_columns,
        }
        way = ways.get(what + colon)
        if way is not None:
            way()
        return way is not None

    def show_view(self, name: str) -> None:
        """Show the view of that name, and open on it the next time."""
        if not self.list.look_at(name):
            self.refuse(NothingToDo(f"There is no view '{name}' any more", "V lists the views."))
            return
        self.open_list()
        self.run_worker(self._remember(name), group="remember", exit_on_error=False)

    def action_numbered(self, key: str) -> None:
        """Show the saved view that has this key."""
        self.is_ready = False
        self.run_worker(self._numbered(key), group="views", exclusive=True, exit_on_error=False)

    def action_view(self) -> None:
        """Choose which work is shown; keys wait for the list of views."""
        self.is_ready = False
        self.run_worker(self._choose(), group="views", exclusive=True, exit_on_error=False)

    def action_columns(self) -> None:
        """Choose which columns the list shows."""
        from desk.screens.columns import ColumnsScreen

        def take(names: str | None) -> None:
            if names is not None:
                self.list.columns = parse_columns(names)
                self.name_list()

        self.app.push_screen(ColumnsScreen(self.seat, self.list.columns), take)

    def _present(self) -> ViewRow:
        """The list as it is, as a view to be named."""
        chosen = self.list.chosen
        return ViewRow(
            *(0, "", self.list.whole(), chosen.sort, written(chosen.columns)),
            *("", False, 0),
        )

    def _edit(self, name: str) -> None:
        for row in self.list.saved:
            if row.name == name:
                self._save(row)

    def _save(self, view: ViewRow) -> None:
        from desk.screens.view_sheet import ViewSheet

        def saved(name: str | None) -> None:
            if name is not None:
                self.run_worker(self._saved(name), group="views", exit_on_error=False)

        self.app.push_screen(ViewSheet(self.seat, view), saved)

    async def _begin(self) -> None:
        try:
            await self.read(self.list.recall)
        finally:
            self.open_list()

    async def _read_views(self) -> None:
        desk, actor = self.seat.desk, self.seat.actor
        try:
            self.list.saved = await self.read(lambda: desk.views.of(actor))
        finally:
            # What follows comes before the next key: it does not wait for anything.
            self.is_ready = True

    async def _numbered(self, key: str) -> None:
        await self._read_views()
        for row in self.list.saved:
            if row.key == key:
                self.show_view(row.name)
                return
        self.refuse(
            NothingToDo(f"No view has the key {key}", "V lists the views; ctrl+s there saves one.")
        )

    async def _choose(self) -> None:
        from desk.screens.views import ViewsScreen

        await self._read_views()
        screen = ViewsScreen(self.seat, self.list.saved, self.counting)

        def take(key: str | None) -> None:
            if key is not None:
                self.take_view(key)

        self.app.push_screen(screen, take)

    async def _saved(self, name: str) -> None:
        await self._read_views()
        self.say(f"Saved the view {name}")
        self.show_view(name)

    async def _remove(self, name: str) -> None:
        desk, actor = self.seat.desk, self.seat.actor
        await self.write(lambda: desk.do(actor, "remove", "view", {"name": name}))
        await self._read_views()
        if self.list.view == name and all(row.name != name for row in self.list.saved):
            self.show_view(next(iter(VIEWS)))
        self.say(f"Removed the view {name}")

    async def _remember(self, name: str) -> None:
        """Desk state that nobody waits for: a store that cannot be written just forgets it."""
        desk, actor = self.seat.desk, self.seat.actor
        with suppress(DeskError):
            await self.write(lambda: desk.saved_views.remember(actor, name))
