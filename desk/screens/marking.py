"""Marks on items of the list."""

from __future__ import annotations

from collections.abc import Iterable

from desk.rows.work import Page
from desk.screens.list_loading import ListLoading
from desk.screens.marks import MOST, Marks
from desk.screens.queue_list import Part


class Marking(Marks[Part], ListLoading):
    """What is listed can be marked."""

    def show(self, rows: Part) -> None:
        """Know marked items as they are now."""
        super().show(rows)
        self.know_marked(rows.rows)

    def move_on(self) -> None:
        """Put the cursor on the next item."""
        self.table.action_move(1)

    def paint_marks(self, marked: set[int], changed: Iterable[int]) -> None:
        """Show these as marked."""
        self.table.mark(marked, changed)

    def all_listed(self) -> Page:
        """The first items of the list."""
        desk, actor = self.seat.desk, self.seat.actor
        return desk.work.page(actor, self.list.listing(), limit=MOST)
