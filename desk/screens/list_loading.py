"""How a list of work gets its rows: opens it, reads on, reads it again around its cursor."""

from __future__ import annotations

from asyncio import get_running_loop
from collections.abc import Callable
from functools import partial
from typing import Any

from desk.errors import DeskError
from desk.screens.base import Seat
from desk.screens.counting import Counting
from desk.screens.frame import FramedScreen
from desk.screens.queue_list import Part, Place, QueueList, Tally
from desk.widgets.status_line import StatusLine
from desk.widgets.windowed import WindowedList
from desk.widgets.work_cells import Reader
from desk.widgets.work_table import WorkTable

_LOOKING = 0.2
"""Seconds after which a search says that it goes on."""


class ListLoading(FramedScreen[Part]):
    """The list's widgets and what fills them; subclasses say which list and which table."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.list = self.made_list()
        self.status = StatusLine(seat.look)
        self.table = self.made_table(
            Reader(seat.actor.id, seat.desk.clock.now(), zone=seat.actor.zone)
        )
        self.counting = Counting(seat.desk)
        self._reading: Callable[[], Part] = self.list.open
        self._is_opening = True
        self._shown_list = self.list.chosen
        self._goal: int | None = None
        self._listed: object = None
        """How many were listed when they were counted last."""

    def made_list(self) -> QueueList:
        """What the rows are read from."""
        return QueueList(self.seat.desk, self.seat.actor)

    def made_table(self, reader: Reader) -> WorkTable:
        """What shows them."""
        return WorkTable(self.seat.look, reader)

    @property
    def is_looking(self) -> bool:
        """Whether a list is being opened and not yet here."""
        return self._is_opening

    def load(self) -> Part:
        """Read the part of the list that is wanted."""
        return self._reading()

    def show(self, rows: Part) -> None:
        """Show it: a new list from its start, the same one around its cursor."""
        is_new, self._is_opening = self._is_opening, False
        self.table.tick(self.seat.desk.clock.now())
        show = self.table.open_at if is_new else self.table.renew
        show(rows.rows, is_first=rows.is_first, is_last=rows.is_last)
        self._shown_list = self.list.chosen
        if is_new:
            self.name_list()
        self.table.empty = self.nothing()
        if self._goal is not None and self.table.turn_to(self._goal):
            self._goal = None
        self.count()

    def nothing(self) -> tuple[str, ...]:
        """What stands in place of rows."""
        raise NotImplementedError

    def name_list(self) -> None:
        """Say which list it is."""
        raise NotImplementedError

    def tell_tally(self, tally: Tally) -> None:
        """Show what was counted."""
        self.top.count(tally.counters)
        self.status.count(tally.shown)

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

    def count(self, *, is_minute: bool = False) -> None:
        """Count what is urgent and what is listed, off the main loop.

        With another minute a snooze may have ended: then what is listed is read again.
        """
        counting: Callable[[], Any] = partial(self._count, is_minute=is_minute)
        self.run_worker(counting, group="tally", exclusive=True, exit_on_error=False)

    def on_windowed_list_wanted(self, event: WindowedList.Wanted) -> None:
        """Read more rows in time."""
        event.stop()
        self.run_worker(self._more(event), group="more", exit_on_error=False)

    async def _count(self, *, is_minute: bool) -> None:
        try:
            reading = self.read if self.list.is_quick else self.counting.count
            tally = await reading(self.list.tally)
        except DeskError:
            if not self._is_opening:  # else it was stopped for the list that is being opened
                raise
        else:
            self.tell_tally(tally)
            has_moved, self._listed = tally.shown != self._listed, tally.shown
            if is_minute and has_moved and not self._is_opening:
                self.reload()

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
