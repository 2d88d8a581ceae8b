"""How the jeopardy screen gets its rows, what was done about them, and the log beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desk.errors import DeskError
from desk.rows.jeopardy import Response
from desk.rows.work import WorkRow
from desk.screens.base import Seat
from desk.screens.jeopardy_list import SCOPES, SECTIONS, JeopardyList, LogPart
from desk.screens.list_loading import ListLoading
from desk.screens.queue_list import Part
from desk.widgets.crossing_list import CrossingList
from desk.widgets.jeopardy_card import JeopardyCard
from desk.widgets.jeopardy_table import JeopardyTable
from desk.widgets.windowed import WindowedList
from desk.widgets.work_cells import Reader

_PAGE = 100
_NEAR = 40
"""How close to the last line of the log more of it is read."""
_WRITTEN_HERE = "Every clock that is half used up, in jeopardy or missed is written down here."


class JeopardyLoading(ListLoading):
    """The widgets of the screen and what fills them."""

    list: JeopardyList
    table: JeopardyTable

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        now = seat.desk.clock.now()
        self.card = JeopardyCard(seat.look, self.table.reader)
        self.log_list = CrossingList(seat.look, seat.actor.zone, now)
        self.is_log = False
        """Whether the log stands in place of the list."""
        self._log = LogPart((), {}, True, None, 0, 0)
        self._looked: int | None = None
        """Up to where the log had been seen when the screen was opened."""

    def made_list(self) -> JeopardyList:
        """What the rows are read from."""
        return JeopardyList(self.seat.desk, self.seat.actor)

    def made_table(self, reader: Reader) -> JeopardyTable:
        """What shows them."""
        return JeopardyTable(self.seat.look, reader)

    def show(self, rows: Part) -> None:
        """Show the rows, then what was done about them."""
        super().show(rows)
        self.table.answer(self.list.responses)
        self.tell_card()

    def nothing(self) -> tuple[str, ...]:
        """What an empty part says: what to look at next."""
        if self.list.typed:
            return ("Nothing fits the filter.", "/ changes it, esc takes it away.")
        is_ahead = self.list.section == "jeopardy"
        said = "in jeopardy" if is_ahead else "late"
        other = "what is late" if is_ahead else "what crossed"
        if self.list.scope == "all":
            return (f"Nothing is {said}.", f"tab shows {other}.")
        return (
            f"Nothing {said} is {SCOPES[self.list.scope]}.",
            f"tab shows {other}, v the work of others.",
        )

    def name_list(self) -> None:
        """Say which part it is, and whose."""
        part = "What crossed" if self.is_log else SECTIONS[self.list.section]
        self.status.show(f"{part}, {SCOPES[self.list.scope]}", self.list.typed, "")

    def tell(self, text: str) -> None:
        """Show in row 1 what was done."""
        self.status.say(text)

    def whisper(self, text: str) -> None:
        """Show in row 1 what is to be known."""
        self.status.say(text, is_done=False)

    def company_changed(self) -> None:
        """Somebody else came to an item or left it."""
        others = self.seat.presence.others
        self.table.attend({item: rows[0].person for item, rows in others.items()})

    def tell_card(self) -> None:
        """Tell of the item under the cursor."""
        row = self.table.row
        response = self.table.response(row) if row is not None else Response()
        self.card.show(row, response, self.table.reader)

    def read_log(self) -> None:
        """Read the log again, as far as it is shown."""
        reading: Callable[[], Any] = self._read_log
        self.run_worker(reading, group="log", exclusive=True, exit_on_error=False)

    def read_log_on(self) -> None:
        """Read more of the log, when the cursor comes near its end."""
        listed = self.log_list
        if not self._log.is_last and listed.place > len(listed.stops) - _NEAR:
            reading: Callable[[], Any] = self._read_log_on
            self.run_worker(reading, group="log-on", exclusive=True, exit_on_error=False)

    def item_in_log(self) -> WorkRow | None:
        """The item of the log's cursor."""
        here = self.log_list.current
        return self._log.items.get(here.item) if here is not None else None

    def note_looked(self) -> None:
        """The log was looked at: the next time what is newer is new."""
        desk, actor, newest = self.seat.desk, self.seat.actor, self._log.newest
        if self._looked is not None and newest > self._looked and desk.barred is None:
            self.seat.writer.submit(lambda: desk.news.look(actor, desk.jeopardy.LOG, newest))
        self._looked = None

    async def _read_log(self) -> None:
        many = max(_PAGE, len(self._log.rows))
        try:
            found = await self.read(lambda: self.list.log(many))
        except DeskError as error:
            self.refuse(error)
            return
        self._log = found
        self._looked = found.looked if self._looked is None else self._looked
        self._show_log()

    async def _read_log_on(self) -> None:
        past = self._log.reached
        more = await self.read(lambda: self.list.log_past(past))
        if past == self._log.reached:
            self._log = self._log._replace(
                rows=(*self._log.rows, *more.rows),
                items={**self._log.items, **more.items},
                is_last=more.is_last,
                reached=more.reached,
            )
            self._show_log()

    def _show_log(self) -> None:
        self.log_list.empty = ("Nothing has crossed a threshold yet.", _WRITTEN_HERE)
        if self.list.scope != "all":
            said = f"Nothing that crossed a threshold is {SCOPES[self.list.scope]}."
            self.log_list.empty = (said, "v shows the work of others.")
        self.log_list.show(self._log.rows, self._looked or 0, self.seat.desk.clock.now())

    async def _more(self, wanted: WindowedList.Wanted) -> None:
        await super()._more(wanted)
        self.table.answer(self.list.responses)
