"""A line of the agenda as pieces of styled text: a day, a person's load, or a task."""

from __future__ import annotations

from typing import NamedTuple

from desk.rows.tasks import AgendaPerson, TaskRow
from desk.rules.plain_text import cells, fit
from desk.rules.times import day_of_year, near_moment, time_of_day
from desk.widgets.agenda_lines import AgendaLine, hours, tasks_in_words
from desk.widgets.drawn import Line, Pen, clip, spread
from desk.widgets.task_cells import Due, state_of, urgency_of
from desk.widgets.work_cells import Pens, Reader

_NAME = 16
_BAR, _LEAST_BAR = 14, 8
_WITH_BAR = 70
"""Columns from which the bar has its full length."""
_DUE, _DUE_LONG = 5, 7
"""Cells of a due time, and where the clock has twelve hours."""
_WEEK = 7 * 86400
_WORTH = 5
"""Cells from which it is worth while to begin a further fact."""


class AgendaColumns(NamedTuple):
    """Widths of the columns of tasks."""

    due: int
    ref: int
    name: int
    problem: int


def agenda_columns(width: int, ref: int, zone: str) -> AgendaColumns:
    """The columns of an agenda of that width, the references taking `ref` cells."""
    due = _DUE_LONG if getattr(zone, "times", "24h") == "12h" else _DUE
    room = max(16, width - 3 - due - 2 - ref - 2 - 2 - 2 - 1)
    name = room * 11 // 20
    return AgendaColumns(due, ref, name, room - name)


def day_pieces(line: AgendaLine, pen: Pen, width: int) -> Line:
    """The title of a day and what stands on it; or who has nothing to do then."""
    if not line.title:
        return clip([pen.said(f" {line.aside}", "muted")], width - 1, pen.glyphs.cut)
    aside = [pen.ink(f"{line.aside} ", "muted")]
    return spread([pen.ink(f" {line.title}", bold=True)], aside, width, pen)


def person_pieces(line: AgendaLine, reader: Reader, pen: Pen, width: int) -> Line:
    """A person: how much of the hours that are left is taken, as a bar and in words."""
    person = line.person
    assert person is not None
    if person.id is None:
        many = f"{tasks_in_words(len(person.tasks))}, {hours(person.load_seconds)} "
        title = [pen.ink(" Nobody has these", bold=True)]
        return spread(title, [pen.ink(many, "muted")], width, pen)
    name = "you" if person.id == reader.id else pen.gate(person.name)
    head = [pen.ink(f" {fit(name, _NAME, pen.glyphs.cut)}  ", bold=True)]
    if person.is_absent:
        return clip([*head, *_absent(person, reader, pen)], width - 1, pen.glyphs.cut)
    bar = _BAR if width >= 70 else _LEAST_BAR
    is_over = person.load_seconds > person.capacity_seconds
    sign = pen.sign(pen.glyphs.jeopardy, "warning", bold=True) if is_over else pen.ink(" ")
    said = pen.ink(_words(person, is_today=line.is_today), "text" if is_over else "muted")
    line_ = [*head, *_bar(person, pen, bar), pen.ink(" "), sign, pen.ink(" "), said]
    return clip(line_, width - 1, pen.glyphs.cut)


def task_pieces(line: AgendaLine, of: AgendaColumns, reader: Reader, drawn: Pens) -> Line:
    """A task after its first cell: sign, due, reference, state, name, and its problem."""
    task = line.task
    assert task is not None
    near, far = drawn
    due = _due(line, reader, far)
    state, token = state_of(task, far)
    before, beside = _asides(task, line, far)
    name, cut = far.gate(task.name), far.glyphs.cut
    name = fit(name, min(cells(name), of.name - cells(before)), cut)
    left = of.name - cells(name) - cells(before)
    aside = before + (fit(beside, left, cut) if left >= _WORTH else "")
    problem = f"{task.problem_ref}  {far.gate(task.problem_subject)}"
    return [
        near.sign(f"{due.sign or ' '} ", due.token, bold=due.token == "danger"),
        near.ink(fit(due.text, of.due, right=True), _token(due), bold=due.token == "danger"),
        far.ink(f"  {fit(task.ref, of.ref)}  ", "muted"),
        far.sign(f"{state} ", token),
        far.ink(name, "muted" if task.has_ended else "text", bold=task.state == "started"),
        far.ink(fit(aside, of.name - cells(name), cut), "muted"),
        far.ink("  " + fit(problem, of.problem, cut), "muted"),
    ]


def _due(line: AgendaLine, reader: Reader, pen: Pen) -> Due:
    """The time to go on the day that it is, else the time of day."""
    task = line.task
    assert task is not None
    due = urgency_of(task, reader.now, pen)
    if line.is_today or due.sign or task.due is None or task.has_ended:
        return due
    return Due(text=time_of_day(task.due, reader.zone))


def _token(due: Due) -> str:
    """Late times have their colour; of what is soon only the sign has it."""
    if due.token == "danger":
        return due.token
    return "muted" if due.is_far else "text"


def _asides(task: TaskRow, line: AgendaLine, pen: Pen) -> tuple[str, str]:
    """What to know besides its name: what it waits for; where there is room, who else does it."""
    waits = task.blocked_by
    more = pen.glyphs.cut if len(waits) > 1 else ""
    facts = [task.partner] if task.partner else []
    if line.person is not None and line.person.id is None and task.team:
        facts.append(task.team)
    beside = "".join(f"  {pen.gate(fact)}" for fact in facts)
    return f"  after {waits[0]}{more}" if waits else "", beside


def _bar(person: AgendaPerson, pen: Pen, width: int) -> Line:
    load, capacity = person.load_seconds, person.capacity_seconds
    share = load / capacity if capacity else float(load > 0)
    used = min(width, max(1 if load else 0, int(share * width)))
    return [
        pen.sign(pen.glyphs.used * used, "warning" if load > capacity else "text"),
        pen.ink(pen.glyphs.left * (width - used), "fill"),
    ]


def _words(person: AgendaPerson, *, is_today: bool) -> str:
    left = " left today" if is_today else ""
    load, capacity = hours(person.load_seconds), hours(person.capacity_seconds)
    if not person.capacity_seconds:
        off = "no hours left today" if is_today else "does not work then"
        return f"{load}, {off}" if person.load_seconds else off
    if not person.load_seconds:
        return f"free, {capacity}{left}"
    return f"{load} of {capacity}{left}"


def _absent(person: AgendaPerson, reader: Reader, pen: Pen) -> Line:
    until = ""
    if person.absent_until is not None:
        until = f" until {_back(person.absent_until, reader)}"
    why = f", {pen.gate(person.absent_why)}" if person.absent_why else ""
    line: Line = [pen.ink(f"absent{until}{why}", "muted")]
    if not person.tasks:
        return line
    many = len(person.tasks)
    said = f"{tasks_in_words(many)} need{'s' if many == 1 else ''} somebody else"
    sign = pen.sign(f"  {pen.glyphs.jeopardy} ", "warning", bold=True)
    return [*line, sign, pen.ink(said)]


def _back(until: int, reader: Reader) -> str:
    """The day somebody is back: `Mon` within a week, else `Thu 3 Dec`; `15:00` today."""
    said = near_moment(until, reader.zone, reader.now)
    if until - reader.now < _WEEK and not said[:1].isdigit():
        return said.partition(" ")[0]
    is_today = said == time_of_day(until, reader.zone)
    return said if is_today else day_of_year(until, reader.zone)
