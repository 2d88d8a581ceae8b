"""Tasks and the agenda as JSON gives them; more keys may come, none goes."""

from desk.cli.shapes import LISTS, instant, work
from desk.rows.tasks import AgendaDay, AgendaPerson, TaskRow
from desk.rows.work import WorkRow
from desk.rules.instants import local, zone_named

_NOT_OF_TASKS = ("level", "customer", "channel", "created", "updated")
"""Keys of a row of work that a task has no value for."""


def task(row: TaskRow) -> dict[str, object]:
    """One task, in the shape of a row of work with what only tasks have behind it."""
    return {
        "ref": row.ref,
        "kind": "task",
        "state": row.state,
        "priority": row.problem_priority,
        "due": instant(row.due),
        "subject": row.name,
        "owner": row.owner,
        "team": row.team,
        "tags": [],
        "version": row.version,
        **dict.fromkeys(_NOT_OF_TASKS),
        **fields(row),
    }


def fields(row: TaskRow) -> dict[str, object]:
    """What only tasks have."""
    return {
        "problem": row.problem_ref,
        "place": row.place,
        "task_kind": row.kind,
        "partner": row.partner or None,
        "start": instant(row.planned_start),
        "effort_seconds": row.effort_seconds,
        "mandatory": row.mandatory,
        "after": list(row.after),
        "blocked_by": list(row.blocked_by),
        "begun": instant(row.begun_at),
        "ended": instant(row.ended_at),
        "text": row.text or None,
    }


def whole(row: TaskRow, listed: WorkRow, now: int) -> dict[str, object]:
    """One task in the shape of an item, so that one reader does for both."""
    known = {**task(row), **work(listed, now)}
    return {**known, "fields": fields(row), **{name: [] for name in LISTS}}


def agenda(day: AgendaDay, person: AgendaPerson, zone: str) -> dict[str, object]:
    """What one person, or nobody, has to do on one day."""
    return {
        "day": local(day.day, zone_named(zone)).date().isoformat(),
        "from": instant(day.day),
        "to": instant(day.ends),
        "person": person.name or None,
        "absent": person.is_absent,
        "absent_until": instant(person.absent_until),
        "load_seconds": person.load_seconds,
        "capacity_seconds": person.capacity_seconds if person.id is not None else None,
        "tasks": [task(row) for row in person.tasks],
    }
