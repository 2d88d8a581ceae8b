"""Plans: tasks that are laid in one step, read from a page of settings and written to one."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.errors import BadValue, DeskError
from desk.rules.calendars import list_of, mapping_of, refuse_unknown
from desk.rules.instants import duration, parse_duration
from desk.rules.nearness import nearest
from desk.rules.sequence import refuse_loop
from desk.rules.vocabulary import TASK_KINDS
from desk.rules.words import storable

MOST_STEPS = 100
LONGEST_NAME = 200
LONGEST_TIME = 366 * 86400

_KEYS = ("category", "steps")
_STEP_KEYS = (
    *("name", "kind", "owner", "team", "partner", "start", "due", "effort", "after", "mandatory"),
)


class PlanStep(NamedTuple):
    """One task of a plan."""

    place: int
    name: str
    kind: str = "internal"
    owner: str = ""
    team: str = ""
    partner: str = ""
    start: int = 0
    """Working time from where it counts: the plan's start or, with `after`, the time at which the
    last of those before it is due."""
    due: int | None = None
    """Working time from there until it is due."""
    effort: int | None = None
    after: tuple[int, ...] = ()
    """The places of the steps that come before it, counted from 1."""
    mandatory: bool = True


class Plan(NamedTuple):
    """Tasks that belong together."""

    name: str
    category: str
    """Of the problems it is meant for; empty for all."""
    steps: tuple[PlanStep, ...]


def parse_plan(name: str, given: object) -> Plan:
    """Read a plan as settings or JSON hold it. Raises `BadValue`, naming the step and the key."""
    where = f"The plan '{name}'"
    table = mapping_of(given, where)
    refuse_unknown(table, _KEYS, where)
    rows = list_of(table.get("steps"), f"{where}, steps")
    if not rows:
        raise BadValue(f"{where} has no steps", 'Give it some, like steps = [{name = "Look"}].')
    if len(rows) > MOST_STEPS:
        raise BadValue(f"{where} has {len(rows)} steps", f"{MOST_STEPS} are the most.")
    steps = tuple(_step(where, place, row, len(rows)) for place, row in enumerate(rows, 1))
    try:
        refuse_loop({step.place: step.after for step in steps})
    except BadValue as error:
        raise BadValue(f"{where}: {error.message}", error.next_step) from None
    category = _text(where, "category", table.get("category", ""))
    return Plan(_text(where, "name", name), category, steps)


def written(plan: Plan) -> dict[str, object]:
    """A plan as settings and JSON hold it; what is as always is left out."""
    table: dict[str, object] = {"category": plan.category} if plan.category else {}
    return {**table, "steps": [_row(step) for step in plan.steps]}


def _row(step: PlanStep) -> dict[str, object]:
    row: dict[str, object] = {"name": step.name}
    row |= {"kind": step.kind} if step.kind != "internal" else {}
    for key in ("owner", "team", "partner"):
        row |= {key: getattr(step, key)} if getattr(step, key) else {}
    row |= {"start": duration(step.start)} if step.start else {}
    row |= {"due": duration(step.due)} if step.due is not None else {}
    row |= {"effort": duration(step.effort)} if step.effort is not None else {}
    row |= {"after": list(step.after)} if step.after else {}
    return row | ({} if step.mandatory else {"mandatory": False})


def _step(where: str, place: int, given: object, count: int) -> PlanStep:
    """One row of the steps."""
    called = f"{where}, step {place}"
    try:
        row = mapping_of(given, called)
        refuse_unknown(row, _STEP_KEYS, called)
        name = _text(called, "name", row.get("name", ""))
        if not name:
            raise BadValue(f"{called} has no name", "Say what is to be done.")
        due, effort = row.get("due"), row.get("effort")
        step = PlanStep(
            place,
            name,
            _kind(called, row.get("kind", "internal")),
            _text(called, "owner", row.get("owner", "")),
            _text(called, "team", row.get("team", "")),
            _text(called, "partner", row.get("partner", "")),
            start=_seconds(called, "start", row.get("start", 0)),
            due=None if due is None else _seconds(called, "due", due),
            effort=None if effort is None else _seconds(called, "effort", effort),
            after=_after(called, row.get("after", ()), count),
            mandatory=_yes(called, row.get("mandatory", True)),
        )
    except DeskError as error:
        said = error.message if called in error.message else f"{called}: {error.message}"
        raise BadValue(said, error.next_step) from None
    if step.due is not None and step.due < step.start:
        raise BadValue(f"{called} is due before it begins", "Let due be after start.")
    return step


def _text(called: str, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadValue(f"{called}: {key} is no text", f'Write it like {key} = "…".')
    text = " ".join(storable(value).split())
    if len(text) > LONGEST_NAME:
        raise BadValue(f"{called}: {key} has {len(text)} characters", f"{LONGEST_NAME} at most.")
    return text


def _kind(called: str, value: object) -> str:
    if value in TASK_KINDS:
        return str(value)
    near = nearest(str(value), TASK_KINDS)
    hint = f"Did you mean {near}? " if near else ""
    raise BadValue(
        f"{called}: kind is never '{str(value)[:40]}'",
        f"{hint}Write one of: {', '.join(TASK_KINDS)}.",
    )


def _seconds(called: str, key: str, value: object) -> int:
    seconds = parse_duration(value) if isinstance(value, str) else value
    is_number = isinstance(seconds, int) and not isinstance(seconds, bool)
    if not is_number or not 0 <= int(str(seconds)) <= LONGEST_TIME:
        raise BadValue(
            f"{called}: {key} is '{str(value)[:40]}'", f'Write working time, like {key} = "2h".'
        )
    return int(str(seconds))


def _after(called: str, value: object, count: int) -> tuple[int, ...]:
    rows: Sequence[object] = value if isinstance(value, list | tuple) else [value]
    for place in rows:
        if not isinstance(place, int) or isinstance(place, bool) or not 1 <= place <= count:
            raise BadValue(
                f"{called} comes after '{str(place)[:40]}', which is no step",
                f"Write numbers from 1 to {count}, like after = [1, 2].",
            )
    return tuple(sorted({int(str(place)) for place in rows}))


def _yes(called: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise BadValue(f"{called}: mandatory is '{str(value)[:40]}'", "Write true or false.")
