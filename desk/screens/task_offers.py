"""What the palette offers while a task of a problem is in hand: on the task, and on the problem."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from desk.rows.tasks import TaskRow
from desk.screens.base import Offer, Rows
from desk.screens.bulk import Bulk
from desk.screens.spoken import SpokenScreen
from desk.screens.task_standing import against_order, as_work, first_of
from desk.widgets.task_list import TaskList

_TASK = "task:"
"""What it answers with when a use case on the task is taken."""

Found = TypeVar("Found")


class TaskOffers(Bulk[Rows], SpokenScreen[Rows]):
    """Mixed into a screen of an item that shows its tasks."""

    tasks: TaskList

    @property
    def task_in_hand(self) -> TaskRow | None:
        """The task under the cursor, while the tasks have the focus."""
        return self.tasks.current if self.focused is self.tasks else None

    def offers(self) -> list[Offer]:
        """What can be done with the task in hand, before what can be done with the item."""
        from desk.screens.item_keys import key_of
        from desk.screens.standing import actions_on

        task = self.task_in_hand
        offers = self.unmarked(super().offers)
        if task is None:
            return offers
        able = actions_on(as_work(task), self.seat.actor)
        return [
            *(
                Offer(_TASK + each.name, each.title, task.ref, key_of(each.name, "task"))
                for each in able
                if each.name != "undo" and against_order(each.name, task) is None
            ),
            *offers,
        ]

    def withheld(self) -> list[Offer]:
        """What cannot be done with the task in hand, and why; then the same of the item."""
        from desk.rules.actions import acting_on
        from desk.screens.item_keys import key_of
        from desk.screens.standing import against

        task, withheld = self.task_in_hand, super().withheld()
        if task is None:
            return withheld
        row, actor = as_work(task), self.seat.actor
        reasons = {
            each: first_of(against(each.name, row, actor), against_order(each.name, task))
            for each in acting_on("task")
            if each.name != "undo"
        }
        return [
            *(
                Offer(_TASK + each.name, each.title, reason.message, key_of(each.name, "task"))
                for each, reason in reasons.items()
                if reason is not None
            ),
            *withheld,
        ]

    def take(self, key: str) -> None:
        """Do what was offered: on the task by its own name, else on the item."""
        if key.startswith(_TASK):
            self.action_act(key.removeprefix(_TASK))
            return
        here = self.focused
        if here is self.tasks:  # the same name may mean the item
            self.set_focus(None)
        self.unmarked(lambda: super(TaskOffers, self).take(key))
        self.set_focus(here)

    def unmarked(self, act: Callable[[], Found]) -> Found:
        """Do something as if nothing were marked: it is about the item, not about its tasks."""
        marks, self.marks = self.marks, {}
        try:
            return act()
        finally:
            self.marks = marks
