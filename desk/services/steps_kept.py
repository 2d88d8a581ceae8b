"""Escalations and violations as the journal tells them: whether they still are so, and put back."""

from collections.abc import Mapping

from desk.models.escalations import Step, drop_step, put_step, steps_of
from desk.models.store import Session
from desk.models.violations import (
    KeptViolation,
    add_violations,
    drop_violation,
    put_violation,
    violations_of,
)
from desk.services import ladder, missed
from desk.services.changes import Change
from desk.services.items import Item

Values = Mapping[str, object]

STEPS, VIOLATIONS = "escalations", missed.VIOLATIONS
"""The names under which the journal tells of them: by number, by clock and generation."""

_SETTLED = ("action", "satisfied_at")
"""What people write into a violation."""


def keep_step(change: Change, before: Step | None, after: Step) -> None:
    """Write a step of the item down, and tell of it."""
    put_step(change.session, change.item.id, after)
    was = ladder.told(before) if before else None
    change.beside(STEPS, after.number, was, ladder.told(after))


def steps_are_as(session: Session, item: Item, _: Values, left: Values) -> bool:
    """Whether the steps of an item still are as an entry left them, and none came after."""
    present = {str(s.number): ladder.told(s) for s in steps_of(session, [item.id]).get(item.id, [])}
    return all(present.get(number) == values for number, values in left.items())


def put_steps(change: Change, before: Values, _: Values) -> None:
    """Make the steps of an item what they were before an entry."""
    session, item = change.session, change.item.id
    present = {str(step.number): step for step in steps_of(session, [item]).get(item, [])}
    for number, values in before.items():
        there = present.get(number)
        if isinstance(values, Mapping):
            keep_step(change, there, Step(number=int(number), **values))
        else:
            drop_step(session, item, int(number))
            change.beside(STEPS, number, ladder.told(there) if there else None, None)


def keep_violation(change: Change, before: KeptViolation | None, after: KeptViolation) -> None:
    """Write a violation of the item down, and tell of it."""
    if before is None:
        add_violations(change.session, [(change.item.id, after)])
    else:
        put_violation(change.session, change.item.id, after)
    was = missed.told(before) if before else None
    change.beside(VIOLATIONS, after.key, was, missed.told(after))


def violations_are_as(session: Session, item: Item, _: Values, left: Values) -> bool:
    """Whether what was done about the violations of an item still is as an entry left it."""
    kept = violations_of(session, [item.id]).get(item.id, [])
    present = {each.key: missed.told(each) for each in kept}
    return all(_settled(present.get(key)) == _settled(values) for key, values in left.items())


def put_violations(change: Change, before: Values, _: Values) -> None:
    """Make the violations of an item what they were before an entry."""
    session, item = change.session, change.item.id
    present = {each.key: each for each in violations_of(session, [item]).get(item, [])}
    for key, values in before.items():
        there = present.get(key)
        if isinstance(values, Mapping) and there is not None:
            kept = {name: values[name] for name in _SETTLED}
            keep_violation(change, there, there._replace(**kept))
        elif there is not None and values is None:
            drop_violation(session, item, key)
            change.beside(VIOLATIONS, key, missed.told(there), None)


def _settled(values: object) -> object:
    return [values[name] for name in _SETTLED] if isinstance(values, Mapping) else None
