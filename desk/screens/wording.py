"""What sheets call themselves, and their two ways out, for one item and for many."""

from __future__ import annotations

from typing import NamedTuple

from desk.rules.actions import Action
from desk.rules.vocabulary import words


class Wording(NamedTuple):
    """What a sheet calls itself, and its two ways out."""

    title: str
    do: str
    leave: str = "leave {it}"


_WORDING = {
    "claim": Wording("Claim {ref}?", "claim", "leave as it is"),
    "release": Wording("Release {ref}?", "release", "leave as it is"),
    "assign": Wording("Assign {ref} to somebody", "assign"),
    "hand": Wording("Hand {ref} to a team", "hand over"),
    "identify": Wording("Which customer is {ref}?", "set the customer"),
    "prioritise": Wording("Set the priority of {ref}", "set it"),
    "await": Wording("{ref}: wait for the customer", "wait", "keep {it} running"),
    "answer": Wording("The customer answered {ref}", "record the answer"),
    "tag": Wording("Tag {ref}", "tag"),
    "untag": Wording("Take a tag off {ref}", "take it off"),
    "snooze": Wording("Snooze {ref} until", "snooze {it}", "keep {it} awake"),
    "wake": Wording("Wake {ref}?", "wake {it}", "let {it} sleep"),
    "promise": Wording("Promise something on {ref}", "promise"),
    "keep": Wording("Keep a promise on {ref}?", "kept", "still open"),
    "link": Wording("Link {ref} to another item", "link"),
    "unlink": Wording("Take a link off {ref}?", "take it off", "leave {it} linked"),
    "merge": Wording("Merge {ref} into another item?", "merge", "leave {it} apart"),
    "unmerge": Wording("Take the merge of {ref} back?", "take {it} apart", "leave {it} merged"),
    "follow-up": Wording("Log a follow-up to {ref}", "log it"),
    "complete": Wording("Complete {ref}?", "complete {it}", "keep {it} open"),
    "reopen": Wording("Reopen {ref}?", "reopen {it}", "keep {it} closed"),
    "start": Wording("Start work on {ref}?", "start", "leave {it}"),
    "pend": Wording("{ref}: wait for whom?", "wait", "keep {it} running"),
    "hold": Wording("Hold {ref}?", "hold {it}", "keep {it} running"),
    "resume": Wording("Go on with {ref}?", "go on", "let {it} wait"),
    "resolve": Wording("Resolve {ref}?", "resolve {it}", "keep {it} open"),
    "confirm": Wording("Did the customer confirm {ref}?", "close {it}", "not yet"),
    "close": Wording("Close {ref} without an answer?", "close {it}", "not yet"),
    "reject": Wording("Reject {ref}?", "reject {it}", "keep {it}"),
    "cancel": Wording("Cancel {ref}?", "cancel {what}", "keep {it}"),
    "classify": Wording("What is {ref} about, and where?", "set it"),
    "join": Wording("Make {ref} a part of a major problem", "join", "leave {it} apart"),
    "leave": Wording("Take {ref} out of its major problem?", "take {it} out", "leave {it} in"),
    "plan": Wording("Lay a plan of tasks for {ref}", "lay the plan"),
    "add-task": Wording("Add a task to {ref}", "add it"),
    "schedule": Wording("Plan {ref} anew", "plan {it}", "leave {it} as it is"),
    "finish": Wording("Finish {ref}?", "finish {it}", "go on with {it}"),
    "fail": Wording("Give {ref} up?", "give {it} up", "go on with {it}"),
    "escalate": Wording("Escalate {ref}?", "escalate {it}", "keep {it} here"),
    "deescalate": Wording("Take the escalation of {ref} back?", "take it back", "leave it"),
    "acknowledge": Wording("What is the plan for {ref}?", "keep the plan", "later"),
    "remedy": Wording("{ref} missed a target: what was done?", "write it down", "later"),
    "inform": Wording("Tell the customer of {ref}", "tell them", "tell nothing"),
    "note": Wording("Note on {ref}", "keep the note"),
    "send": Wording("Send {ref}?", "send {it}", "keep {it} ready"),
    "told": Wording("You told the customer what {ref} says?", "write it down", "not yet"),
    "drop": Wording("Drop {ref}?", "drop {it}", "keep {it}"),
    "retry": Wording("Try {ref} again?", "try {it}", "leave {it}"),
    "reply": Wording("Reply on {ref}", "send"),
}


def items(many: int) -> str:
    """So many items, in words."""
    return f"{many:,} item{'s' if many != 1 else ''}"


def wording_of(action: Action, about: str, many: int = 1) -> Wording:
    """The wording of a use case on what it is about: a reference, or so many items."""
    usual = Wording(f"{action.title} on {{ref}}", "do it")
    wording = _WORDING.get(action.name, usual)
    it, what = ("it", f"the {words(action.kinds[-1])}") if many == 1 else ("them", "them")
    return Wording(*(text.format(ref=about, it=it, what=what) for text in wording))
