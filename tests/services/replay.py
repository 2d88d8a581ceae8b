"""The state of items as the store has it, and as their facts alone make it."""

import json
from collections.abc import Mapping
from typing import Any

from desk.bootstrap import Desk
from desk.models.clocks import COLUMNS, Clock
from desk.models.details import Detail
from desk.models.escalations import steps_of
from desk.models.followers import followers_of
from desk.models.journal import facts_of
from desk.models.links import links_of
from desk.models.promises import promises_of
from desk.models.store import Session
from desk.models.tasks import tasks_of
from desk.models.tickets import Ticket
from desk.models.violations import violations_of
from desk.models.work import Work
from desk.rules.facts import BESIDE
from desk.rules.vocabulary import parse_reference
from desk.services.ladder import told as told_step
from desk.services.missed import told as told_missed
from desk.services.task_sheet import told as told_task

_MERGED = ("merged", "mergedInto")
"""How an entry tells of a merge, which is beside a link of the same two."""
_MOVING = ("version", "updated", "touched_at")
"""What every change moves, an undo too."""


def states(desk: Desk, refs: list[str]) -> dict[str, Any]:
    """Everything the store has on items, but for what only ever grows."""
    with desk._store.reading() as session:
        return {ref: _state(session, ref) for ref in refs}


def _state(session: Session, ref: str) -> dict[str, Any]:
    kind, number = parse_reference(ref)
    (head,) = _read(session, Work, f"kind = '{kind}' AND number = {number}")
    item = head["id"]
    (detail,) = _read(session, Detail, f"id = {item}")
    clocks = [
        tuple(row[name] for name in COLUMNS) for row in _read(session, Clock, f"item = {item}")
    ]
    found = session.sql(f"SELECT body FROM search WHERE recency = {head['recency']}")
    said = session.sql(
        f"SELECT id, text FROM message WHERE item = {item} AND withdrawn IS NULL ORDER BY id"
    )
    (ticket,) = _read(session, Ticket, f"id = {item}") if kind == "problem" else ({},)
    return {
        "head": {name: value for name, value in head.items() if name not in _MOVING},
        "detail": detail,
        "clocks": sorted(clocks, key=str),
        "links": sorted(links_of(session, item)),
        "promises": promises_of(session, item),
        "words": set((found[0][0] if found else "").split()),
        "said": said,
        "ticket": ticket,
        "tasks": {task.number: _still(told_task(task)) for task in tasks_of(session, item)},
        "followers": [*followers_of(session, item)],
    }


def _still(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """A task as it was told, but for what every change of it moves."""
    return {name: value for name, value in (values or {}).items() if name not in _MOVING}


def _read(session: Session, table: Any, where: str) -> list[dict[str, Any]]:
    """Rows of a table, all columns; spelt here, since to spell a query is most of what it costs."""
    names = [*table._meta.columns]
    selected = ", ".join(f'"{name}"' for name in names)
    rows = session.sql(f'SELECT {selected} FROM "{table._meta.table_name}" WHERE {where}')
    return [dict(zip(names, row, strict=True)) for row in rows]


def misreplayed(desk: Desk, refs: list[str]) -> list[str]:
    """Where the facts of items, applied one after the other, differ from what the store has."""
    with desk._store.reading() as session:
        return [fault for ref in refs for fault in _misreplayed(session, ref)]


def _misreplayed(session: Session, ref: str) -> list[str]:
    state = _state(session, ref)
    told: dict[tuple[str, str], Any] = {}
    faults = []
    for fact in facts_of(session, state["head"]["kind"], state["head"]["id"]):
        before, after = _flat(fact.before), _flat(fact.after)
        merged = {
            key
            for key in after
            if key[0] == "links" and (before.get(key) in _MERGED or after[key] in _MERGED)
        }
        for key, value in before.items():
            if key in merged:
                continue
            if key in told and told[key] != value:
                faults.append(
                    f"{ref}: {fact.seq} {fact.action} found {key} {value}, not {told[key]}"
                )
        told |= {key: value for key, value in after.items() if key not in merged}
    present = _flat_state(state) | _brought_by_time(session, state["head"]["id"])
    return faults + [
        f"{ref}: {key} is {present.get(key)}, its facts say {value}"
        for key, value in told.items()
        if key in present and present[key] != value or key not in present and value is not None
    ]


def _brought_by_time(session: Session, item: int) -> dict[tuple[str, str], Any]:
    """Crossings, escalations and missed targets of an item, which stand in tables of their own."""
    columns = ("clock", "generation", "threshold", "level", "at")
    rows = session.sql(f"SELECT {', '.join(columns)} FROM crossing WHERE item = {item}")
    steps, missed = steps_of(session, [item]), violations_of(session, [item])
    return {
        **{
            ("crossing", "/".join(map(str, row[:3]))): dict(zip(columns, row, strict=True))
            for row in rows
        },
        **{("escalations", str(e.number)): told_step(e) for e in steps.get(item, ())},
        **{("violations", e.key): _told(told_missed(e)) for e in missed.get(item, ())},
    }


def _flat(values: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """The values of a fact, those beside the item by their keys."""
    flat: dict[tuple[str, str], Any] = {}
    for name, value in values.items():
        if name not in BESIDE:
            flat[name, ""] = value
        elif isinstance(value, Mapping) and name != "notices":  # those go on by being sent
            flat |= {(name, key): _told(part) for key, part in value.items()}
    return flat


def _told(part: Any) -> Any:
    """A part as its table has it, which is where a clock knows when one is due."""
    if isinstance(part, Mapping):
        return {name: value for name, value in part.items() if name not in ("due", *_MOVING)}
    return part


def _flat_state(state: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    columns = {**state["head"], **state["detail"], **state["ticket"]}
    flat = {(name, ""): value for name, value in columns.items()}
    for _, name, generation, *rest in state["clocks"]:
        flat["clocks", f"{name}/{generation}"] = json.loads(json.dumps([name, generation, *rest]))
    for relation, other in state["links"]:
        flat["links", str(other)] = relation
    for promise in state["promises"]:
        values = promise._asdict()
        flat["promises", str(values.pop("number"))] = values
    flat |= {("tasks", str(number)): _told(task) for number, task in state["tasks"].items()}
    flat |= {("followers", str(person)): True for person in state["followers"]}
    return flat
