"""Marks on items: what is marked is acted on together, wherever it stands by then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desk.rows.work import Page, WorkRow
from desk.screens.base import Rows, Seat
from desk.screens.frame import FramedScreen

if TYPE_CHECKING:
    from desk.widgets.status_line import StatusLine

MOST = 1_000
"""Items that one key marks; more of them take another filter, or the command line."""


class Marks(FramedScreen[Rows]):
    """Marks belong to items: they outlast paging, sorting, filters and what other desks do.

    Subclasses say what is listed and how it shows a mark.
    """

    status: StatusLine

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.marks: dict[int, WorkRow] = {}
        """What is marked, in the order of marking."""

    @property
    def row(self) -> WorkRow | None:
        """The item under the cursor."""
        raise NotImplementedError

    def mark_of(self, row: WorkRow) -> int:
        """By which number an item is marked; tasks of one problem have one each."""
        return row.id

    def move_on(self) -> None:
        """Put the cursor on the next item."""
        raise NotImplementedError

    def paint_marks(self, marked: set[int], changed: Iterable[int]) -> None:
        """Show these as marked; only rows whose mark came or went are painted."""
        raise NotImplementedError

    def all_listed(self) -> Page:
        """Everything that one key marks, also what is not loaded; in the reader thread."""
        raise NotImplementedError

    def know_marked(self, rows: Iterable[WorkRow]) -> None:
        """Know marked items as they are now."""
        known = {self.mark_of(row): row for row in rows}
        self.marks.update({mark: row for mark, row in known.items() if mark in self.marks})

    def action_mark(self) -> None:
        """Mark the item under the cursor, or take its mark off, and go on to the next."""
        row = self.row
        if row is None:
            return
        if self.mark_of(row) in self.marks:
            self.unmark([self.mark_of(row)])
        else:
            self.mark([row])
        self.move_on()

    def action_mark_all(self) -> None:
        """Mark everything that is listed, also what is not loaded; again takes all marks off."""
        self.run_worker(self._mark_all(), group="mark", exclusive=True, exit_on_error=False)

    def mark(self, rows: Iterable[WorkRow]) -> None:
        """Mark these too."""
        known = {self.mark_of(row): row for row in rows}
        new = {mark: row for mark, row in known.items() if mark not in self.marks}
        self.marks.update(new)
        self._show_marks(new)

    def unmark(self, ids: Iterable[int]) -> None:
        """Take the marks off these."""
        gone = [id_ for id_ in [*ids] if self.marks.pop(id_, None)]
        self._show_marks(gone)

    def _show_marks(self, changed: Iterable[int]) -> None:
        self.paint_marks(set(self.marks), changed)
        self.tell("")
        self.status.mark(len(self.marks))
        self.show_keys()

    async def _mark_all(self) -> None:
        page = await self.read(self.all_listed)
        if all(self.mark_of(row) in self.marks for row in page.rows):
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
