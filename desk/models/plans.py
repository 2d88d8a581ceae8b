"""Plans as the store keeps them: templates that lay several tasks in one step."""

import json

from desk.models.store import Session
from desk.models.tasks import Plan
from desk.rules.plans import Plan as Template
from desk.rules.plans import parse_plan, written
from desk.rules.words import fold


def plans(session: Session) -> list[tuple[Template, int]]:
    """Every plan with its version, by name."""
    rows = session.rows(
        Plan.select(Plan.name, Plan.category, Plan.steps, Plan.version).order_by(Plan.name_key)
    )
    return [(_template(name, category, steps), version) for name, category, steps, version in rows]


def plan_named(session: Session, name: str) -> tuple[int, Template] | None:
    """Number and content of the plan of that name, without regard to case and accents."""
    row = session.one(
        Plan.select(Plan.id, Plan.name, Plan.category, Plan.steps).where(
            Plan.name_key == fold(name)
        )
    )
    return None if row is None else (row[0], _template(*row[1:]))


def put_plan(session: Session, plan: Template) -> tuple[int, int]:
    """Write a plan, in place of the one of that name; its number and version."""
    insert = Plan.insert(
        name=plan.name,
        name_key=fold(plan.name),
        category=plan.category,
        steps=json.dumps(written(plan)["steps"], ensure_ascii=False),
        version=1,
    ).on_conflict(
        conflict_target=[Plan.name_key],
        preserve=[Plan.name, Plan.category, Plan.steps],
        update={Plan.version: Plan.version + 1},
    )
    (row,) = session.rows(insert.returning(Plan.id, Plan.version))
    return row[0], row[1]


def drop_plan(session: Session, number: int) -> None:
    """Take a plan away."""
    session.run(Plan.delete().where(Plan.id == number))


def _template(name: str, category: str, steps: str) -> Template:
    return parse_plan(name, {"category": category, "steps": json.loads(steps)})
