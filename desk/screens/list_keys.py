"""The keys that every list of work has, as rows or as cards: act, mark, filter, open, go back."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.work import WorkRow
from desk.screens.base import Offer, OpenItem, Rows
from desk.screens.bulk import Bulk
from desk.screens.filtering import Filtering
from desk.screens.item_keys import ITEM_KEYS
from desk.screens.marks import Marks

_OPEN = "open"


class ListKeys(Marks[Rows], Bulk[Rows], Filtering[Rows]):
    """Small letters act on the item under the cursor, or on all that is marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ITEM_KEYS,
        Binding("n", "new", "new", id="queue.new", tooltip="Log a contact"),
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

    def step(self, by: int) -> None:
        """Move the cursor by so many items."""
        raise NotImplementedError

    def stop_looking(self) -> None:
        """Give up what is looked for, and stay with what is shown."""
        raise NotImplementedError

    @property
    def is_clearable(self) -> bool:
        """Whether there is something that `esc` stops or takes away."""
        return bool(self.typed or self.marks or self.is_looking or self.is_dealing)

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now."""
        if action in ("mark", "mark_all") and self.row is None and not self.marks:
            return NothingToDo("There is no item here", "V shows another view.")
        return super().barred(action)

    def beside(self, ref: str, by: int) -> str | None:
        """The item so many rows further than the one of that reference, if that has the cursor."""
        if self.row is None or self.row.ref != ref:
            return None
        self.step(by)
        return self.row.ref if self.row.ref != ref else None

    def offers(self) -> list[Offer]:
        """What can be done with the item, and opening it."""
        row = self.row
        first = [Offer(_OPEN, "Open it", row.ref, "enter")] if row else []
        return [*first, *super().offers()]

    def take(self, key: str) -> None:
        """Do what was offered."""
        if key != _OPEN:
            super().take(key)
        elif self.row is not None:
            self.open_item(self.row)

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

    def action_back(self) -> None:
        """Stop what goes on, else take the marks off, else clear the filter."""
        if self.is_dealing:
            self.stop_dealing()
        elif self.is_looking:
            self.stop_looking()
        elif self.marks:
            self.unmark([*self.marks])
        elif self.typed:
            self.refilter("")
