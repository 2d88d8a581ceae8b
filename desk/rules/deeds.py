"""What was done in words, and whether and how it can be taken back."""

from desk.rules.action import Action

UNDO_SECONDS = 10
"""How long an answer waits before it leaves, so that its sender can take it back."""

_DONE = {
    "log": "Logged",
    "claim": "Claimed",
    "release": "Released",
    "assign": "Assigned",
    "hand": "Handed over",
    "note": "Wrote a note on",
    "reply": "Answered",
    "identify": "Named the customer of",
    "prioritise": "Set the priority of",
    "await": "Asked the customer of",
    "answer": "Recorded the answer to",
    "tag": "Tagged",
    "untag": "Took a tag off",
    "snooze": "Snoozed",
    "wake": "Ended the snooze of",
    "promise": "Promised something on",
    "keep": "Kept a promise on",
    "link": "Linked",
    "unlink": "Took a link off",
    "merge": "Merged",
    "unmerge": "Unmerged",
    "follow-up": "Logged a follow-up of",
    "complete": "Completed",
    "reopen": "Reopened",
    "report": "Reported",
    "start": "Started",
    "pend": "Let wait",
    "hold": "Held",
    "resume": "Went on with",
    "resolve": "Resolved",
    "confirm": "Confirmed and closed",
    "warn": "Told the customer that it closes:",
    "close": "Closed",
    "reject": "Rejected",
    "cancel": "Cancelled",
    "classify": "Classified",
    "join": "Made a part of a major problem:",
    "leave": "Took out of its major problem:",
    "plan": "Laid a plan for",
    "add-task": "Added a task to",
    "schedule": "Planned",
    "finish": "Finished",
    "fail": "Gave up",
    "escalate": "Escalated",
    "deescalate": "Took an escalation back on",
    "acknowledge": "Acknowledged",
    "remedy": "Wrote down what was done about",
    "inform": "Told the customer of",
    "send": "Sent",
    "told": "Noted that the customer was told of",
    "retry": "To be tried again:",
    "edit": "Changed",
    "drop": "Dropped",
    "notify": "Settled how a customer is told",
    "follow": "Following",
    "unfollow": "No longer following",
    "import": "Imported",
    "task-assign": "Assigned",
    "task-hand": "Handed over",
    "task-claim": "Claimed",
    "task-release": "Released",
    "task-schedule": "Planned",
    "task-start": "Started",
    "task-finish": "Finished",
    "task-fail": "Gave up",
    "task-cancel": "Cancelled",
    "create": "Added a customer",
    "add": "Added a person",
    "change": "Changed a person",
    "absence": "Noted an absence",
    "present": "Ended an absence",
    "sign-off": "Signed off",
    "save": "Saved",
    "remove": "Removed",
}
"""What somebody did, before the name of what it was done to."""

_INSTEAD = {
    "log": "Complete it instead: as spam, or as no action needed.",
    "report": "Cancel it instead, as raised in error.",
    "follow-up": "Complete it instead: as no action needed.",
    "import": "Put the file right and import it again: it changes what differs.",
    "create": "Leave the customer as it is; nothing needs one.",
    "save": "Save it again as it was.",
    "send": "Drop the notice instead, as long as it has not left: desk do N-… drop",
    "told": "Write a note that says how it was: desk do REF note text=…",
    "edit": "Write the notice once more: desk do N-… edit",
    "drop": "Tell the customer anew: desk do REF inform",
    "absence": "End it instead: desk people present NAME",
}
"""What to do about an act that cannot be taken back."""


def done_to(action: str, refs: list[str]) -> str:
    """What somebody did: "Claimed I-12", "Completed 40 items"."""
    what = refs[0] if len(refs) == 1 else f"{len(refs)} items" if refs else ""
    return f"{_DONE.get(action, action)} {what}".rstrip()


def cannot_be_undone(action: str) -> str:
    """The next step about an act that cannot be taken back."""
    return _INSTEAD.get(action, "Change by hand what has to be otherwise.")


def way_back(action: Action, *, leaves: bool) -> str:
    """Whether what an action does can be taken back, told before it is done.

    `leaves` says that it sends something out of the house.
    """
    if action.name == "undo":
        return "An undo is not taken back; what was done can be done again."
    if not action.undo:
        return "Cannot be taken back."
    if leaves:
        return f"Can be taken back for {UNDO_SECONDS} s; after that the answer has left."
    return "Can be taken back."
