"""What the list of settings says of each group, and of each object in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desk.rules.settings_shape import GROUPS, Group, Key
from desk.rules.settings_typed import found_in, typed
from desk.widgets.settings_list import SettingLine

if TYPE_CHECKING:
    from desk.bootstrap import SettingsBook

_FACTS = 4
"""So many values of an object its line shows."""
_SHOWN = ("firstAnswer", "completion", "update", "priority", "calendar", "url", "subject", "role")
"""Values that tell objects of a kind apart best, where they have them."""


def group_lines(book: SettingsBook) -> list[SettingLine]:
    """A line for each group: what it is about, and how many objects it has."""
    return [
        SettingLine(group.table, group.title, group.about, _counted(book, group))
        for group in GROUPS
    ]


def object_lines(
    book: SettingsBook, group: Group, bindings: Mapping[str, tuple[str, str]]
) -> list[SettingLine]:
    """A line for each object of a group; of keys one for each binding."""
    if group.table == "keys":
        chosen = {name: str(book.page.own.get(f"keys.{name}") or "") for name in bindings}
        return [
            SettingLine(name, chosen[name] or own, does, _where(name, is_own=bool(chosen[name])))
            for name, (own, does) in bindings.items()
        ]
    return [
        SettingLine(name, name or group.title, said_of(group, held))
        for name, held in book.objects(group).items()
    ]


def _where(binding: str, *, is_own: bool) -> str:
    """On what a key acts, as its name says it: several are called alike."""
    part = binding.partition(".")[0]
    return f"{part}, yours" if is_own else part


def said_of(group: Group, held: Mapping[str, object]) -> str:
    """What an object is set to, the most telling values of it."""
    if group.table == "calendar":
        return ", ".join(_hours(group, held))
    if group.table == "words":
        return ", ".join(map(str, held.values()))
    keys = sorted(group.keys, key=lambda key: key.name not in _SHOWN)
    facts = [said for key in keys if (said := _fact(key, held))]
    return ", ".join(facts[:_FACTS])


def _hours(group: Group, held: Mapping[str, object]) -> list[str]:
    """Zone and week of a calendar, days with the same hours as one: `mon-fri 09:00-17:00`."""
    days = [key for key in group.keys if key.name.startswith("hours.")]
    spans: list[tuple[str, str, str]] = []
    for key in days:
        said, day = typed(key, found_in(held, key.name)), key.label.lower()
        if spans and spans[-1][2] == said:
            spans[-1] = (spans[-1][0], day, said)
        else:
            spans.append((day, day, said))
    week = [
        f"{first} {said}" if first == last else f"{first}-{last} {said}"
        for first, last, said in spans
        if said
    ]
    return [str(held.get("tz", "")), *week]


def _fact(key: Key, held: Mapping[str, object]) -> str:
    value = found_in(held, key.name)
    if value in (None, "", [], False) or key.name in ("name", "text"):
        return ""
    if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        return f"{len(value)} {key.label.lower()}"
    said = " ".join(typed(key, value).split())
    if key.name in ("calendar", "url", "subject", "role", "tz"):
        return said
    return f"{key.label.lower()} {said}"


def _counted(book: SettingsBook, group: Group) -> str:
    if group.table == "keys":
        many = sum(1 for name, value in book.page.own.items() if name.startswith("keys.") and value)
        return f"{many} yours" if many else ""
    return str(len(book.objects(group))) if group.named else ""
