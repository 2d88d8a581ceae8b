"""The keys that act on an item, the same on every screen, and how what they did reads."""

from textual.binding import Binding, BindingType

from desk.rules.deeds import done_to
from desk.screens.meaning import key_action
from desk.widgets.key_line import key_name

ITEM_KEYS: tuple[BindingType, ...] = (
    Binding("c", "act('claim')", "claim", id="item.claim", tooltip="Take the item for yourself"),
    Binding("a", "act('assign')", "assign", id="item.assign", tooltip="Give the item to somebody"),
    Binding("r", "act('reply')", "reply", id="item.reply", tooltip="Write to the customer"),
    Binding(
        "p",
        "act('prioritise')",
        "priority",
        id="item.priority",
        tooltip="Set the priority, with a reason",
    ),
    Binding("t", "act('add-task')", "task", id="item.task", tooltip="Add a task to the problem"),
    Binding("w", "act('await')", "wait", id="item.wait", tooltip="Ask, and wait; or go on"),
    Binding("e", "act('escalate')", "escalate", id="item.escalate", tooltip="Call in more help"),
    Binding(
        "E",
        "act('deescalate')",
        "back down",
        id="item.deescalate",
        show=False,
        tooltip="Take the last step of an escalation back",
    ),
    Binding(
        "Y",
        "act('acknowledge')",
        "plan",
        id="item.acknowledge",
        show=False,
        tooltip="Acknowledge that it is late or will be, with a plan",
    ),
    Binding(
        "D",
        "act('remedy')",
        "settle",
        id="item.remedy",
        show=False,
        tooltip="Say what was done about a missed target",
    ),
    Binding(
        "T",
        "act('inform')",
        "tell",
        id="item.tell",
        show=False,
        tooltip="Tell the customer: that it is late, how it goes, or what they should know",
    ),
    Binding("d", "act('complete')", "done", id="item.done", tooltip="Complete, resolve, confirm"),
    Binding("x", "act('cancel')", "cancel", id="item.cancel", tooltip="Cancel the problem"),
    Binding("s", "act('start')", "start", id="item.start", tooltip="Start work on it, or go on"),
    Binding("number_sign", "act('tag')", "tag", id="item.tag", tooltip="Put a tag on the item"),
    Binding("z", "act('snooze')", "snooze", id="item.snooze", tooltip="Put it aside until a time"),
    Binding("m", "act('merge')", "merge", id="item.merge", tooltip="Merge it into another item"),
    Binding("o", "links", "links", id="item.links", tooltip="Its links, merges and promises"),
    Binding("u", "undo", "undo", id="item.undo", tooltip="Take back what you did last"),
    Binding("i", "why", "why", id="item.why", tooltip="How the due time of the item was computed"),
    Binding("P", "report", "problem", id="item.report", tooltip="Report a problem, from this item"),
    Binding(
        "R", "document", "report", id="item.document", tooltip="Write a report about the problem"
    ),
)
"""Bindings of every screen that shows an item."""


def key_of(action: str, kind: str) -> str:
    """The key of a use case on that kind; empty when only the palette has it."""
    called = f"act('{key_action(action, kind)}')"
    for binding in ITEM_KEYS:
        if isinstance(binding, Binding) and binding.action == called:
            return key_name(binding.key)
    return ""


def said(action: str, ref: str) -> str:
    """What was done, in one line: "Claimed I-10455"."""
    return done_to(action, [ref])
