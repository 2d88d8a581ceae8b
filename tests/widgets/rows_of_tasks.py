"""Rows of tasks for tests of lists."""

from desk.rows.tasks import TaskRow
from tests.stores import NOW

MINUTE, HOUR, DAY = 60, 3600, 86400


def task_row(place: int, name: str = "Test line", **other: object) -> TaskRow:
    """A task that waits for nothing and that nobody has."""
    row = TaskRow(
        ref=f"T-{place}",
        number=place,
        problem_ref="P-311",
        problem_subject="Fibre down, Lyon office, 140 people",
        problem_priority=1,
        place=place,
        name=name,
        kind="internal",
        state="ready",
        owner_id=None,
        owner=None,
        team=None,
        partner="",
        planned_start=None,
        due=None,
        effort_seconds=None,
        mandatory=True,
        after=(),
        blocked_by=(),
        begun_at=None,
        ended_at=None,
        text="",
        version=1,
        problem_id=311,
    )
    return row._replace(**other)  # type: ignore[arg-type]


def five_tasks() -> tuple[TaskRow, ...]:
    """Two that are done, one under way with a partner, two that come after it."""
    return (
        task_row(1, "Test line", state="done", owner_id=7, owner="Ana", ended_at=NOW - 4 * HOUR),
        task_row(
            2, "Order technician", state="done", owner_id=7, owner="Ana", ended_at=NOW - 3 * DAY
        ),
        task_row(3, "Technician on site", state="started", partner="NetCo", due=NOW + 36 * MINUTE),
        task_row(
            4, "Test with customer", state="planned", owner_id=9, owner="cem", blocked_by=(3,)
        ),
        task_row(5, "Close report", state="planned", owner="cem", blocked_by=(3, 4)),
    )
