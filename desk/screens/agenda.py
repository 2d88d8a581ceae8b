"""The agenda: who has to do what on which day, and whether the hours that are left suffice."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from desk.errors import DeskError
from desk.rows.tasks import Agenda
from desk.screens.agenda_days import Shown
from desk.screens.agenda_keys import AgendaKeys
from desk.screens.base import Seat
from desk.screens.carded import Card, Carded
from desk.screens.notes import Warned
from desk.widgets.agenda_lines import tasks_on
from desk.widgets.agenda_list import AgendaList
from desk.widgets.short_list import ShortList
from desk.widgets.summary import Summary
from desk.widgets.task_card import BELOW, TaskCard
from desk.widgets.work_cells import has_customer

_REST = 0.25
"""Seconds without a move after which the task is told, and its problem is read."""


class AgendaScreen(AgendaKeys, Carded[Shown]):
    """Installed once; what nobody owns stands first, what is late on the first day."""

    below = BELOW
    CSS_PATH = "agenda.tcss"
    AUTO_FOCUS = "AgendaList"

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.card = TaskCard(seat.look, self.list.reader)
        self.summary = Summary(seat.look)
        self.summary.is_pane = True
        self._is_fresh = True
        self._resting: TimerHandle | None = None

    @property
    def parts(self) -> tuple[ShortList, Card]:
        """The list, and its card."""
        return self.list, self.card

    def compose(self) -> ComposeResult:
        """Frame, list, and the task under the cursor below it or beside it with its problem."""
        yield self.top
        yield self.status
        with Container(id="body"):
            yield self.list
            with Vertical(id="pane"):
                yield self.card
                yield self.summary
        yield self.keys
        yield self.toast
        yield self.too_small

    def on_mount(self) -> None:
        """Keep time and keys."""
        self.begin_minutes()
        self.watch_keys()
        self.name_days()

    def on_screen_resume(self) -> None:
        """Show it as it is now."""
        self.reload()

    def load(self) -> Shown:
        """Read the days."""
        return self.days.read()

    def show(self, rows: Shown) -> None:
        """Paint them; the cursor stays on its task."""
        agenda = rows.agenda
        reader = self.list.reader._replace(now=agenda.now)
        self.top.count(rows.counters)
        self.list.empty = _nothing(self.days.of)
        self.list.show(agenda, reader, afresh=self._is_fresh)
        self._is_fresh = False
        self.know_marked(row for row in self.all_listed().rows)
        self.name_days()
        self.status.count(_counted(agenda))
        self._rest()

    def name_days(self) -> None:
        """Say whose agenda it is."""
        self.status.show(self.days.title, "", "")

    def open_days(self) -> None:
        """Show other days, or those of others, from their start."""
        self._is_fresh = True
        self.name_days()
        self.reload()

    def touched(self, ids: tuple[int, ...]) -> None:
        """Any problem may have got a task for one of these days."""
        if self.is_current:
            self.reload()

    def minute(self, now: int) -> None:
        """Less is left of the day."""
        if self.is_current:
            self.reload()

    def on_resize(self, event: events.Resize) -> None:
        """The task is told anew for the width."""
        self._rest_soon()

    @on(ShortList.Moved)
    def _moved(self, event: ShortList.Moved) -> None:
        event.stop()
        self.toast.leave_refusal()
        self._rest_soon()

    @on(ShortList.Opened)
    def _opened(self, event: ShortList.Opened) -> None:
        event.stop()
        self.open_task()

    @on(AgendaList.Beyond)
    def _beyond(self, event: AgendaList.Beyond) -> None:
        event.stop()
        if self.days.turn(event.by):
            self.open_days()
        elif event.by < 0:
            self.post_message(Warned("Today is the first day", "What is late stands on it."))

    def _rest_soon(self) -> None:
        if self._resting is not None:
            self._resting.cancel()
        self._resting = get_running_loop().call_later(_REST, self._rest)

    def _rest(self) -> None:
        if self.is_attached:
            self.card.show(self.task_here, self.list.reader)
            self.show_keys()
            self._preview()

    @work(group="preview", exclusive=True, exit_on_error=False)
    async def _preview(self) -> None:
        desk, actor, task = self.seat.desk, self.seat.actor, self.task_here
        now = desk.clock.now()
        if task is None or not self.card.is_pane:
            self.summary.show(None, actor.name, actor.zone, now)
            return
        width, height = self.summary.size
        has_card = has_customer(width - 1, height)
        try:
            item = await self.read(
                lambda: desk.previews.of(
                    actor, task.problem_ref, with_trail=True, with_card=has_card
                )
            )
        except DeskError:  # it is gone; the next reading shows so
            return
        self.summary.show(item, actor.name, actor.zone, now)


def _counted(agenda: Agenda) -> str:
    """How many tasks there are, and how many of them are late."""
    many = sum(map(tasks_on, agenda.days))
    text = f"{many:,}{'+' if agenda.is_cut else ''} task{'s' if many != 1 else ''}"
    return f"{text}, {agenda.overdue:,} late" if agenda.overdue else text


def _nothing(of: str) -> tuple[str, ...]:
    """What an agenda without a line says: what to do next."""
    if of:
        return (f"Nobody is in {of}.", "/ shows the tasks of others.")
    return ("Nobody has a task.", "t on a problem adds one, L lays a plan of several.")
