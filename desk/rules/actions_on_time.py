"""The use cases on what is late or will be: acknowledged, escalated, told the customer, settled."""

from desk.rules.action import Action, Parameter
from desk.rules.vocabulary import LIVE_CHANNELS, YES_NO

LADDERS = ("functional", "hierarchic")
"""To more expertise, to more authority."""

_WORK = ("interaction", "problem")
_NOTICE = ("notice",)

ON_TIME: tuple[Action, ...] = (
    Action(
        "acknowledge",
        _WORK,
        "Acknowledge with a plan",
        "work.handle",
        (
            Parameter("plan", "text", True, label="Plan"),
            Parameter("promised", "instant", label="New time"),
        ),
    ),
    Action(
        "escalate",
        ("problem",),
        "Escalate",
        "work.handle",
        (
            Parameter("kind", "choice", True, LADDERS, "Ladder"),
            Parameter("to", "line", label="To"),
            Parameter("reason", "line", True, label="Why"),
        ),
    ),
    Action(
        "deescalate",
        ("problem",),
        "Take an escalation back",
        "work.handle",
        (Parameter("reason", "line", True, label="Why"),),
    ),
    Action(
        "remedy",
        _WORK,
        "Say what was done about a missed target",
        "work.handle",
        (
            Parameter("text", "text", True, label="What was done"),
            Parameter("satisfied", "choice", choices=YES_NO, label="Customer satisfied"),
        ),
    ),
    Action(
        "inform",
        _WORK,
        "Tell the customer",
        "work.handle",
        (
            Parameter("purpose", "choice", True, ("late", "progress", "information"), "Of what"),
            Parameter("text", "text", label="Text"),
            Parameter("promised", "instant", label="New time"),
            Parameter("draft", "choice", choices=YES_NO, label="Only draft it"),
            Parameter("by", "choice", choices=LIVE_CHANNELS, label="You told them by"),
        ),
    ),
)
"""On items of work."""

ON_NOTICES: tuple[Action, ...] = (
    Action("send", _NOTICE, "Send a notice", "work.handle", undo=False),
    Action(
        "edit",
        _NOTICE,
        "Change a notice",
        "work.handle",
        (
            Parameter("text", "text", label="Text"),
            Parameter("subject", "line", label="Subject"),
            Parameter("promised", "instant", label="New time"),
        ),
        undo=False,
    ),
    Action(
        "drop",
        _NOTICE,
        "Drop a notice",
        "work.handle",
        (Parameter("reason", "line", label="Why"),),
        undo=False,
    ),
    Action(
        "told",
        _NOTICE,
        "Say that you told the customer yourself",
        "work.handle",
        (
            Parameter("by", "choice", True, LIVE_CHANNELS, "By"),
            Parameter("at", "instant", label="When"),
        ),
        undo=False,
    ),
    Action("retry", _NOTICE, "Try to send it again", "outbox.write", undo=False),
    Action("release", _NOTICE, "Let a held notice go", "outbox.write", undo=False),
    Action(
        "notify",
        ("customer",),
        "Settle how a customer is told",
        "customer.write",
        (
            Parameter("preferred", "choice", choices=("email", "phone", "none"), label="By"),
            Parameter("language", "line", label="Language"),
            Parameter("zone", "line", label="Zone"),
            Parameter("quiet", "line", label="Quiet hours"),
            Parameter("refuse", "line", label="Not told of"),
            Parameter("events", "line", label="Told of states"),
        ),
        undo=False,
    ),
)
"""On what leaves the house, and on how customers want to hear."""
