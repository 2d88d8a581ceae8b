"""Tasks and plans as lists and an item's page show them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from desk.clock import Clock
from desk.errors import NotFound
from desk.models.base import NOBODY
from desk.models.store import Row, Session, Store
from desk.queries.clause import Clause, ask
from desk.rows.tasks import PlanRow, StepRow, TaskRow
from desk.rules.permissions import Actor, holds, require
from desk.rules.sequence import Stage, waits_for
from desk.rules.vocabulary import Reference, parse_reference
from desk.rules.words import fold

if TYPE_CHECKING:
    from desk.rules.plans import Plan

COLUMNS = (
    *("task.number", "work.kind", "work.number", "work.subject", "work.priority", "task.place"),
    *("task.name", "task.kind", "task.state", "task.owner", "person.name", "team.name"),
    *("task.partner", "task.planned_start", "task.due", "task.effort", "task.mandatory"),
    *("task.after", "task.begun_at", "task.ended_at", "task.text", "task.version", "task.item"),
)
"""What is read of a task, its problem and its people, in order."""

FROM = (
    "FROM task JOIN work ON work.id = task.item"
    " LEFT JOIN person ON person.id = task.owner LEFT JOIN team ON team.id = task.team"
)

_SELECT = f"SELECT {', '.join(COLUMNS)} {FROM}"

Waits = Mapping[tuple[int, int], tuple[int, ...]]
"""By problem and place, the places that have to end before a task may begin."""


class TaskList:
    """Reads of tasks and plans."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of(self, actor: Actor, ref: Reference | str) -> tuple[TaskRow, ...]:
        """The tasks of a problem, by their places. Raises `NotFound`."""
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        wanted = Clause("SELECT id FROM work WHERE kind = ? AND number = ?", tuple(sought))
        with self._store.reading() as session:
            found = ask(session, wanted) if holds(actor, "work.read") else []
            if not found:
                raise NotFound(f"There is no {sought}", "Look it up with: desk list")
            return tasks_of_item(session, found[0][0])

    def find(self, actor: Actor, ref: Reference | str) -> TaskRow:
        """One task. Raises `NotFound`."""
        sought = parse_reference(ref) if isinstance(ref, str) else ref
        wanted = Clause("SELECT item FROM task WHERE number = ?", (sought.number,))
        with self._store.reading() as session:
            is_task = sought.kind == "task" and holds(actor, "work.read")
            found = ask(session, wanted) if is_task else []
            if not found:
                raise NotFound(f"There is no {sought}", "Look it up with: desk agenda")
            rows = tasks_of_item(session, found[0][0])
            return next(row for row in rows if row.number == sought.number)

    def plans(self, actor: Actor, ref: Reference | str = "") -> tuple[PlanRow, ...]:
        """Every plan; with a problem those meant for its category first, then those for all."""
        from desk.models.plans import plans  # nobody who only looks at tasks waits for it

        require(actor, "work.read", "read plans")
        with self._store.reading() as session:
            category = _category(session, ref) if ref else ""
            rows = [_plan_row(plan, version, category) for plan, version in plans(session)]
        rows.sort(key=lambda row: (not (row.fits and row.category), not row.fits, fold(row.name)))
        return tuple(rows)


def tasks_of_item(session: Session, item: int) -> tuple[TaskRow, ...]:
    """The tasks of a problem by its number in the store, by their places."""
    rows = ask(session, Clause(f"{_SELECT} WHERE task.item = ? ORDER BY task.place", (item,)))
    places = [(row[22], row[5], row[8], row[17]) for row in rows]
    return task_rows(rows, waits_of(places))


def task_rows(rows: Sequence[Row], waits: Waits) -> tuple[TaskRow, ...]:
    """Rows read as `COLUMNS`."""
    return tuple(_task_row(row, waits) for row in rows)


def waits_of(places: Iterable[Row]) -> Waits:
    """What waits for what, from problem, place, state and `after` of all tasks of some problems."""
    stages: dict[int, list[Stage]] = {}
    for item, place, state, after in places:
        stages.setdefault(item, []).append(Stage(place, state, tuple(json.loads(after))))
    return {
        (item, place): before
        for item, known in stages.items()
        for place, before in waits_for(known).items()
    }


def _task_row(row: Row, waits: Waits) -> TaskRow:
    (number, kind, problem, subject, priority, place, name, task_kind, state, owner) = row[:10]
    (person, team, partner, start, due, effort, mandatory, after, begun, ended) = row[10:20]
    text, version, item = row[20:]
    has_ended = ended is not None or state in ("done", "failed", "cancelled")
    return TaskRow(
        *(str(Reference("task", number)), number, str(Reference(kind, problem)), subject),
        *(priority, place, name, task_kind, state),
        None if owner == NOBODY else owner,
        *(person, team, partner, start, due, effort),
        bool(mandatory),
        tuple(json.loads(after)),
        () if has_ended else waits.get((item, place), ()),
        *(begun, ended, text, version, item),
    )


def _category(session: Session, ref: Reference | str) -> str:
    sought = parse_reference(ref) if isinstance(ref, str) else ref
    statement = (
        "SELECT ticket.category FROM ticket JOIN work ON work.id = ticket.id"
        " WHERE work.kind = ? AND work.number = ?"
    )
    found = ask(session, Clause(statement, tuple(sought)))
    return str(found[0][0]) if found else ""


def _plan_row(plan: "Plan", version: int, category: str) -> PlanRow:
    steps = tuple(
        StepRow(
            *(step.place, step.name, step.kind, step.owner, step.team, step.partner),
            *(step.start, step.due, step.effort, step.after, step.mandatory),
        )
        for step in plan.steps
    )
    fits = not plan.category or fold(plan.category) == fold(category)
    return PlanRow(plan.name, plan.category, fits, steps, version)
