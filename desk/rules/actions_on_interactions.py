"""The use cases on interactions; many of them act on problems too."""

from desk.rules.action import Action, Parameter
from desk.rules.vocabulary import (
    CHANNELS,
    DIRECTIONS,
    INBOUND_OUTCOMES,
    OUTBOUND_OUTCOMES,
    RELATIONS,
)

OUTCOMES = tuple(
    dict.fromkeys(
        outcome for outcome in INBOUND_OUTCOMES + OUTBOUND_OUTCOMES if outcome != "merged"
    )
)
"""What an operator may complete with; `merged` comes from merging alone."""

_TEXT = Parameter("text", "text", True, label="Text")
_INTERACTION = ("interaction",)
_WORK = ("interaction", "problem")

ON_INTERACTIONS: tuple[Action, ...] = (
    Action(
        "log",
        _INTERACTION,
        "Log a contact",
        "work.log",
        (
            Parameter("direction", "choice", True, DIRECTIONS, "Direction"),
            Parameter("channel", "choice", True, CHANNELS, "Channel"),
            Parameter("subject", "line", True, label="Subject"),
            Parameter("text", "text", label="Text"),
            Parameter("customer", "customer", label="Customer"),
            Parameter("from", "address", label="From"),
            Parameter("tag", "tag", label="Tags"),
            Parameter("priority", "priority", label="Priority"),
            Parameter("at", "instant", label="At"),
        ),
        undo=False,
        creates=True,
    ),
    Action("claim", _WORK, "Claim", "work.handle"),
    Action("release", _WORK, "Release", "work.handle"),
    Action(
        "assign",
        _WORK,
        "Assign to somebody",
        "work.assign",
        (Parameter("to", "person", True, label="To"),),
    ),
    Action(
        "hand",
        _WORK,
        "Hand to a team",
        "work.assign",
        (Parameter("team", "team", True, label="Team"),),
    ),
    Action("note", _WORK, "Write an internal note", "work.handle", (_TEXT,)),
    Action("reply", _WORK, "Reply to the customer", "work.handle", (_TEXT,)),
    Action(
        "identify",
        _WORK,
        "Say which customer it is",
        "work.handle",
        (Parameter("customer", "customer", True, label="Customer"),),
    ),
    Action(
        "prioritise",
        _INTERACTION,
        "Set the priority",
        "work.prioritise",
        (
            Parameter("priority", "priority", True, label="Priority"),
            Parameter("note", "line", True, label="Why"),
        ),
    ),
    Action(
        "await",
        _INTERACTION,
        "Wait for the customer",
        "work.handle",
        (
            Parameter("question", "text", True, label="Question"),
            Parameter("due", "instant", True, label="Answer by"),
            Parameter("remind", "instant", label="Remind at"),
        ),
    ),
    Action("answer", _WORK, "Record the customer's answer", "work.handle", (_TEXT,)),
    Action("tag", _WORK, "Tag", "work.handle", (Parameter("name", "tag", True, label="Tag"),)),
    Action(
        "untag",
        _WORK,
        "Take a tag off",
        "work.handle",
        (Parameter("name", "tag", True, label="Tag"),),
    ),
    Action(
        "snooze",
        _WORK,
        "Snooze until a time",
        "work.handle",
        (Parameter("until", "instant", True, label="Until"),),
    ),
    Action("wake", _WORK, "End the snooze", "work.handle"),
    Action(
        "promise",
        _WORK,
        "Promise something for a time",
        "work.handle",
        (
            Parameter("text", "line", True, label="Promise"),
            Parameter("at", "instant", True, label="Until"),
        ),
    ),
    Action(
        "keep",
        _WORK,
        "Keep a promise",
        "work.handle",
        (Parameter("promise", "count", label="Which"),),
    ),
    Action(
        "link",
        _WORK,
        "Link to another item",
        "work.link",
        (
            Parameter("to", "work", True, label="To"),
            Parameter("relation", "choice", True, RELATIONS, "It"),
        ),
    ),
    Action(
        "unlink",
        _WORK,
        "Take a link away",
        "work.link",
        (Parameter("to", "work", True, label="To"),),
    ),
    Action(
        "merge",
        _WORK,
        "Merge into another item",
        "work.merge",
        (Parameter("into", "work", True, label="Into"),),
    ),
    Action("unmerge", _WORK, "Take a merge back", "work.merge"),
    Action(
        "follow-up",
        _WORK,
        "Log a follow-up",
        "work.log",
        (
            Parameter("subject", "line", label="Subject"),
            Parameter("text", "text", label="Text"),
            Parameter("direction", "choice", choices=DIRECTIONS, label="Direction"),
            Parameter("channel", "choice", choices=CHANNELS, label="Channel"),
        ),
        undo=False,
    ),
    Action(
        "complete",
        _INTERACTION,
        "Complete",
        "work.handle",
        (
            Parameter("outcome", "choice", True, OUTCOMES, "Outcome"),
            Parameter("text", "text", label="Closing note"),
        ),
    ),
    Action(
        "reopen",
        _INTERACTION,
        "Reopen",
        "work.reopen",
        (Parameter("reason", "line", True, label="Why"),),
    ),
    Action("undo", _WORK, "Undo your last action", "work.handle", undo=False),
)
"""Use cases that act on an interaction, and the one that makes one."""
