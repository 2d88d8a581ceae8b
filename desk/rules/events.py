"""What other systems are told of an entry of the journal, and what of it stays in the house."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.rules.changed import Changes
from desk.rules.instants import rfc3339
from desk.rules.vocabulary import WORK_KINDS

TOLD = (*WORK_KINDS, "customer", "notice")
"""Kinds of objects of which the feed tells: those that have a reference."""

TEST = "hook.test"
"""The type of an event that tries a hook, and tells nothing."""

OPEN = frozenset(
    {
        *("subject", "state", "priority", "channel", "direction", "contact", "tags", "customer"),
        *("owner", "team", "created", "closed", "outcome", "reopen_count", "assign_count"),
        *("category", "impact", "urgency", "major", "parent", "merged_into", "partner"),
        *("workaround", "service", "place", "escalation_level", "resolution_code", "confirmed"),
        *("pending_on", "held_cause", "cancel_reason", "came_from", "crossing", "ack_level"),
        *("asked_at", "answer_due", "remind_at", "snoozed_until", "wanted_by", "resolved_at"),
        *("close_at", "warn_at", "ack_at", "name", "language"),
    }
)
"""Fields that hold codes, names, numbers and instants: no field that is not here leaves by a hook
which was not allowed what only the desk reads. One that is new stays inside."""


class Said(NamedTuple):
    """What was said or noted in an entry."""

    visibility: str
    text: str


def type_of(kind: str, action: str) -> str:
    """What happened, in the words of the table of use cases: `problem.escalate`."""
    return f"{kind}.{action}"


def reached(after: Mapping[str, object]) -> Changes:
    """The thresholds that an entry tells of, as a change."""
    found = after.get("crossing")
    parts = found.values() if isinstance(found, Mapping) else ()
    told = [
        {
            "clock": part.get("clock"),
            "threshold": part.get("threshold"),
            "level": part.get("level"),
            "at": rfc3339(int(part["at"])),
        }
        for part in parts
    ]
    return {"crossing": (None, told)} if told else {}


def with_texts(changes: Changes, said: Sequence[Said], *, internal: bool) -> Changes:
    """What is told of an entry; without `internal` nothing that only the desk reads."""
    kept = {name: both for name, both in changes.items() if internal or name in OPEN}
    texts = [each.text for each in said if internal or each.visibility != "internal"]
    return kept | ({"text": (None, "\n\n".join(texts))} if texts else {})


def line_of(told: Mapping[str, object]) -> str:
    """An event as other systems are sent it: JSON in ASCII, no control character survives in it."""
    return json.dumps(told, ensure_ascii=True).replace("\x7f", "\\u007f")
