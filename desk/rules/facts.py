"""What the desk's own lines in a trail say: a fact of the journal in words."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from desk.rules.delivery_facts import ACTION as UNDELIVERED
from desk.rules.delivery_facts import REACHED, delivered_line, undelivered_line
from desk.rules.escalation_facts import ACTIONS as ON_ESCALATIONS
from desk.rules.escalation_facts import ESCALATE, escalation_line, is_by_itself
from desk.rules.notice_facts import ACTIONS as ON_NOTICES
from desk.rules.notice_facts import notice_line
from desk.rules.problem_facts import ACTIONS as ON_PROBLEMS
from desk.rules.problem_facts import problem_line
from desk.rules.task_facts import ACTIONS as ON_TASKS
from desk.rules.task_facts import task_line
from desk.rules.time_facts import ACTIONS as BY_TIME
from desk.rules.time_facts import time_line
from desk.rules.vocabulary import PRIORITY_WORDS, words


class Fact(NamedTuple):
    """What the journal keeps of one use case."""

    action: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    why: str = ""


Named = Callable[[str, object], str]
"""The name behind a number: `named("owner", 3)` is "ben", `named("work", 3)` "I-3"."""

INSTANTS = (
    "created",
    "closed",
    "updated",
    "due",
    "asked_at",
    "answer_due",
    "remind_at",
    "snoozed_until",
    "wanted_by",
    "resolved_at",
    "close_at",
    "warn_at",
    "ack_at",
)
"""Fields that hold instants."""

BESIDE = (
    *("clocks", "links", "promises", "tasks", "followers", "via"),
    *("crossing", "escalations", "violations", "notices", "undelivered", "delivered"),
)
"""What an entry tells that is no field of the item: what stands in tables of its own by its keys,
and the reference it was named by, where that had been merged into this one."""


def told(fact: Fact, named: Named) -> str:
    """The fact as one line; an undo keeps in `why` what it took back, its values swapped."""
    if fact.action == "undo":
        return f"Taken back: {told(Fact(fact.why, fact.after, fact.before), named)}"
    line = _LINES[fact.action](fact, named) if fact.action in _LINES else words(fact.action)
    via = f" (for {fact.after['via']})" if fact.after.get("via") else ""
    why = "" if fact.action == ESCALATE and is_by_itself(fact.after) else fact.why
    return f"{line}{via}: {why}" if why else f"{line}{via}"


def field_word(field: str) -> str:
    """A changed field as people call it."""
    return _FIELDS.get(field, field)


_FIELDS = {
    "asked_at": "question",
    "answer_due": "answer due",
    "remind_at": "reminder",
    "reopen_count": "state",
    "closed": "state",
    "snoozed_until": "snooze",
    "merged_into": "merge",
    "cancel_reason": "reason",
    "resolution_code": "resolution code",
    "resolved_at": "state",
    "close_at": "closing",
    "warn_at": "closing",
    "came_from": "state",
    "pending_on": "waits for",
    "held_cause": "held for",
    "assign_count": "owner",
    "wanted_by": "wanted by",
    "parent": "major problem",
    "reasons": "priority",
    "escalation_level": "level of escalation",
    "ack_level": "acknowledgement",
    "ack_plan": "plan",
    "ack_at": "acknowledgement",
}
"""Fields whose name in the store is none that people use."""


def in_words(field: str, value: object, named: Named) -> str:
    """A changed field's value as people read it: names for numbers, nothing as a word."""
    if field in ("owner", "team", "customer"):
        return named(field, value) if value else "nobody"
    if field in INSTANTS or field in ("merged_into", "parent"):
        return named(field, value) if value else "none"
    if field in ("major", "workaround", "confirmed"):
        return "yes" if value else "no"
    if field == "priority" and value in PRIORITY_WORDS:
        return f"{value} {PRIORITY_WORDS[value]}"
    if field == "tags":
        return ", ".join(tag for tag in str(value or "").split("|") if tag) or "none"
    return words(str(value)) if value not in (None, "") else "none"


def _logged(fact: Fact, named: Named) -> str:
    way = {"inbound": "in", "outbound": "out"}.get(str(fact.after.get("direction")), "")
    channel = words(str(fact.after.get("channel", "")))
    return ", ".join(
        part
        for part in (f"Logged, {channel} {way}".rstrip(", "), _linked_to(fact.after, named))
        if part
    )


def _owned(fact: Fact, named: Named) -> str:
    # To somebody an imported history names who is not at this desk: `why` says who.
    owner = fact.after.get("owner")
    return f"Assigned to {named('owner', owner)}" if owner else "Assigned"


def _handed(fact: Fact, named: Named) -> str:
    to = f", {named('owner', fact.after['owner'])}" if fact.after.get("owner") else ""
    return f"Handed to {named('team', fact.after.get('team'))}{to}"


def _identified(fact: Fact, named: Named) -> str:
    before = fact.before.get("customer")
    earlier = f", before {named('customer', before)}" if before else ""
    return f"Customer is {named('customer', fact.after.get('customer'))}{earlier}"


def _of_problem(fact: Fact, named: Named) -> str:
    return problem_line(fact.action, fact.before, fact.after, named)


def _tags(values: Mapping[str, object]) -> list[str]:
    return [tag for tag in str(values.get("tags", "")).split("|") if tag]


def _tagged(fact: Fact, _: Named) -> str:
    return f"Tagged {', '.join(tag for tag in _tags(fact.after) if tag not in _tags(fact.before))}"


def _untagged(fact: Fact, _: Named) -> str:
    off = [tag for tag in _tags(fact.before) if tag not in _tags(fact.after)]
    return f"Tag {', '.join(off)} taken off"


def _completed(fact: Fact, _: Named) -> str:
    return f"Completed: {words(str(fact.after.get('outcome', '')))}"


def _beside(values: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = values.get(name)
    return found if isinstance(found, Mapping) else {}


def _linked_to(values: Mapping[str, object], named: Named) -> str:
    """How the item stands to the others that an entry names: "duplicates I-12"."""
    links = _beside(values, "links")
    return ", ".join(
        f"{words(str(relation))} {named('work', int(other))}"
        for other, relation in links.items()
        if relation
    )


def _linked(fact: Fact, named: Named) -> str:
    return ": ".join(part for part in ("Linked", _linked_to(fact.after, named)) if part)


def _unlinked(fact: Fact, named: Named) -> str:
    return ": ".join(part for part in ("Link taken away", _linked_to(fact.before, named)) if part)


def _merged(fact: Fact, named: Named) -> str:
    into = fact.after.get("merged_into")
    return f"Merged into {named('work', into)}" if into else f"Took in {_others(fact.after, named)}"


def _unmerged(fact: Fact, named: Named) -> str:
    into = fact.before.get("merged_into")
    if into:
        return f"Given back by {named('work', into)}"
    return f"Gave back {_others(fact.before, named)}"


def _others(values: Mapping[str, object], named: Named) -> str:
    return ", ".join(named("work", int(other)) for other in _beside(values, "links"))


def _followed(fact: Fact, named: Named) -> str:
    return f"Follow-up logged: {_linked_to(fact.after, named)}"


def _promise(fact: Fact) -> Mapping[str, object]:
    """The promise an entry is about."""
    for promise in _beside(fact.after, "promises").values():
        if isinstance(promise, Mapping):
            return promise
    return {}


def _promised(fact: Fact, named: Named) -> str:
    promise = _promise(fact)
    return f"Promised for {named('due', promise.get('due'))}: {promise.get('text', '')}"


def _kept(fact: Fact, _: Named) -> str:
    return f"Promise kept: {_promise(fact).get('text', '')}"


def _snoozed(fact: Fact, named: Named) -> str:
    return f"Snoozed until {named('snoozed_until', fact.after.get('snoozed_until'))}"


def _of_task(fact: Fact, named: Named) -> str:
    return task_line(fact.action, fact.before, fact.after, named)


def _by_time(fact: Fact, _: Named) -> str:
    return time_line(fact.after)


def _of_escalation(fact: Fact, named: Named) -> str:
    return escalation_line(fact.action, fact.before, fact.after, named)


def _of_notice(fact: Fact, _: Named) -> str:
    return notice_line(fact.action, fact.after)


def _undelivered(fact: Fact, _: Named) -> str:
    return undelivered_line(fact.after)


def _delivered(fact: Fact, _: Named) -> str:
    return delivered_line(fact.after)


def _always(line: str) -> Callable[[Fact, Named], str]:
    return lambda _, __: line


_LINES: dict[str, Callable[[Fact, Named], str]] = {
    "log": _logged,
    UNDELIVERED: _undelivered,
    REACHED: _delivered,
    "claim": _always("Claimed"),
    "release": _always("Given back"),
    "assign": _owned,
    "hand": _handed,
    "note": _always("Noted"),
    "reply": _always("Answered"),
    "await": _always("Asked the customer"),
    "answer": _always("The customer answered"),
    "identify": _identified,
    "tag": _tagged,
    "untag": _untagged,
    "snooze": _snoozed,
    "wake": _always("Snooze ended"),
    "promise": _promised,
    "keep": _kept,
    "link": _linked,
    "unlink": _unlinked,
    "merge": _merged,
    "unmerge": _unmerged,
    "follow-up": _followed,
    "follow": _always("Follows it"),
    "unfollow": _always("Follows it no more"),
    "complete": _completed,
    "reopen": _always("Reopened"),
    "import": _always("Imported"),
    **dict.fromkeys(ON_PROBLEMS, _of_problem),
    **dict.fromkeys(ON_TASKS, _of_task),
    **dict.fromkeys(ON_NOTICES, _of_notice),
    **dict.fromkeys(ON_ESCALATIONS, _of_escalation),
    **dict.fromkeys(BY_TIME, _by_time),
}
