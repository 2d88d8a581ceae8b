"""The version of a report that the customer may read.

It is built from what is known to be the customer's, not by striking out what is known to be
internal: what nobody thought of stays inside.
"""

from desk.rules.report import (
    ClockPart,
    EntryPart,
    Head,
    NoticePart,
    OtherPart,
    Pause,
    Report,
    SaidPart,
    TaskPart,
)
from desk.rules.report_handover import NOT_LATE

_THEIRS = ("customer", "fieldVisit")
"""Kinds of tasks in which the customer has a part."""
_TAKEN_BACK = "cancelled"
_DESK = "service desk"
"""Who writes to the customer: no name of a person leaves the house."""


def for_customer(report: Report) -> Report:
    """The report without anything internal. A public one stays as it is."""
    if report.is_public:
        return report
    refs = _refs_of_customer(report)
    messages = tuple(_message(each, report.head) for each in report.messages if _is_theirs(each))
    messages = tuple(each for each in messages if each.ref in refs)
    return report._replace(
        is_public=True,
        head=_head(report.head),
        clocks=tuple(_clock(each) for each in report.clocks),
        timeline=_timeline(report, messages),
        messages=messages,
        tasks=tuple(_task(each) for each in report.tasks if each.kind in _THEIRS),
        escalations=(),
        late=NOT_LATE,
        customer=None,
        links=(),
        notices=tuple(each for each in report.notices if _is_sent(each) and each.about in refs),
        parent=None if report.parent is None else _other(report.parent),
        parts=tuple(each for each in report.parts if _is_of(each, report.head)),
        merged=tuple(each for each in report.merged if _is_of(each, report.head)),
    )


def _refs_of_customer(report: Report) -> set[str]:
    """Under which references something was said to this customer; the own one is empty."""
    return {"", *(each.ref for each in report.merged if _is_of(each, report.head))}


def _is_of(other: OtherPart, head: Head) -> bool:
    """Whether another problem is the same customer's; of an unknown one nobody can tell."""
    return other.customer_ref is not None and other.customer_ref == head.customer_ref


def _is_theirs(said: SaidPart) -> bool:
    return said.visibility == "customer" and said.direction in ("in", "out")


def _is_sent(notice: NoticePart) -> bool:
    return notice.visibility == "customer" and notice.state != _TAKEN_BACK


def _head(head: Head) -> Head:
    return head._replace(
        level=None,
        owner=None,
        team=None,
        partner="",
        tags=(),
        reasons=(),
        pending_on=head.pending_on if head.pending_on == "customer" else None,
        held_cause=None,
        assign_count=0,
        escalation_level=0,
    )


def _clock(clock: ClockPart) -> ClockPart:
    pauses = tuple(Pause(each.begin, each.end, "") for each in clock.pauses)
    return clock._replace(policy="", calendar="", level="", pauses=pauses, steps=())


def _message(said: SaidPart, head: Head) -> SaidPart:
    who = said.who or head.customer or head.contact
    return said._replace(who=who if said.direction == "in" else _DESK)


def _timeline(report: Report, messages: tuple[SaidPart, ...]) -> tuple[EntryPart, ...]:
    """What was said between the two, and the states it went through, without their reasons."""
    stood = [entry for entry in report.timeline if entry.state and not entry.ref]
    moves = [
        EntryPart(entry.at, "", "state", "", "customer", "", entry.state)
        for before, entry in zip([None, *stood], stood, strict=False)
        if before is None or before.state != entry.state
    ]
    said = [
        EntryPart(each.at, each.who, "", each.direction, "customer", each.text, "", each.ref)
        for each in messages
    ]
    return tuple(sorted([*moves, *said], key=lambda entry: entry.at))


def _task(task: TaskPart) -> TaskPart:
    return task._replace(owner=None, team=None, partner="", after=(), effort_seconds=None, text="")


def _other(parent: OtherPart) -> OtherPart:
    """The problem it is a part of: that there is one is public, whose and what it is is not."""
    return parent._replace(subject="", customer_ref=None, customer=None)
