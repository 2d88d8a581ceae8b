"""What a trail says of escalations, plans and missed targets: an entry as one line."""

from collections.abc import Callable, Mapping

from desk.rules.vocabulary import words

Values = Mapping[str, object]
Named = Callable[[str, object], str]
"""The name behind a number: `named("owner", 3)` is "ben"."""
ESCALATE = "escalate"
BY_ITSELF = "auto"
"""What starts a step that nobody has taken."""


def escalation_line(action: str, before: Values, after: Values, named: Named) -> str:
    """An entry on an escalation, a plan or a missed target as one line."""
    return _LINES[action](before, after, named)


def is_by_itself(after: Values) -> bool:
    """Whether it is time alone that raised an item: the threshold before it says why."""
    return any(step.get("trigger") == BY_ITSELF for step in _parts(after, "escalations"))


def goal_words(goal: Values, named: Named) -> str:
    """Whom a step goes to: "Backbone", "dora", "dora and mia", "NetCo"."""
    people = goal.get("people")
    if isinstance(people, list):
        return " and ".join(named("owner", person) for person in people)
    if goal.get("person"):
        return named("owner", goal["person"])
    if goal.get("team"):
        return named("team", goal["team"])
    return str(goal.get("partner") or "nobody")


def _escalated(_: Values, after: Values, named: Named) -> str:
    steps = _parts(after, "escalations")
    if not steps:
        return f"Escalated to level {after.get('escalation_level', '')}".rstrip()
    step = steps[-1]
    goal = goal_words(_mapping(step.get("goal")), named)
    if step.get("trigger") == BY_ITSELF:
        return f"Level {step.get('level')} told: {goal}"
    return f"Escalated to {goal}, {step.get('type')}, level {step.get('level')}"


def _taken_back(before: Values, after: Values, named: Named) -> str:
    steps = _parts(after, "escalations")
    goal = f" to {goal_words(_mapping(steps[-1].get('goal')), named)}" if steps else ""
    level = after.get("escalation_level", before.get("escalation_level", 0))
    return f"Escalation{goal} taken back, level {level or 0}"


def _acknowledged(_: Values, after: Values, __: Named) -> str:
    plan = after.get("ack_plan")
    at = f" ({words(str(after['ack_level']))})" if after.get("ack_level") else ""
    return f"Acknowledged{at}: {plan}" if plan else f"Acknowledged{at}"


def _remedied(_: Values, after: Values, __: Named) -> str:
    found = _parts(after, "violations")
    settled = any(each.get("satisfied_at") for each in found)
    said = next((str(each["action"]) for each in found if each.get("action")), "")
    return ": ".join(
        part for part in ("Missed target settled" if settled else "Missed target", said) if part
    )


def _parts(values: Values, name: str) -> list[Values]:
    """What an entry tells of one thing, part by part."""
    return [part for part in _mapping(values.get(name)).values() if isinstance(part, Mapping)]


def _mapping(value: object) -> Values:
    return value if isinstance(value, Mapping) else {}


_LINES: dict[str, Callable[[Values, Values, Named], str]] = {
    ESCALATE: _escalated,
    "deescalate": _taken_back,
    "acknowledge": _acknowledged,
    "remedy": _remedied,
}

ACTIONS = tuple(_LINES)
"""What is told here."""
