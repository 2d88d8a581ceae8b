"""What the keys of the queue do besides acting on the item under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.work import WorkRow
from desk.screens.base import Offer, OpenItem
from desk.screens.bulk import Bulk
from desk.screens.item_keys import ITEM_KEYS
from desk.screens.marking import Marking
from desk.screens.queue_list import SORTS, Part
from desk.screens.queue_views import QueueViews

_OPEN, _SORT = "open", "sort:"


class QueueKeys(Marking, Bulk[Part], QueueViews):
    """Small letters act on the item, capitals on the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ITEM_KEYS,
        Binding("n", "new", "new", id="queue.new", tooltip="Log a contact"),
        Binding("N", "next", "next", id="queue.next", tooltip="Take the most urgent free item"),
        Binding("V", "view", "view", id="queue.view", tooltip="Choose which work is shown"),
        Binding("S", "sort", "sort", id="queue.sort", tooltip="Choose the order of the list"),
        Binding("slash", "filter", "filter", id="queue.filter", tooltip="Filter and search"),
        Binding("g", "go", "go to", id="queue.go", tooltip="Open an item by its reference"),
        Binding("space", "mark", "mark", id="queue.mark", tooltip="Mark the item, or unmark it"),
        Binding(
            "asterisk",
            "mark_all",
            "all",
            id="queue.mark_all",
            tooltip="Mark all that the list shows; again: none",
        ),
        Binding(
            "escape",
            "back",
            "clear",
            id="queue.back",
            tooltip="Stop, or clear the marks, then the filter",
        ),
    ]

    @property
    def row(self) -> WorkRow | None:
        """The item under the cursor."""
        return self.table.row

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now; `esc` only while there is something to clear."""
        if action in ("mark", "mark_all") and self.row is None and not self.marks:
            return NothingToDo("There is no item here", "V shows another view.")
        is_busy = self.is_looking or self.is_dealing
        if action == "back" and not (self.list.typed or self.marks or is_busy):
            return NothingToDo("There is no filter to clear")
        return super().barred(action)

    def beside(self, ref: str, by: int) -> str | None:
        """The item so many rows further than the one of that reference, if that has the cursor."""
        if self.row is None or self.row.ref != ref:
            return None
        self.table.action_move(by)
        return self.row.ref if self.row.ref != ref else None

    def offers(self) -> list[Offer]:
        """Besides the item's actions: views and orders."""
        sorts = [Offer(_SORT + sort, f"Sort {said}", "", "S") for sort, said in SORTS.items()]
        row = self.row
        first = [Offer(_OPEN, "Open it", row.ref, "enter")] if row else []
        return [*first, *super().offers(), *self.view_offers(), *sorts]

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key == _OPEN:
            self.table.action_open()
        elif key.startswith(_SORT):
            self.list.sort = key.removeprefix(_SORT)
            self.open_list()
        elif not self.take_view(key):
            super().take(key)

    def open_item(self, row: WorkRow) -> None:
        """Open an item in full."""
        self.post_message(OpenItem(row.ref))

    def action_act(self, name: str) -> None:
        """Run a use case on the item; a reply is written below what it answers."""
        is_alone = not self.marks and self.row is not None
        if name == "reply" and is_alone and self.barred("act('reply')") is None:
            assert self.row is not None
            self.post_message(OpenItem(self.row.ref, to_reply=True))
        else:
            super().action_act(name)

    def action_next(self) -> None:
        """Take the most urgent item that nobody has."""
        self.run_worker(self._next(), group="do", exit_on_error=False)

    def action_sort(self) -> None:
        """Choose the order of the list."""
        from desk.screens.palette import PaletteScreen

        offers = [offer._replace(keys="") for offer in self.offers() if offer.key.startswith(_SORT)]
        palette = PaletteScreen(self.seat, "In which order", offers)
        self.app.push_screen(palette, lambda key: self.take(key) if key else None)

    def action_back(self) -> None:
        """Stop what goes on, else take the marks off, else clear the filter."""
        if self.is_dealing:
            self.stop_dealing()
        elif self.is_looking:
            self.stop_looking()
        elif self.marks:
            self.unmark([*self.marks])
        elif self.list.typed:
            self.list.typed = ""
            self.open_list()

    async def _next(self) -> None:
        desk, actor = self.seat.desk, self.seat.actor
        done = await self.write(lambda: desk.interactions.take_next(actor))
        row = await self.read(lambda: desk.work.find(actor, done.ref))
        self.seat.own.add(row.id)
        self.say(f"Claimed {row.ref}")
        self.reload_onto(row.id)
