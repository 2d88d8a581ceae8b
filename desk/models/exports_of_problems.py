"""What whole records of problems have beside the others: tickets, tasks and followers."""

import json
from collections.abc import Iterable, Mapping

from desk.models.store import Row
from desk.models.tasks import KeptTask, kept_task
from desk.models.tickets import TICKET_FIELDS
from desk.rules.exported_problems import ToldTask, ToldTicket
from desk.rules.vocabulary import Reference, parse_reference

TICKETS = f"SELECT id, {', '.join(TICKET_FIELDS)} FROM ticket WHERE id IN ({{}})"
TASKS = f"SELECT {', '.join(KeptTask._fields)} FROM task WHERE item IN ({{}}) ORDER BY item, place"
FOLLOWERS = (
    "SELECT follower.item, person.name FROM follower JOIN person ON person.id = follower.person"
    " WHERE follower.item IN ({}) ORDER BY follower.item, person.name_key"
)


def tasks_by_item(rows: Iterable[Row]) -> dict[int, list[KeptTask]]:
    """The tasks of each problem, by the number of its row."""
    found: dict[int, list[KeptTask]] = {}
    for row in rows:
        task = kept_task(row)
        found.setdefault(task.item, []).append(task)
    return found


def parent_of(row: Row) -> int | None:
    """The row of the major problem that a ticket names."""
    parent: int | None = row[1 + TICKET_FIELDS.index("parent")]
    return parent


def told_ticket(row: Row | None, references: Mapping[int, str]) -> ToldTicket | None:
    """A ticket of the store as an export tells it."""
    if row is None:
        return None
    values = dict(zip(TICKET_FIELDS, row[1:], strict=True))
    values["reasons"] = tuple(str(line) for line in json.loads(values["reasons"]))
    values["parent"] = references.get(values["parent"])
    values |= {name: bool(values[name]) for name in _YES_NO}
    return ToldTicket(**values)


def ticket_columns(told: ToldTicket) -> dict[str, object]:
    """A ticket of an export as the store keeps it; what it is a part of is written later."""
    values: dict[str, object] = told._asdict()
    values["reasons"] = json.dumps(told.reasons, ensure_ascii=False)
    values["parent"] = None
    return values | {name: int(bool(values[name])) for name in _YES_NO}


def told_task(task: KeptTask, people: Mapping[int, str], teams: Mapping[int, str]) -> ToldTask:
    """A task of the store as an export tells it."""
    return ToldTask(
        str(Reference("task", task.number)),
        *(task.place, task.name, task.kind, task.state),
        people.get(task.owner),
        None if task.team is None else teams.get(task.team),
        task.partner,
        *(task.planned_start, task.due, task.effort),
        bool(task.mandatory),
        task.after,
        *(task.begun_at, task.ended_at),
        task.touched_at,
        task.text,
        task.version,
    )


def task_told(told: ToldTask, owner: int, team: int | None) -> KeptTask:
    """A task of an export as the store keeps it, of a problem that has no row yet."""
    return KeptTask(
        number=parse_reference(told.ref).number,
        item=0,
        place=told.place,
        name=told.name,
        kind=told.kind,
        state=told.state,
        owner=owner,
        team=team,
        partner=told.partner,
        planned_start=told.planned_start,
        due=told.due,
        effort=told.effort_seconds,
        mandatory=int(told.mandatory),
        after=told.after,
        begun_at=told.begun_at,
        ended_at=told.ended_at,
        touched_at=told.touched_at,
        text=told.text,
        version=told.version,
    )


_YES_NO = ("workaround", "major", "confirmed")
