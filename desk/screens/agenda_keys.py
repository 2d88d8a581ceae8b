"""What the keys of the agenda do: small letters act on the task, capitals on the list."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from desk.errors import DeskError, NothingToDo
from desk.rows.tasks import TaskRow
from desk.rows.work import Page, WorkRow
from desk.screens.agenda_days import AgendaDays, Shown
from desk.screens.base import Offer, OpenItem, Seat
from desk.screens.item_keys import ITEM_KEYS
from desk.screens.marked_list import MarkedList
from desk.screens.task_standing import against_order, as_work, first_of
from desk.widgets.agenda_list import AgendaList
from desk.widgets.status_line import StatusLine
from desk.widgets.work_cells import Reader

_ON_TASKS = ("claim", "assign", "priority", "done", "cancel", "start", "task", "undo")
_KEYS = tuple(
    each
    for each in ITEM_KEYS
    if isinstance(each, Binding) and (each.id or "").removeprefix("item.") in _ON_TASKS
)
"""The keys that mean something on a task, as they are on every screen."""
_OPEN, _TODAY, _WHOSE = "open", "today", "whose"
_NOT_OFFERED = ("links", "report")
"""What the palette offers on items of work alone."""
_ADD = "add-task"


class AgendaKeys(MarkedList[Shown]):
    """The list of the agenda, and what is done with its tasks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *_KEYS,
        Binding("n", "new", "new", id="agenda.new", tooltip="Log a contact"),
        Binding("slash", "whose", "whose", id="agenda.whose", tooltip="Whose tasks are shown"),
        Binding("f", "whose", "whose", show=False, id="agenda.of", tooltip="Whose tasks are shown"),
        Binding("T", "today", "today", id="agenda.today", tooltip="Back to today"),
        Binding("space", "mark", "mark", id="agenda.mark", tooltip="Mark the task, or unmark it"),
        Binding(
            "asterisk", "mark_all", "all", id="agenda.mark_all",
            tooltip="Mark every task of the days that are shown; again: none",
        ),
        Binding(
            "escape", "back", "back", id="agenda.back",
            tooltip="Stop, or clear the marks, else leave the agenda",
        ),
    ]  # fmt: skip

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.days = AgendaDays(seat.desk, seat.actor)
        self.status = StatusLine(seat.look)
        reader = Reader(seat.actor.id, seat.desk.clock.now(), zone=seat.actor.zone)
        self.list = AgendaList(seat.look, reader)

    @property
    def task_here(self) -> TaskRow | None:
        """The task under the cursor."""
        return self.list.current

    @property
    def row(self) -> WorkRow | None:
        """The same as sheets know it."""
        return as_work(self.task_here) if self.task_here is not None else None

    def mark_of(self, row: WorkRow) -> int:
        """A task's own number."""
        return row.key.id

    @property
    def marking(self) -> AgendaList:
        """The list that shows the marks."""
        return self.list

    def all_listed(self) -> Page:
        """Every task of the days that are shown."""
        tasks = [line.task for line in self.list.lines if line.task is not None]
        return Page(tuple(as_work(task) for task in tasks if not task.has_ended), is_last=True)

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now; what a task comes after is named."""
        task = self.task_here
        needs_task = action.startswith("act(") or action in ("mark", "mark_all", "open")
        if needs_task and task is None and not self.marks:
            return NothingToDo("There is no task here", "/ shows those of others.")
        if action == "today" and self.days.is_at_start and not self.list.day:
            return NothingToDo("Today is shown", "The arrows show other days.")
        if action == f"act('{_ADD}')":
            return self.seat.desk.barred
        reason = super().barred(action)
        if task is None or self.marks or not action.startswith("act("):
            return reason
        return first_of(reason, against_order(action[5:-2], task))

    def beside(self, ref: str, by: int) -> str | None:
        """The problem of the next task, or of the one before, that belongs to another one."""
        if self.task_here is None or self.task_here.problem_ref != ref:
            return None
        place = -1
        while self.task_here.problem_ref == ref and place != self.list.place:
            place = self.list.place
            self.list.action_move(by)
        return self.task_here.problem_ref if self.task_here.problem_ref != ref else None

    def offers(self) -> list[Offer]:
        """What can be done with the task, whose tasks to show, and other days."""
        task = self.task_here
        opening = [Offer(_OPEN, "Open its problem", task.problem_ref, "enter")] if task else []
        offered = [offer for offer in super().offers() if offer.key not in _NOT_OFFERED]
        adding = [Offer(f"act:{_ADD}", "Add a task to its problem", "", "t")] if task else []
        return [
            *opening,
            *offered,
            *adding,
            Offer(_WHOSE, "Show whose tasks", "", "/"),
            Offer(_TODAY, "Back to today", "", "T"),
        ]

    def take(self, key: str) -> None:
        """Do what was offered."""
        named = {
            _OPEN: self.list.action_open,
            _WHOSE: self.action_whose,
            _TODAY: self.action_today,
        }
        if key in named:
            named[key]()
        else:
            super().take(key)

    def action_act(self, name: str) -> None:
        """Run a use case on the task, or on all that is marked; a task is added to its problem."""
        if name != _ADD:
            super().action_act(name)
        elif (reason := self.barred(f"act('{_ADD}')")) is not None:
            self.refuse(reason)
        elif self.task_here is not None:
            self.run_worker(self._add(self.task_here.problem_ref), exit_on_error=False)

    def action_today(self) -> None:
        """Go back to the first task of today."""
        if self.days.is_at_start:
            self.list.action_end(True)
        else:
            self.days.go_to_start()
            self.open_days()

    def action_whose(self) -> None:
        """Choose whose tasks are shown."""
        self.run_worker(self._choose(), group="whose", exclusive=True, exit_on_error=False)

    def open_days(self) -> None:
        """Show other days, or those of others, from their start."""
        raise NotImplementedError

    def open_task(self) -> None:
        """Show the problem of the task under the cursor, there."""
        if self.task_here is not None:
            self.post_message(OpenItem(self.task_here.problem_ref, task=self.task_here.number))

    async def _add(self, ref: str) -> None:
        desk, actor = self.seat.desk, self.seat.actor
        try:
            row = await self.read(lambda: desk.work.find(actor, ref))
        except DeskError as error:
            self.refuse(error)
        else:
            self.ask(_ADD, row)

    async def _choose(self) -> None:
        from desk.screens.palette import PaletteScreen

        offers = await self.read(self.days.choices)
        of = await self.app.push_screen_wait(PaletteScreen(self.seat, "Whose tasks", offers))
        if of is not None:
            self.days.take(of)
            self.open_days()
