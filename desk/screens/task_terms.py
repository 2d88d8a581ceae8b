"""How the times of a task are asked for: what a field takes, and what stands now."""

from __future__ import annotations

from collections.abc import Mapping

from desk.rows.tasks import TaskRow
from desk.rules.times import near_moment, span
from desk.screens.base import Seat

LIKE = {"after": "numbers of tasks, like 1, 2", "effort": "30m, 2h"}
"""What may be typed into lines that have a form of their own."""
NO_PLANS = "There is no plan yet. desk settings edit, in a shell, takes one as [plan.NAME]."


def as_planned(seat: Seat, ref: str) -> Mapping[str, str]:
    """What each field of a task's times says as long as nothing is typed: how it stands now."""
    task = seat.desk.task_list.find(seat.actor, ref)
    now, zone = seat.desk.clock.now(), seat.actor.zone
    return {name: f"now {said}" for name, said in _stands(task, zone, now).items() if said}


def _stands(task: TaskRow, zone: str, now: int) -> Mapping[str, str]:
    start, due = task.planned_start, task.due
    return {
        "start": near_moment(start, zone, now) if start is not None else "",
        "due": near_moment(due, zone, now) if due is not None else "",
        "after": ", ".join(map(str, task.after)),
        "effort": span(task.effort_seconds) if task.effort_seconds else "",
    }
