"""What the keys of the queue do besides acting on the item under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.work import WorkRow
from desk.screens.base import Offer
from desk.screens.list_keys import ListKeys
from desk.screens.marking import Marking
from desk.screens.queue_list import SORTS, Part
from desk.screens.queue_views import QueueViews

_SORT = "sort:"


class QueueKeys(Marking, ListKeys[Part], QueueViews):
    """Small letters act on the item, capitals on the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("N", "next", "next", id="queue.next", tooltip="Take the most urgent free item"),
        Binding("V", "view", "view", id="queue.view", tooltip="Choose which work is shown"),
        Binding("S", "sort", "sort", id="queue.sort", tooltip="Choose the order of the list"),
    ]

    @property
    def row(self) -> WorkRow | None:
        """The item under the cursor."""
        return self.table.row

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now; `esc` only while there is something to clear."""
        if action == "back" and not self.is_clearable:
            return NothingToDo("There is no filter to clear")
        return super().barred(action)

    def step(self, by: int) -> None:
        """Move the cursor by so many rows."""
        self.table.action_move(by)

    def stop_looking(self) -> None:
        """Give up the search that goes on, and go back to the list that is shown."""
        QueueViews.stop_looking(self)

    def offers(self) -> list[Offer]:
        """Besides the item's actions: views and orders."""
        sorts = [Offer(_SORT + sort, f"Sort {said}", "", "S") for sort, said in SORTS.items()]
        return [*super().offers(), *self.view_offers(), *sorts]

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key.startswith(_SORT):
            self.list.sort = key.removeprefix(_SORT)
            self.open_list()
        elif not self.take_view(key):
            super().take(key)

    def action_next(self) -> None:
        """Take the most urgent item that nobody has."""
        self.run_worker(self._next(), group="do", exit_on_error=False)

    def action_sort(self) -> None:
        """Choose the order of the list."""
        from desk.screens.palette import PaletteScreen

        offers = [offer._replace(keys="") for offer in self.offers() if offer.key.startswith(_SORT)]
        palette = PaletteScreen(self.seat, "In which order", offers)
        self.app.push_screen(palette, lambda key: self.take(key) if key else None)

    async def _next(self) -> None:
        desk, actor = self.seat.desk, self.seat.actor
        done = await self.write(lambda: desk.interactions.take_next(actor))
        row = await self.read(lambda: desk.work.find(actor, done.ref))
        self.seat.own.add(row.id)
        self.say(f"Claimed {row.ref}")
        self.reload_onto(row.id)
