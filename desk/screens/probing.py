"""What a sheet tries before everything is typed, so that its effects are seen from the start."""

from __future__ import annotations

from desk.rules.actions import Action, Parameter
from desk.screens.settled import SETTLED

_SAID = "."
"""What stands for words that are still to be written; no effect tells them."""
_ANY = ("reason",)
"""Choices that come to the same whichever is taken."""

ONLY_WITH = {
    ("pend", "partner"): ("party", "partner"),
    ("add-task", "partner"): ("kind", "partner"),
}
"""Values that are asked for only where another one has been given, and which."""


def probed(action: Action, values: dict[str, str]) -> dict[str, str]:
    """The values with something in place of the words that are not written yet."""
    missing = {each.name: _probe(each) for each in action.parameters if each.name not in values}
    return values | {name: value for name, value in missing.items() if value}


def is_wanted(action: Action, name: str, values: dict[str, str]) -> bool:
    """Whether a value is to be asked for, given the others."""
    other, value = ONLY_WITH.get((action.name, name), ("", ""))
    return not other or values.get(other) == value


def _probe(parameter: Parameter) -> str:
    if not parameter.required or (parameter.type == "line" and parameter.name in SETTLED):
        return ""
    if parameter.type in ("text", "line"):
        return _SAID
    is_any = parameter.type == "choice" and parameter.name in _ANY
    return parameter.choices[0] if is_any else ""
