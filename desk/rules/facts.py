"""What the desk's own lines in a trail say: a fact of the journal in words."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from desk.rules.vocabulary import words


class Fact(NamedTuple):
    """What the journal keeps of one use case."""

    action: str
    before: Mapping[str, object]
    after: Mapping[str, object]
    why: str = ""


Named = Callable[[str, object], str]
"""The name behind a number: `named("owner", 3)` is "ben"."""


def told(fact: Fact, named: Named) -> str:
    """The fact as one line."""
    line = _LINES[fact.action](fact, named) if fact.action in _LINES else words(fact.action)
    return f"{line}: {fact.why}" if fact.why else line


def in_words(field: str, value: object, named: Named) -> str:
    """A changed field's value as people read it: names for numbers, nothing as a word."""
    if field in ("owner", "team", "customer"):
        return named(field, value) if value else "nobody"
    if field == "tags":
        return ", ".join(tag for tag in str(value or "").split("|") if tag) or "none"
    return words(str(value)) if value not in (None, "") else "none"


def _logged(fact: Fact, _: Named) -> str:
    way = {"inbound": "in", "outbound": "out"}.get(str(fact.after.get("direction")), "")
    channel = words(str(fact.after.get("channel", "")))
    return f"Logged, {channel} {way}".rstrip(", ")


def _owned(fact: Fact, named: Named) -> str:
    return f"Assigned to {named('owner', fact.after.get('owner'))}"


def _handed(fact: Fact, named: Named) -> str:
    return f"Handed to {named('team', fact.after.get('team'))}"


def _identified(fact: Fact, named: Named) -> str:
    before = fact.before.get("customer")
    earlier = f", before {named('customer', before)}" if before else ""
    return f"Customer is {named('customer', fact.after.get('customer'))}{earlier}"


def _prioritised(fact: Fact, _: Named) -> str:
    return f"Priority {fact.before.get('priority')} -> {fact.after.get('priority')}"


def _tags(values: Mapping[str, object]) -> list[str]:
    return [tag for tag in str(values.get("tags", "")).split("|") if tag]


def _tagged(fact: Fact, _: Named) -> str:
    return f"Tagged {', '.join(tag for tag in _tags(fact.after) if tag not in _tags(fact.before))}"


def _untagged(fact: Fact, _: Named) -> str:
    off = [tag for tag in _tags(fact.before) if tag not in _tags(fact.after)]
    return f"Tag {', '.join(off)} taken off"


def _completed(fact: Fact, _: Named) -> str:
    return f"Completed: {words(str(fact.after.get('outcome', '')))}"


def _always(line: str) -> Callable[[Fact, Named], str]:
    return lambda _, __: line


_LINES: dict[str, Callable[[Fact, Named], str]] = {
    "log": _logged,
    "claim": _always("Claimed"),
    "release": _always("Given back"),
    "assign": _owned,
    "hand": _handed,
    "note": _always("Noted"),
    "reply": _always("Answered"),
    "await": _always("Asked the customer"),
    "answer": _always("The customer answered"),
    "identify": _identified,
    "prioritise": _prioritised,
    "tag": _tagged,
    "untag": _untagged,
    "complete": _completed,
    "reopen": _always("Reopened"),
    "import": _always("Imported"),
}
