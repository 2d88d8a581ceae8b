"""What a fact changed, as people and programs read it: names for numbers, instants in full."""

from collections.abc import Mapping

from desk.rules.facts import BESIDE, INSTANTS, Named
from desk.rules.instants import rfc3339

Changes = dict[str, tuple[object, object]]
"""Fields, each with what it was before and after."""

_NAMED = ("owner", "team", "customer", "merged_into", "parent")
"""Fields that hold the number of something."""


def changes_of(before: Mapping[str, object], after: Mapping[str, object], named: Named) -> Changes:
    """The fields a fact changed, before and after."""
    return {
        name: (_shown(name, before.get(name), named), _shown(name, value, named))
        for name, value in after.items()
        if name not in BESIDE
    }


def _shown(name: str, value: object, named: Named) -> object:
    """A kept value as people and programs read it."""
    if name in _NAMED:
        return named(name, value) if value else None
    if name == "tags":
        return [tag for tag in str(value or "").split("|") if tag]
    if name in INSTANTS and isinstance(value, int):
        return rfc3339(value) if value else None
    return value
