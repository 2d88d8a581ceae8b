"""How the queue follows what other desks change."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from desk.rows.work import WorkRow
from desk.rules.plain_text import plain
from desk.screens.base import DeskScreen, Seat
from desk.screens.list_loading import ListLoading
from desk.screens.live import Listener
from desk.screens.queue_list import Part, Tally
from desk.widgets.empty import NEW_STORE, no_rows
from desk.widgets.summary import Summary
from desk.widgets.work_cells import urgency

_LATE = ("jeopardy", "breached", "overdue2", "overdue3")
"""Levels that are announced when an item comes in with them."""


class Touched(Message):
    """Some desk changed these items; None when the store cannot be heard."""

    def __init__(self, ids: tuple[int, ...] | None) -> None:
        super().__init__()
        self.ids = ids


class CompanyMoved(Message):
    """Somebody came to an item, left it, began or stopped to write, or may have ended."""


class QueueLoading(ListLoading):
    """Follows what other desks change, for itself and for the screens above it."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.summary = Summary(seat.look)
        self.listener = Listener(
            seat.desk,
            lambda ids: self.post_message(Touched(ids)),
            self.refuse,
            lambda: self.post_message(CompanyMoved()),
        )
        self._touched: set[int] = set()

    def show(self, rows: Part) -> None:
        """Show it: a new list from its start, the same one around its cursor."""
        known = {row.id for row in self.table.window.rows}
        is_new = self._is_opening
        super().show(rows)
        if not is_new:
            self._mark(rows.rows, known)
        self._touched.clear()

    def nothing(self) -> tuple[str, ...]:
        """Why there are no rows, and what to do next."""
        return no_rows(plain(self.list.view), is_filtered=bool(self.list.typed))

    def tell_tally(self, tally: Tally) -> None:
        """Show what was counted; a store that is new says so."""
        super().tell_tally(tally)
        if tally.is_void:
            self.table.empty = NEW_STORE
            self.table.refresh()

    def name_list(self) -> None:
        """Say which list it is."""
        self.status.show(self.list.view, self.list.typed, self.list.order)
        self.table.show_columns(self.list.columns)

    def announce(self, refs: Sequence[str], what: str) -> None:
        """A toast on items that need somebody now; one for all of them."""
        if not refs:
            return
        many = len(refs)
        sentence = f"{refs[0]} {what}" if many == 1 else f"{many} items {what}"
        names = ", ".join(refs[:4]) + (f" and {many - 4} more" if many > 4 else "")
        self.notice("warning", self.seat.look.glyphs.jeopardy, sentence, names if many > 1 else "")
        if self.seat.desk.settings.bell == "all":
            self.app.bell()

    def on_touched(self, event: Touched) -> None:
        """Show what changed; the cursor stays on its item."""
        event.stop()
        self.tell_lost(is_lost=event.ids is None)
        if event.ids is None:
            return
        self._touched.update(event.ids)
        self.reload()
        for screen in self.app.screen_stack:
            if isinstance(screen, DeskScreen) and screen is not self:
                screen.touched(event.ids)

    def _mark(self, rows: Sequence[WorkRow], known: set[int]) -> None:
        """What others changed is bold until it was looked at; what came in late is announced."""
        theirs = self._touched - self.seat.own
        self.seat.own.difference_update(self._touched)
        here = self.table.row
        new = [row for row in rows if row.id in theirs and (here is None or row.id != here.id)]
        self.table.fresh.update(row.id for row in new)
        now = self.table.reader.now
        arrived = [row for row in new if row.id not in known and row.owner_id is None]
        self.announce(
            [row.ref for row in arrived if urgency(row, now).level in _LATE],
            "came in and cannot wait",
        )
