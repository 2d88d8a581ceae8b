"""What `desk show` tells of an item that is late or will be: plan, steps, missed targets."""

from collections.abc import Callable, Iterator

from desk.rows.escalations import StepRow, ViolationRow
from desk.rows.items import ItemRow
from desk.rules.late_notices import knows_line
from desk.rules.times import span
from desk.rules.vocabulary import words

FIELDS = ("violations", "told_before_breach", "acknowledged", "escalations")
"""Fields that these lines tell already."""

Near = Callable[[int], str]
"""An instant in few words."""


def told_lines(item: ItemRow, near: Near) -> Iterator[tuple[str, str]]:
    """Each line with its name: the plan, each step, each missed target."""
    if item.plan is not None:
        yield "plan", f"{item.plan.text} (at {words(item.plan.level)}, {near(item.plan.at)})"
    for step in item.steps:
        yield f"level {step.level}", _step(step, near)
    for missed in item.violations:
        yield f"{words(missed.clock)} missed", _missed(missed, near)


def _step(step: StepRow, near: Near) -> str:
    by_itself = "by itself, " if step.trigger == "auto" else ""
    said = [f"{step.goal}, {step.type}, {by_itself}{near(step.at)}", step.reason]
    if step.acknowledged_at is not None:
        said.append(f"acknowledged by {step.acknowledged_by}: {step.plan}")
    if step.ended_at is not None:
        said.append(f"taken back {near(step.ended_at)}: {step.outcome}")
    return "; ".join(each for each in said if each)


def _missed(missed: ViolationRow, near: Near) -> str:
    said = [f"by {span(missed.missed_by_seconds)}"]
    said.append(f"customer {knows_line(missed.telling, near)}")
    said.append(missed.action)
    settled = missed.satisfied_at
    said.append("followed up" if settled is None else f"settled {near(settled)}")
    return "; ".join(each for each in said if each)
