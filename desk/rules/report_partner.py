"""The version of a hand-over that a partner may read.

As for a customer it is built from what is known to be theirs to know: what happened, where, for
whom, until when; what the customer said; and the tasks in which a partner has a part.
"""

from desk.rules.report import EntryPart, Report, SaidPart, TaskPart
from desk.rules.report_handover import NOT_LATE
from desk.rules.report_public import for_customer

_THEIRS = ("partner",)
"""Kinds of tasks in which a partner has a part."""
_READ = ("customer", "partner")
"""Who else than the house may read what they may read."""


def for_partner(report: Report) -> Report:
    """The hand-over without anything internal, nor what the house wrote to its customer."""
    public = for_customer(report)
    messages = tuple(_message(each) for each in report.messages if _is_theirs(each))
    said = [
        EntryPart(each.at, each.who, "", each.direction, "partner", each.text, "", each.ref)
        for each in messages
    ]
    moves = [entry for entry in public.timeline if entry.action == "state"]
    return public._replace(
        head=public.head._replace(partner=report.head.partner),
        messages=messages,
        timeline=tuple(sorted([*moves, *said], key=lambda entry: entry.at)),
        tasks=tuple(_task(each) for each in report.tasks if each.kind in _THEIRS),
        notices=(),
        parts=(),
        merged=(),
        late=NOT_LATE,
        subject="handover",
    )


def _is_theirs(said: SaidPart) -> bool:
    """What came in, or was written for a partner; only of the problem itself."""
    is_read = said.visibility in _READ and said.direction in ("in", "out")
    return is_read and not said.ref and (said.direction == "in" or said.visibility == "partner")


def _message(said: SaidPart) -> SaidPart:
    return said._replace(who=said.who if said.direction == "in" else "service desk")


def _task(task: TaskPart) -> TaskPart:
    return task._replace(owner=None, team=None, after=(), effort_seconds=None)
