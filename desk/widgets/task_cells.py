"""One task as pieces of styled text: its state, who has it, when it is due or what it waits for."""

from __future__ import annotations

from typing import NamedTuple

from desk.rows.tasks import TaskRow
from desk.rules.plain_text import cells, fit
from desk.rules.times import due_cell, moment, time_of_day
from desk.widgets.drawn import Line, Pen
from desk.widgets.work_cells import Pens, Reader

SOON = 3600
"""Seconds before its due time from which a task has a sign."""
WHO = 7
_DUE_LEAST, _DUE_MOST = 7, 10
_DAY = 86400


class TaskColumns(NamedTuple):
    """Widths of the columns that depend on what stands in the list."""

    number: int
    title: int
    due: int


class Due(NamedTuple):
    """What a row says of time: a sign, its token, and the words after it."""

    sign: str = ""
    token: str = "text"
    text: str = ""
    is_far: bool = False

    @property
    def said(self) -> str:
        """Sign and words as they stand in their cell."""
        return f"{self.sign} {self.text}".strip()


def task_columns(tasks: tuple[TaskRow, ...], reader: Reader, pen: Pen, width: int) -> TaskColumns:
    """The columns of a list of these tasks in so many cells."""
    number = max((len(str(task.place)) for task in tasks), default=1)
    said = max((cells(due_of(task, reader, pen).said) for task in tasks), default=0)
    due = max(_DUE_LEAST, min(_DUE_MOST, said))
    return TaskColumns(number, max(8, width - 3 - number - 2 - 2 - WHO - 2 - due - 1), due)


def state_of(task: TaskRow, pen: Pen) -> tuple[str, str]:
    """The sign of a task's state, and its token; a blank before it is begun."""
    signs = {
        "done": (pen.glyphs.done, "success"),
        "failed": (pen.glyphs.breached, "danger"),
        "cancelled": (pen.glyphs.nobody, "muted"),
        "started": (pen.glyphs.under_way, "accent"),
    }
    return signs.get(task.state, (" ", "text"))


def due_of(task: TaskRow, reader: Reader, pen: Pen) -> Due:
    """When it ended, how late it is, what it comes after, or when it is due."""
    if task.has_ended:
        return Due(text=_ended(task, reader), is_far=True)
    urgent = urgency_of(task, reader.now, pen)
    if urgent.token == "danger" or not task.blocked_by:
        return urgent
    first, *more = task.blocked_by
    rest = pen.glyphs.cut if len(more) > 1 else f", {more[0]}" if more else ""
    return Due(text=f"after {first}{rest}", is_far=True)


def urgency_of(task: TaskRow, now: int, pen: Pen) -> Due:
    """The time to go until a task is due, with a sign when it is soon or over."""
    if task.due is None or task.has_ended:
        return Due()
    left = task.due - now
    text = due_cell(task.due, "running", now)
    if left <= 0:
        return Due(pen.glyphs.breached, "danger", text)
    if left <= SOON:
        return Due(pen.glyphs.warning, "warning", text)
    return Due(text=text, is_far=left >= _DAY)


def who_of(task: TaskRow, reader: Reader, pen: Pen) -> tuple[str, str]:
    """Who does it, and the token of that cell: a partner, a person, else a team that may."""
    if task.partner:
        return task.partner, "muted"
    if task.owner_id is not None and task.owner_id == reader.id:
        return "you", "text"
    return task.owner or task.team or pen.glyphs.nobody, "muted"


def task_cells(task: TaskRow, of: TaskColumns, reader: Reader, drawn: Pens) -> Line:
    """The row after its first cell: state, number, title, who, due."""
    near, far = drawn
    sign, token = state_of(task, near)
    who, who_token = who_of(task, reader, far)
    return [
        near.sign(f"{sign} ", token, bold=task.state == "failed"),
        near.ink(f"{task.place:>{of.number}}  ", "muted"),
        far.ink(
            fit(far.gate(task.name), of.title, far.glyphs.cut),
            "muted" if task.has_ended else "text",
            bold=task.state == "started",
        ),
        far.ink("  " + fit(far.gate(who), WHO, far.glyphs.cut) + "  ", who_token),
        *due_pieces(due_of(task, reader, far), of.due, far),
    ]


def due_pieces(due: Due, width: int, pen: Pen) -> Line:
    """The cell of the due time: its sign has the colour, its words too when it is late."""
    is_late = due.token == "danger"
    blank = " " * max(0, width - cells(due.said))
    if not due.sign:
        return [pen.ink(fit(due.text, width, right=True), "muted" if due.is_far else "text")]
    return [
        pen.ink(blank),
        pen.sign(f"{due.sign} ", due.token, bold=is_late),
        pen.ink(due.text, due.token if is_late else "text", bold=is_late),
    ]


def _ended(task: TaskRow, reader: Reader) -> str:
    """When it ended: `09:58` today, `19 Nov` this year, else the year."""
    if task.ended_at is None:
        return ""
    at = moment(task.ended_at, reader.zone, reader.now)
    if at == time_of_day(task.ended_at, reader.zone):
        return at
    parts = at.split()
    if len(parts) == 3:  # `Thu 19 Nov`, or `19 Nov 2015`
        return parts[-1] if parts[0].isdigit() else " ".join(parts[1:])
    return at[2:] if len(at) == 10 else at  # `2026-11-19`
