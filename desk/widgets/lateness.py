"""What an item tells of its being late: who was called in, what is planned, what was missed."""

from collections.abc import Iterator, Sequence

from desk.rows.escalations import StepRow, ViolationRow
from desk.rows.items import ItemRow
from desk.rules.clocks import level_at
from desk.rules.late_notices import ON_ITS_WAY, TOLD, knows_line
from desk.rules.plain_text import fit
from desk.rules.times import near_moment, span
from desk.rules.vocabulary import LEVELS, words
from desk.widgets.clock_bar import Moment
from desk.widgets.drawn import Line, Pen, flow

_LABEL = 15
_WANTED = LEVELS.index("jeopardy")
"""From this level on somebody has to say what they plan."""


def standing_words(item: ItemRow) -> str:
    """Up to whom it was escalated: "level 2 told: mia", "level 1 with Backbone"."""
    level = item.fields.get("escalation_level")
    if not level:
        return ""
    last = next((step for step in reversed(item.steps) if step.is_open), None)
    if last is None:
        return f"level {level}"
    return f"level {level} {'told:' if last.type == 'hierarchic' else 'with'} {last.goal}"


def late_line(item: ItemRow, at: Moment, pen: Pen, plan_key: str) -> Line:
    """What was missed and is not settled, and the plan, in one line; empty for what is in time."""
    line: Line = []
    missed = [each for each in item.violations if each.satisfied_at is None]
    if missed:
        names = ", ".join(words(each.clock) for each in missed)
        line += [pen.sign(pen.glyphs.level("breached"), "danger"), pen.ink(f" {names} missed")]
        line += [pen.ink(f", customer {_known(missed)}", "muted")]
    if item.plan is not None:
        line += [pen.dot()] if line else []
        when = near_moment(item.plan.at, at.zone, at.now)
        line += [
            pen.ink("Plan: ", "muted"),
            pen.said(item.plan.text),
            pen.ink(f"  {when}", "muted"),
        ]
    elif _wants_plan(item, at.now):
        line += [pen.dot()] if line else []
        line += [pen.sign(plan_key, "accent", bold=True), pen.ink(" makes a plan", "muted")]
    return line


def lateness_lines(item: ItemRow, at: Moment, pen: Pen, width: int) -> list[Line]:
    """The steps, the plan and the missed targets, a group of lines; empty without any."""
    lines = [*_plan(item, at, pen, width)]
    for step in item.steps:
        lines += _step(step, at, pen, width)
    for each in item.violations:
        lines += _missed(each, at, pen, width)
    return [[pen.ink("Escalation", bold=True)], *lines] if lines else []


def _known(missed: Sequence[ViolationRow]) -> str:
    """How far the customer knows of all that was missed, in a word or two: the least of it."""
    states = {each.telling.state for each in missed}
    if states == {TOLD}:
        return "told"
    return "not told" if states - {TOLD, ON_ITS_WAY} else "about to be told"


def _wants_plan(item: ItemRow, now: int) -> bool:
    level = level_at(item.work.instants, now)
    return level is not None and LEVELS.index(level) >= _WANTED


def _plan(item: ItemRow, at: Moment, pen: Pen, width: int) -> Iterator[Line]:
    if item.plan is not None:
        when = near_moment(item.plan.at, at.zone, at.now)
        yield from _fact("Plan", f"{item.plan.text} ({item.plan.level}, {when})", pen, width)


def _step(step: StepRow, at: Moment, pen: Pen, width: int) -> list[Line]:
    by_itself = " by itself" if step.trigger == "auto" else ""
    said = [f"{step.goal}, {near_moment(step.at, at.zone, at.now)}{by_itself}", step.reason]
    if step.acknowledged_at is not None:
        said.append(f"{step.acknowledged_by}: {step.plan}")
    if step.ended_at is not None:
        said.append(f"taken back: {step.outcome}")
    return _fact(f"Level {step.level}", "; ".join(each for each in said if each), pen, width)


def _missed(each: ViolationRow, at: Moment, pen: Pen, width: int) -> list[Line]:
    seconds = each.missed_by_seconds
    late = f"missed by {span(seconds - seconds % 60 if seconds > 60 else seconds)}"
    told = f"customer {knows_line(each.telling, at.near)}"
    done = "settled" if each.satisfied_at is not None else "not settled yet"
    said = "; ".join(part for part in (late, told, each.action, done) if part)
    return _fact(words(each.clock), said, pen, width)


def _fact(label: str, value: str, pen: Pen, width: int) -> list[Line]:
    return flow([pen.ink(fit(label, _LABEL), "muted"), pen.said(value)], width, _LABEL)[:4]
