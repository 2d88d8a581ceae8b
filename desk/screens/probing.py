"""What a sheet tries before everything is typed, so that its effects are seen from the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk.rules.actions import Action, Parameter
from desk.screens.settled import CLOSED_LISTS
from desk.widgets.matches import Option

_SAID = "..."
"""What stands for words that are still to be written, also in a text that a customer gets."""
_ANY = (("choice", "reason"), ("line", "cause"), ("line", "code"))
"""Choices that come to the same whichever is taken."""

ONLY_WITH = {
    ("pend", "partner"): ("party", "partner"),
    ("add-task", "partner"): ("kind", "partner"),
}
"""Values that are asked for only where another one has been given, and which."""


def probed(
    action: Action, values: dict[str, str], lists: Mapping[str, Sequence[Option]]
) -> dict[str, str]:
    """The values with something in place of the words that are not written or picked yet."""
    missing = [each for each in action.parameters if each.required and each.name not in values]
    tried = {each.name: _probe(each, lists.get(each.name, ())) for each in missing}
    return values | {name: value for name, value in tried.items() if value}


def is_wanted(action: Action, name: str, values: dict[str, str]) -> bool:
    """Whether a value is to be asked for, given the others."""
    other, value = ONLY_WITH.get((action.name, name), ("", ""))
    return not other or values.get(other) == value


def _probe(parameter: Parameter, options: Sequence[Option]) -> str:
    if (parameter.type, parameter.name) in _ANY and options:
        return options[0].key
    is_open = parameter.name not in CLOSED_LISTS and parameter.name != "template"
    return _SAID if parameter.type in ("text", "line") and is_open else ""
