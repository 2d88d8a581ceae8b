"""What `desk show` prints of a task."""

from collections.abc import Iterator, Sequence

from desk.cli.output import Output
from desk.rows.tasks import TaskRow
from desk.rules.times import due_cell, near_moment, span
from desk.rules.vocabulary import words

_NAME = 18


def task_lines(task: TaskRow, out: Output, zone: str, now: int) -> Iterator[str]:
    """One task: head, then what is planned and what came of it."""

    def near(at: int | None) -> str:
        return "" if at is None else near_moment(at, zone, now)

    owner = f"owner {task.owner}" if task.owner else "nobody has it"
    yield f"{task.ref}  {task.name}"
    yield out.glyphs.between(
        words("task"), words(task.kind), words(task.state), owner, task.team or ""
    )
    yield f"task {task.place} of {task.problem_ref} {task.problem_subject}"
    yield f"version {task.version}"
    planned = {
        "start": near(task.planned_start),
        "due": near(task.due),
        "effort": span(task.effort_seconds) if task.effort_seconds is not None else "",
        "partner": task.partner,
        "after": ", ".join(map(str, task.after)),
        "waits for": ", ".join(map(str, task.blocked_by)),
        "mandatory": "" if task.mandatory else "no",
        "begun": near(task.begun_at),
        "ended": near(task.ended_at),
        "text": task.text,
    }
    if any(planned.values()):
        yield ""
    for name, value in planned.items():
        if value:
            yield f"  {out.padded(name, _NAME)} {value}"


def step_lines(tasks: Sequence[TaskRow], out: Output, now: int) -> Iterator[str]:
    """The plan of a problem, a line each, by place."""
    for task in tasks:
        waits = ", ".join(map(str, task.blocked_by))
        is_late = not task.has_ended and task.due is not None and task.due <= now
        sign = out.glyphs.done if task.state == "done" else out.glyphs.breached if is_late else " "
        due = "" if task.has_ended else due_cell(task.due, "running", now)
        yield out.glyphs.between(
            f"{sign} {task.place:>2} {task.ref:<7} {due:>5}  {task.name}",
            words(task.state),
            f"after {waits}" if waits else "",
            "" if task.has_ended else task.owner or "nobody has it",
            task.team or "",
            "" if task.mandatory else "not mandatory",
        )
