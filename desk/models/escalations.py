"""The table of escalations: who was called in on an item, by whom, and what came of it."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.models.base import AutoField, BigIntegerField, Table, TextField
from desk.models.store import Session

_AT_ONCE = 1000
"""Items in one statement."""


class Escalation(Table):
    """One step up a ladder, functional (more expertise) or hierarchic (more authority)."""

    id = AutoField()
    item = BigIntegerField()
    number = BigIntegerField()
    """Counted per item, from 1."""
    type = TextField()
    level = BigIntegerField()
    """The level of the item it made, 0 to 10."""
    origin = TextField()
    """Whom it came from, as JSON: {"team": 3, "owner": 5} or {}."""
    goal = TextField()
    """Whom it went to, as JSON: {"team": 4}, {"person": 7}, {"people": [7, 9]} or
    {"partner": "NetCo"}; on the ladder of authority {"step": 2} with it."""
    trigger_ = TextField()
    """auto or manual."""
    clock = TextField()
    reason = TextField()
    at = BigIntegerField()
    acknowledged_at = BigIntegerField(null=True)
    acknowledged_by = BigIntegerField(null=True)
    plan = TextField()
    ended_at = BigIntegerField(null=True)
    outcome = TextField()

    class Meta:
        table_name = "escalation"


class Step(NamedTuple):
    """One step up a ladder, as the store keeps it."""

    number: int
    type: str
    level: int
    origin: Mapping[str, object]
    goal: Mapping[str, object]
    trigger: str
    at: int
    clock: str = ""
    reason: str = ""
    acknowledged_at: int | None = None
    acknowledged_by: int | None = None
    plan: str = ""
    ended_at: int | None = None
    outcome: str = ""

    @property
    def rung(self) -> int:
        """Which step of the ladder of authority it is, from 1; 0 on the other ladder."""
        found = self.goal.get("step", 0)
        return found if isinstance(found, int) else 0

    @property
    def people(self) -> tuple[int, ...]:
        """Whom it called in by name."""
        one, several = self.goal.get("person"), self.goal.get("people")
        if isinstance(one, int):
            return (one,)
        return tuple(several) if isinstance(several, list) else ()


_COLUMNS = tuple("trigger_" if name == "trigger" else name for name in Step._fields)


def steps_of(session: Session, items: Sequence[int]) -> dict[int, list[Step]]:
    """Every step that some items have taken, the first one first."""
    found: dict[int, list[Step]] = {}
    columns = [getattr(Escalation, name) for name in _COLUMNS]
    for first in range(0, len(items), _AT_ONCE):
        some = Escalation.item << items[first : first + _AT_ONCE]
        query = Escalation.select(Escalation.item, *columns).where(some)
        for item, *row in session.rows(query.order_by(Escalation.item, Escalation.number)):
            found.setdefault(item, []).append(_step(row))
    return found


def add_steps(session: Session, rows: Sequence[tuple[int, Step]]) -> None:
    """Write new steps of items down, in one go."""
    session.insert_many(Escalation, ("item", *_COLUMNS), [(i, *_row(step)) for i, step in rows])


def put_step(session: Session, item: int, step: Step) -> None:
    """Write a step of an item down in place of the one of that number, if there is one."""
    drop_step(session, item, step.number)
    add_steps(session, [(item, step)])


def drop_step(session: Session, item: int, number: int) -> None:
    """Take a step of an item away: it was never taken."""
    of_it = (Escalation.item == item) & (Escalation.number == number)
    session.run(Escalation.delete().where(of_it))


def _step(row: Sequence[object]) -> Step:
    values = dict(zip(Step._fields, row, strict=True))
    for name in ("origin", "goal"):
        values[name] = json.loads(str(values[name]))
    return Step(**values)  # type: ignore[arg-type]


def _row(step: Step) -> tuple[object, ...]:
    spelt = {"origin": json.dumps(step.origin), "goal": json.dumps(step.goal)}
    return tuple({**step._asdict(), **spelt}.values())
