"""How the queue gets its rows: opens a list, reads on, follows what other desks change."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable, Sequence
from functools import partial

from textual.message import Message

from desk.errors import DeskError
from desk.rows.work import WorkRow
from desk.rules.filters import VIEWS
from desk.rules.plain_text import plain
from desk.screens.base import DeskScreen, Seat
from desk.screens.counting import Counting
from desk.screens.frame import FramedScreen
from desk.screens.live import Listener
from desk.screens.queue_list import Part, Place, QueueList
from desk.widgets.empty import NEW_STORE, no_rows
from desk.widgets.status_line import StatusLine
from desk.widgets.summary import Summary
from desk.widgets.windowed import WindowedList
from desk.widgets.work_cells import Reader, urgency
from desk.widgets.work_table import WorkTable

_LOOKING = 0.2
"""Seconds after which a search says that it goes on."""
_LATE = ("jeopardy", "breached", "overdue2", "overdue3")
"""Levels that are announced when an item comes in with them."""


class Touched(Message):
    """Some desk changed these items; None when the store cannot be heard."""

    def __init__(self, ids: tuple[int, ...] | None) -> None:
        super().__init__()
        self.ids = ids


class CompanyMoved(Message):
    """Somebody came to an item, left it, began or stopped to write, or may have ended."""


class QueueLoading(FramedScreen[Part]):
    """The list's widgets and what fills them."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.list = QueueList(seat.desk, seat.actor)
        self.status = StatusLine(seat.look)
        self.table = WorkTable(
            seat.look, Reader(seat.actor.id, seat.desk.clock.now(), zone=seat.actor.zone)
        )
        self.summary = Summary(seat.look)
        self.listener = Listener(
            seat.desk,
            lambda ids: self.post_message(Touched(ids)),
            self.refuse,
            lambda: self.post_message(CompanyMoved()),
        )
        self.counting = Counting(seat.desk)
        self._listed: object = None
        """How many were listed when they were counted last."""
        self._reading: Callable[[], Part] = self.list.open
        self._is_opening = True
        self._touched: set[int] = set()
        self._shown_list = self.list.chosen
        self._goal: int | None = None

    @property
    def is_looking(self) -> bool:
        """Whether a list is being opened and not yet here."""
        return self._is_opening

    def load(self) -> Part:
        """Read the part of the list that is wanted."""
        return self._reading()

    def show(self, rows: Part) -> None:
        """Show it: a new list from its start, the same one around its cursor."""
        known = {row.id for row in self.table.window.rows}
        is_new, self._is_opening = self._is_opening, False
        show = self.table.open_at if is_new else self.table.renew
        show(rows.rows, is_first=rows.is_first, is_last=rows.is_last)
        self._shown_list = self.list.chosen
        if is_new:
            self.name_list()
        self.table.empty = no_rows(plain(self.list.view), is_filtered=bool(self.list.typed))
        if not is_new:
            self._mark(rows.rows, known)
        if self._goal is not None and self.table.turn_to(self._goal):
            self._goal = None
        self._touched.clear()
        self.count()

    def reload(self) -> None:
        """Read the same part again; a list that is just being opened goes on opening."""
        if not self._is_opening:
            window, row = self.table.window, self.table.row
            first = None if window.is_first or not window.rows else window.rows[0]
            held = row.id if row and row.id not in self.seat.own else None
            place = Place(first, len(window.rows), held, window.cursor)
            self._reading = partial(self.list.again, place)
        super().reload()

    def reload_onto(self, id_: int) -> None:
        """Read again, then put the cursor on an item."""
        self._goal = id_
        self.reload()

    def open_list(self) -> None:
        """Show another list: its view, filter or order has changed.

        Whatever is still read for the one before is given up: the newest question comes first.
        """
        self.give_up_reading()
        self._reading, self._is_opening = self.list.open, True
        self.name_list()
        self.reload()
        get_running_loop().call_later(_LOOKING, self._tell_looking, self._load_number)

    def give_up_reading(self) -> None:
        """Stop every read for the list; what waits for one is not told so."""
        self._load_number += 1
        for group in ("tally", "more", "preview"):
            self.workers.cancel_group(self, group)
        self.seat.desk.work.stop()

    def stop_looking(self) -> None:
        """Give up the search that goes on, and go back to the list that is shown."""
        self.give_up_reading()
        self._is_opening = False
        self.list.choose(self._shown_list)
        self.name_list()
        self.count()

    def name_list(self) -> None:
        """Say which list it is."""
        self.status.show(self.list.view, self.list.typed, self.list.order)
        self.table.show_columns(self.list.columns)

    def count(self, *, is_minute: bool = False) -> None:
        """Count what is urgent and what is listed, off the main loop.

        With another minute a snooze may have ended: then what is listed is read again.
        """
        counting = self._count(is_minute=is_minute)
        self.run_worker(counting, group="tally", exclusive=True, exit_on_error=False)

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

    def on_windowed_list_wanted(self, event: WindowedList.Wanted) -> None:
        """Read more rows in time."""
        event.stop()
        self.run_worker(self._more(event), group="more", exit_on_error=False)

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

    async def _count(self, *, is_minute: bool) -> None:
        try:
            is_quick = not self.list.typed and self.list.view in VIEWS
            reading = self.read if is_quick else self.counting.count
            tally = await reading(self.list.tally)
        except DeskError:
            if not self._is_opening:  # else it was stopped for the list that is being opened
                raise
        else:
            self.top.count(tally.counters)
            self.status.count(tally.shown)
            has_moved, self._listed = tally.shown != self._listed, tally.shown
            if is_minute and has_moved and not self._is_opening:
                self.reload()
            if tally.is_void:
                self.table.empty = NEW_STORE
                self.table.refresh()

    async def _more(self, wanted: WindowedList.Wanted) -> None:
        key, backwards = wanted.key, wanted.backwards
        if key is None:
            part = await self.read(self.list.end if backwards else self.list.open)
            self.table.open_at(part.rows, is_first=part.is_first, is_last=part.is_last)
            return
        part = await self.read(lambda: self.list.past(key, backwards=backwards))
        rows = self.table.window.rows
        if rows and rows[0 if backwards else -1].key == key:
            is_end = part.is_first if backwards else part.is_last
            self.table.add(part.rows, backwards=backwards, is_end=is_end)

    def _tell_looking(self, number: int) -> None:
        if self._is_opening and number == self._load_number:
            self.status.tell_looking()

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
