"""Marks on items of the list: what is marked is acted on together, wherever it stands by then."""

from __future__ import annotations

from collections.abc import Iterable

from desk.rows.work import WorkRow
from desk.screens.base import Seat
from desk.screens.queue_list import Part
from desk.screens.queue_loading import QueueLoading

MOST = 1_000
"""Items that one key marks; more of them take another filter, or the command line."""


class Marking(QueueLoading):
    """Marks belong to items: they outlast paging, sorting, filters and what other desks do."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.marks: dict[int, WorkRow] = {}
        """What is marked, in the order of marking."""

    def show(self, rows: Part) -> None:
        """Know marked items as they are now."""
        super().show(rows)
        self.marks.update({row.id: row for row in rows.rows if row.id in self.marks})

    def action_mark(self) -> None:
        """Mark the item under the cursor, or take its mark off, and go on to the next."""
        row = self.table.row
        if row is None:
            return
        if row.id in self.marks:
            self.unmark([row.id])
        else:
            self.mark([row])
        self.table.action_move(1)

    def action_mark_all(self) -> None:
        """Mark everything the list shows, also what is not loaded; again takes all marks off."""
        self.run_worker(self._mark_all(), group="mark", exclusive=True, exit_on_error=False)

    def mark(self, rows: Iterable[WorkRow]) -> None:
        """Mark these too."""
        new = {row.id: row for row in rows if row.id not in self.marks}
        self.marks.update(new)
        self._show_marks(new)

    def unmark(self, ids: Iterable[int]) -> None:
        """Take the marks off these."""
        gone = [id_ for id_ in [*ids] if self.marks.pop(id_, None)]
        self._show_marks(gone)

    def _show_marks(self, changed: Iterable[int]) -> None:
        self.table.mark(set(self.marks), changed)
        self.tell("")
        self.status.mark(len(self.marks))
        self.show_keys()

    async def _mark_all(self) -> None:
        desk, actor, listing = self.seat.desk, self.seat.actor, self.list.listing()
        page = await self.read(lambda: desk.work.page(actor, listing, limit=MOST))
        if all(row.id in self.marks for row in page.rows):
            self.unmark([*self.marks])
            return
        self.mark(page.rows)
        if not page.is_last:
            self.notice(
                "warning",
                self.seat.look.glyphs.warning,
                f"The first {MOST:,} are marked, the list has more",
                "Act on these, then mark again; or narrow the filter.",
            )
