"""The tasks on the screen of a problem: while they have the focus, keys act on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from desk.errors import DeskError, NothingToDo
from desk.rows.tasks import TaskRow
from desk.rows.work import WorkRow
from desk.screens.base import Rows, Seat
from desk.screens.meaning import is_known
from desk.screens.task_offers import TaskOffers
from desk.screens.task_standing import against_order, as_work, first_of
from desk.widgets.short_list import ShortList
from desk.widgets.task_list import TaskList
from desk.widgets.work_cells import Reader


class OnTasks(TaskOffers[Rows]):
    """Mixed into a screen that shows an item; it lays out `tasks` and says what has the focus
    besides."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "pane", "tasks", id="item.pane", tooltip="To the tasks, and back"),
        Binding("L", "act('plan')", "plan", show=False, id="item.plan", tooltip="Lay a plan"),
    ]

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        now = seat.desk.clock.now()
        self.tasks = TaskList(seat.look, Reader(seat.actor.id, now, zone=seat.actor.zone))
        self.marks: dict[int, WorkRow] = {}
        self._aim = 0

    @property
    def beside_tasks(self) -> Widget:
        """What has the focus when the tasks have not."""
        raise NotImplementedError

    def about(self, name: str) -> WorkRow | None:
        """The task, where one is in hand and that means something on it."""
        task = self.task_in_hand
        return as_work(task) if task is not None and is_known(name, "task") else super().about(name)

    def aim_at(self, number: int) -> None:
        """Put the cursor on the task of that number as soon as the tasks are here."""
        self._aim = number
        self.is_ready = False  # keys are meant for it

    def show_tasks(self, tasks: Iterable[TaskRow], now: int) -> None:
        """Show the tasks of the item; the cursor stays on its task."""
        is_new = not self.tasks.tasks
        self.tasks.show(tasks, self.tasks.reader._replace(now=now))
        if self._aim and self.tasks.turn_to(self._aim):
            self.set_focus(self.tasks)
        elif is_new:
            self.tasks.go_to_next()
        self._aim = 0
        if not self.tasks.tasks and self.focused is self.tasks:
            self.set_focus(self.beside_tasks)
        self._take_marks()

    def leave_tasks(self) -> bool:
        """Take the marks off, else leave the tasks; whether there was anything to leave."""
        if self.is_dealing:
            self.stop_dealing()
        elif self.marks:
            self.unmark([*self.marks])
        elif self.task_in_hand is not None:
            self.set_focus(self.beside_tasks)
        else:
            return False
        return True

    def unmark(self, ids: Iterable[int]) -> None:
        """Take the marks off these tasks."""
        self.tasks.unmark(ids)
        self._take_marks()

    def tell_under_way(self, text: str) -> None:
        """Say how far it is in row 1."""
        self.whisper(text)

    def barred(self, action: str) -> DeskError | None:
        """Why a key cannot act now; what a task comes after is named."""
        if action == "pane" and not self.tasks.can_focus:
            add = "t adds one, L lays a plan." if self.tasks.takes_more else "It ended without any."
            return NothingToDo("There are no tasks here", add)
        if action == "open" and self.task_in_hand is not None:
            return self.barred("act('complete')")
        if not action.startswith("act("):
            return super().barred(action)
        name = action[5:-2]
        if not is_known(name, "task"):
            return self.unmarked(lambda: super(OnTasks, self).barred(action))
        reason = super().barred(action)
        task = self.task_in_hand
        if task is None or self.marks:
            return reason
        return first_of(reason, against_order(name, task))

    def verb(self, binding: Binding) -> str:
        """Where `tab` and `esc` lead to, from the tasks."""
        if binding.action in ("pane", "back") and self.task_in_hand is not None:
            return "clear" if self.marks and binding.action == "back" else "trail"
        return super().verb(binding)

    def action_act(self, name: str) -> None:
        """Run a use case on the task in hand, or on all that are marked; else on the item."""
        act = super().action_act
        if is_known(name, "task"):
            act(name)
        else:
            self.unmarked(lambda: act(name))

    def action_pane(self) -> None:
        """Go to the tasks, or back to what stands beside them."""
        barred = self.barred("pane")
        if barred is not None:
            self.refuse(barred)
            return
        here = self.task_in_hand is not None
        self.set_focus(self.beside_tasks if here else self.tasks)
        self._take_marks()

    @on(ShortList.Moved)
    def _task_moved(self, event: ShortList.Moved) -> None:
        event.stop()
        self.toast.leave_refusal()
        self.show_keys()

    @on(ShortList.Opened)
    def _task_opened(self, event: ShortList.Opened) -> None:
        event.stop()
        self.action_act("complete")

    @on(TaskList.Marked)
    def _task_marked(self, event: TaskList.Marked) -> None:
        event.stop()
        self._take_marks()

    def _take_marks(self) -> None:
        """What is marked counts while the tasks have the focus."""
        in_hand = self.tasks.chosen if self.tasks.marked and self.focused is self.tasks else []
        self.marks = {task.number: as_work(task) for task in in_hand}
        self.show_keys()
