"""What a report tells of lateness, and what the next level needs besides: parts and their words."""

from collections.abc import Iterator
from typing import NamedTuple

from desk.rules.document import Block, Fact, Facts, Grid, Points, Prose
from desk.rules.instants import rfc3339
from desk.rules.late_notices import Telling, knows_line, told_json
from desk.rules.times import full_moment, span
from desk.rules.vocabulary import words

Shape = dict[str, object]


class StepPart(NamedTuple):
    """One step up a ladder."""

    at: int
    type: str
    level: int
    origin: str
    goal: str
    trigger: str
    reason: str
    acknowledged_at: int | None
    acknowledged_by: str
    plan: str
    ended_at: int | None
    outcome: str


class MissedPart(NamedTuple):
    """A target that was missed."""

    clock: str
    due: int
    missed_by_seconds: int
    telling: Telling
    action: str
    satisfied_at: int | None


class CrossingPart(NamedTuple):
    """A threshold that was reached, and what the desk did."""

    at: int
    clock: str
    threshold: int
    level: str
    action: str


class PlanPart(NamedTuple):
    """What somebody plans, as they acknowledged how it stands."""

    level: str
    text: str
    at: int


class CustomerPart(NamedTuple):
    """Who the customer is, for somebody who has never heard of them."""

    ref: str
    name: str
    language: str
    media: tuple[tuple[str, str], ...]
    preferred: str
    zone: str
    quiet: str
    since: int
    contacts_90_days: int
    open_work: tuple[tuple[str, str], ...]
    """Reference and subject of what else is open."""


class LinkPart(NamedTuple):
    """Another item, and how this one stands to it."""

    relation: str
    ref: str
    subject: str
    state: str


class Lateness(NamedTuple):
    """What was reached and missed, what is planned, and who was called in."""

    steps: tuple[StepPart, ...] = ()
    missed: tuple[MissedPart, ...] = ()
    crossings: tuple[CrossingPart, ...] = ()
    plan: PlanPart | None = None


NOT_LATE = Lateness()
"""Of what nobody is told that it was late."""


def step_blocks(late: Lateness, zone: str) -> Iterator[Block]:
    """Who was called in, and what is planned."""
    if late.plan is not None:
        at = full_moment(late.plan.at, zone)
        yield Facts(
            (Fact("Plan", late.plan.text), Fact("Acknowledged", f"at {late.plan.level}, {at}"))
        )
    if late.steps:
        rows = tuple(_step(step, zone) for step in late.steps)
        yield Grid(("Level", "At", "Ladder", "From", "To", "Came of it"), _STEPS, rows)


def missed_blocks(late: Lateness, zone: str) -> Iterator[Block]:
    """Which targets were missed, and what was done about it."""
    if late.missed:
        rows = tuple(_missed(each, zone) for each in late.missed)
        yield Grid(("Clock", "Due", "Late by", "Customer told", "Done about it"), _MISSED, rows)
    if late.crossings:
        lines = tuple(_crossing(each, zone) for each in late.crossings)
        yield Points("When each threshold was reached", lines)


def customer_blocks(customer: CustomerPart | None, zone: str) -> Iterator[Block]:
    """Who the customer is and how to reach them."""
    if customer is None:
        return
    told = {
        "Customer": f"{customer.ref} {customer.name}".strip(),
        "Reached by": ", ".join(f"{words(kind)} {value}" for kind, value in customer.media),
        "Prefers": words(customer.preferred),
        "Language": customer.language,
        "Zone": customer.zone,
        "Quiet hours": customer.quiet,
        "Customer since": full_moment(customer.since, zone) if customer.since else "",
        "In 90 days": f"{customer.contacts_90_days} contacts" if customer.since else "",
    }
    yield Facts(tuple(Fact(label, text) for label, text in told.items() if text))
    if customer.open_work:
        lines = tuple(f"{ref} {subject}".rstrip() for ref, subject in customer.open_work)
        yield Points("Also open for this customer", lines)


def link_blocks(links: tuple[LinkPart, ...]) -> Iterator[Block]:
    """What else belongs to it."""
    if links:
        rows = tuple((words(e.relation), e.ref, e.subject, words(e.state)) for e in links)
        yield Grid(("How", "Item", "Subject", "State"), (18, 10, 52, 20), rows)


def no_files() -> Iterator[Block]:
    """What is said where nothing is attached."""
    yield Prose("No files are attached.")


def lateness_json(late: Lateness) -> Shape:
    """Lateness as JSON gives it."""
    plan = late.plan
    return {
        "steps": [_told(each) for each in late.steps],
        "violations": [_missed_json(each) for each in late.missed],
        "crossings": [_told(each) for each in late.crossings],
        "acknowledged": None if plan is None else _told(plan),
    }


def customer_json(customer: CustomerPart | None) -> Shape | None:
    """Who the customer is, as JSON gives it."""
    if customer is None:
        return None
    return {
        **_told(customer),
        "media": [{"type": kind, "value": value} for kind, value in customer.media],
        "open_work": [{"ref": ref, "subject": subject} for ref, subject in customer.open_work],
    }


def links_json(links: tuple[LinkPart, ...]) -> list[Shape]:
    """What else belongs to it, as JSON gives it."""
    return [_told(each) for each in links]


_STEPS = (7, 17, 13, 20, 20, 40)
_MISSED = (15, 20, 12, 25, 40)
_INSTANTS = ("at", "acknowledged_at", "ended_at", "since")


def _step(step: StepPart, zone: str) -> tuple[str, ...]:
    said = [step.reason]
    if step.acknowledged_at is not None:
        at = full_moment(step.acknowledged_at, zone)
        said.append(f"{step.acknowledged_by}, {at}: {step.plan}")
    if step.ended_at is not None:
        said.append(f"Taken back {full_moment(step.ended_at, zone)}: {step.outcome}")
    by_itself = ", by itself" if step.trigger == "auto" else ""
    return (
        str(step.level),
        full_moment(step.at, zone),
        f"{step.type}{by_itself}",
        step.origin,
        step.goal,
        "\n".join(each for each in said if each),
    )


def _missed(missed: MissedPart, zone: str) -> tuple[str, ...]:
    told = knows_line(missed.telling, lambda at: full_moment(at, zone))
    settled = missed.satisfied_at
    done = [missed.action, f"settled {full_moment(settled, zone)}" if settled is not None else ""]
    return (
        words(missed.clock),
        full_moment(missed.due, zone),
        span(missed.missed_by_seconds),
        f"{told[:1].upper()}{told[1:]}",
        "\n".join(each for each in done if each) or "followed up",
    )


def _missed_json(missed: MissedPart) -> Shape:
    told = missed.telling
    return {
        "clock": missed.clock,
        "due": rfc3339(missed.due),
        "missed_by_seconds": missed.missed_by_seconds,
        **told_json(told),
        "action": missed.action or None,
        "satisfied_at": rfc3339(missed.satisfied_at) if missed.satisfied_at is not None else None,
    }


def _crossing(crossing: CrossingPart, zone: str) -> str:
    done = f": {crossing.action}" if crossing.action else ""
    what = f"{words(crossing.clock)} {words(crossing.level)} ({crossing.threshold} %)"
    return f"{full_moment(crossing.at, zone)} {what}{done}"


def _told(part: NamedTuple) -> Shape:
    """A part as JSON gives it: instants in full, null for what is not there."""
    told: Shape = {}
    for name, value in part._asdict().items():
        if name in _INSTANTS:
            told[name] = rfc3339(value) if value is not None else None
        else:
            told[name] = None if value == "" else value
    return told
