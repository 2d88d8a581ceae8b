"""The task under the cursor in a few lines: what it is, what it belongs to, how it stands."""

from __future__ import annotations

from desk.rows.tasks import TaskRow
from desk.rules.times import near_moment, span
from desk.rules.vocabulary import words
from desk.widgets.drawn import Drawn, Line, Pen, clip, flow, spread, width_of
from desk.widgets.look import Look
from desk.widgets.task_cells import urgency_of
from desk.widgets.work_cells import Reader

BELOW = 4
"""Rows of the card below a list: its rule and three lines."""


class TaskCard(Drawn):
    """Below a list a rule and three lines; in a pane a head above the preview of its problem."""

    DEFAULT_CSS = "TaskCard { height: auto; width: 1fr; background: $background; }"

    def __init__(self, look: Look, reader: Reader) -> None:
        super().__init__(look)
        self.is_pane = False
        self._reader = reader
        self._about: TaskRow | None = None

    def show(self, task: TaskRow | None, reader: Reader) -> None:
        """Show a task."""
        if (task, reader) != (self._about, self._reader):
            self._about, self._reader = task, reader
            self.redraw()

    def draw(self, width: int) -> list[Line]:
        """The lines in so many cells."""
        pen, task = self.pen, self._about
        if self.is_pane:
            edge = pen.ink(pen.glyphs.pane, "line")
            lines = pane(task, self._reader, pen, width - 1) if task else []
            return [[edge, *line] for line in lines]
        if task is None:
            return [[pen.ink(pen.glyphs.thin * width, "line")], [], [], []]
        return below(task, self._reader, pen, width)


def below(task: TaskRow, reader: Reader, pen: Pen, width: int) -> list[Line]:
    """A rule with the facts, the task, its problem, and how it stands."""
    who = pen.gate(_who(task, reader))
    kind = words(task.kind) if task.kind != "internal" else ""
    facts = pen.glyphs.between(
        f"task {task.place} of {task.problem_ref}", kind, words(task.state), who
    )
    thin = pen.glyphs.thin
    title = [
        pen.ink(f"{thin} ", "line"),
        pen.ink(task.ref, bold=True),
        pen.ink(f"  {facts} ", "muted"),
    ]
    title = clip(title, width - 2, pen.glyphs.cut)
    loud = pen.ink(f"P{task.problem_priority} ", "muted")
    problem = [pen.ink(f" {task.problem_ref}  ", "muted"), pen.said(task.problem_subject, "muted")]
    return [
        [*title, pen.ink(thin * (width - width_of(title)), "line")],
        clip([pen.ink(" "), pen.said(task.name)], width - 1, pen.glyphs.cut),
        spread(problem, [loud], width, pen),
        spread(_standing(task, reader, pen), [pen.ink(f"{_length(task)} ", "muted")], width, pen),
    ]


def pane(task: TaskRow, reader: Reader, pen: Pen, width: int) -> list[Line]:
    """The task in a pane, before its problem."""
    kind = words(task.kind) if task.kind != "internal" else ""
    facts = pen.glyphs.between(kind, words(task.state), pen.gate(_who(task, reader)))
    said = f"task {task.place} of {task.problem_ref}"
    head = flow([pen.said(f"{task.ref}  {task.name}", bold=True)], width - 2, len(task.ref) + 2)
    lines = [
        *head,
        [pen.ink(pen.glyphs.between(said, facts, _length(task)), "muted")],
        _standing(task, reader, pen)[1:] or [pen.ink("")],
    ]
    thin = [pen.ink(pen.glyphs.thin * width, "line")]
    return [*([pen.ink(" "), *clip(line, width - 2, pen.glyphs.cut)] for line in lines), thin]


def _who(task: TaskRow, reader: Reader) -> str:
    """Who has it, or which team may take it."""
    if task.owner_id is not None and task.owner_id == reader.id:
        return "you"
    if task.owner is not None:
        return task.owner
    return f"nobody of {task.team}" if task.team else "nobody has it"


def _length(task: TaskRow) -> str:
    return f"{span(task.effort_seconds)} of work" if task.effort_seconds else ""


def _standing(task: TaskRow, reader: Reader, pen: Pen) -> Line:
    """When it is due, what it waits for, since when it goes on; what was said at its end."""
    if task.has_ended:
        at = near_moment(task.ended_at, reader.zone, reader.now) if task.ended_at else ""
        said = pen.said(task.text, "text" if task.text else "muted")
        return [pen.ink(f" {words(task.state)} {at}  ", "muted"), said]
    line: Line = [pen.ink(" ")]
    due = urgency_of(task, reader.now, pen)
    if task.due is not None:
        at = near_moment(task.due, reader.zone, reader.now)
        verb = "Was due" if due.token == "danger" else "Due"
        line += [pen.sign(f"{due.sign} ", due.token)] if due.sign else []
        is_late = due.token == "danger"
        line.append(pen.ink(f"{verb} {at}", due.token if is_late else "text", bold=is_late))
    facts = [*_before(task), *_since(task, reader)]
    if not facts and task.due is None:
        facts.append("no time set, p plans it")
    aside = pen.glyphs.between(*facts)
    gap = f" {pen.glyphs.dot} " if task.due is not None and aside else ""
    return [*line, pen.ink(f"{gap}{aside}", "muted")]


def _before(task: TaskRow) -> list[str]:
    if not task.blocked_by:
        return []
    return [f"comes after {' and '.join(map(str, task.blocked_by))}"]


def _since(task: TaskRow, reader: Reader) -> list[str]:
    if task.begun_at is not None:
        return [f"begun {near_moment(task.begun_at, reader.zone, reader.now)}"]
    if task.planned_start is not None:
        verb = "starts" if task.planned_start > reader.now else "was to start"
        return [f"{verb} {near_moment(task.planned_start, reader.zone, reader.now)}"]
    return []
