"""The use cases on problems and on the tasks of their recovery."""

from desk.rules.action import Action, Parameter
from desk.rules.demands import CANCEL_REASONS, HELD_CAUSES, WAITING_PARTIES
from desk.rules.vocabulary import CHANNELS, TASK_KINDS, YES_NO

_PROBLEM = ("problem",)
_TASK = ("task",)
_REASON = Parameter("reason", "line", True, label="Why")
_TIMES = (
    Parameter("start", "instant", label="Start"),
    Parameter("due", "instant", label="Due"),
    Parameter("after", "line", label="After"),
    Parameter("effort", "line", label="Effort"),
)

ON_PROBLEMS: tuple[Action, ...] = (
    Action(
        "report",
        _PROBLEM,
        "Report a problem",
        "work.log",
        (
            Parameter("subject", "line", True, label="Subject"),
            Parameter("customer", "customer", label="Customer"),
            Parameter("text", "text", label="Text"),
            Parameter("impact", "line", label="Impact"),
            Parameter("urgency", "line", label="Urgency"),
            Parameter("category", "line", label="Category"),
            Parameter("service", "line", label="Service"),
            Parameter("place", "line", label="Place"),
            Parameter("from", "work", label="Reported in"),
            Parameter("parent", "work", label="Part of"),
            Parameter("team", "team", label="Team"),
            Parameter("channel", "choice", choices=CHANNELS, label="Channel"),
            Parameter("contact", "address", label="Contact"),
            Parameter("wanted", "instant", label="Wanted by"),
            Parameter("tag", "tag", label="Tags"),
            Parameter("at", "instant", label="At"),
        ),
        undo=False,
        creates=True,
    ),
    Action("start", _PROBLEM, "Start work", "work.handle"),
    Action(
        "pend",
        _PROBLEM,
        "Wait for somebody",
        "work.handle",
        (
            Parameter("party", "choice", True, WAITING_PARTIES, "For"),
            Parameter("question", "text", True, label="Question"),
            Parameter("due", "instant", label="Answer by"),
            Parameter("remind", "instant", label="Remind at"),
            Parameter("partner", "line", label="Partner"),
        ),
    ),
    Action(
        "hold",
        _PROBLEM,
        "Hold",
        "work.handle",
        (
            Parameter("cause", "choice", True, HELD_CAUSES, "For"),
            Parameter("note", "line", label="Note"),
        ),
    ),
    Action("resume", _PROBLEM, "Go on", "work.handle"),
    Action(
        "resolve",
        _PROBLEM,
        "Resolve",
        "work.handle",
        (
            Parameter("cause", "line", True, label="Cause"),
            Parameter("code", "line", True, label="Code"),
            Parameter("resolution", "text", True, label="What was done"),
            Parameter("children", "choice", choices=YES_NO, label="Its parts too"),
        ),
    ),
    Action(
        "confirm",
        _PROBLEM,
        "Close as confirmed by the customer",
        "work.handle",
        (Parameter("text", "text", label="What was said"),),
    ),
    Action("warn", _PROBLEM, "Tell that it closes soon", "work.close"),
    Action("close", _PROBLEM, "Close without an answer", "work.close"),
    Action("reject", _PROBLEM, "Reject", "work.handle", (_REASON,)),
    Action(
        "cancel",
        _PROBLEM,
        "Cancel",
        "work.cancel",
        (
            Parameter("reason", "choice", True, CANCEL_REASONS, "Why"),
            Parameter("note", "text", label="Note"),
        ),
    ),
    Action("reopen", _PROBLEM, "Reopen", "work.handle", (_REASON,)),
    Action(
        "prioritise",
        _PROBLEM,
        "Set impact and urgency",
        "work.prioritise",
        (
            Parameter("impact", "line", label="Impact"),
            Parameter("urgency", "line", label="Urgency"),
            Parameter("note", "line", True, label="Why"),
            Parameter("major", "choice", choices=YES_NO, label="Major"),
            Parameter("workaround", "choice", choices=YES_NO, label="Workaround"),
        ),
    ),
    Action(
        "classify",
        _PROBLEM,
        "Say what and where it is",
        "work.handle",
        (
            Parameter("category", "line", label="Category"),
            Parameter("service", "line", label="Service"),
            Parameter("place", "line", label="Place"),
        ),
    ),
    Action(
        "join",
        _PROBLEM,
        "Make it a part of a major problem",
        "work.link",
        (Parameter("major", "work", True, label="Major"),),
    ),
    Action("leave", _PROBLEM, "Take it out of its major problem", "work.link"),
    Action(
        "plan",
        _PROBLEM,
        "Lay a plan of tasks",
        "work.handle",
        (Parameter("template", "line", True, label="Plan"),),
    ),
    Action(
        "add-task",
        _PROBLEM,
        "Add a task",
        "work.handle",
        (
            Parameter("name", "line", True, label="Task"),
            Parameter("kind", "choice", choices=TASK_KINDS, label="Kind"),
            Parameter("owner", "person", label="Owner"),
            Parameter("team", "team", label="Team"),
            Parameter("partner", "line", label="Partner"),
            *_TIMES,
            Parameter("mandatory", "choice", choices=YES_NO, label="Mandatory"),
        ),
    ),
    Action("follow", _PROBLEM, "Follow", "work.read"),
    Action("unfollow", _PROBLEM, "Unfollow", "work.read"),
)
"""Use cases that act on a problem, and the one that makes one."""

ON_TASKS: tuple[Action, ...] = (
    Action(
        "assign",
        _TASK,
        "Assign a task",
        "work.assign",
        (Parameter("to", "person", True, label="To"),),
    ),
    Action(
        "hand",
        _TASK,
        "Hand a task to a team",
        "work.assign",
        (Parameter("team", "team", True, label="Team"),),
    ),
    Action("claim", _TASK, "Claim a task", "work.handle"),
    Action("release", _TASK, "Release a task", "work.handle"),
    Action("schedule", _TASK, "Plan a task", "work.handle", _TIMES),
    Action("start", _TASK, "Start a task", "work.handle"),
    Action(
        "finish",
        _TASK,
        "Finish a task",
        "work.handle",
        (Parameter("text", "text", label="What was done"),),
    ),
    Action("fail", _TASK, "Give a task up", "work.handle", (_REASON,)),
    Action("cancel", _TASK, "Cancel a task", "work.handle", (_REASON,)),
    Action("undo", _TASK, "Undo your last action on a task", "work.handle", undo=False),
)
"""Use cases that act on a task; the journal tells them of its problem, as `task-claim`."""
