"""The keys an operator chooses: whether there are such bindings and keys, and none clashes.

Loaded only when somebody has chosen some; it brings in every screen to look at its bindings.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from types import ModuleType
from typing import TypeVar

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys as Known
from textual.keys import _character_to_key as key_of_character
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

import desk.screens
import desk.widgets
from desk.errors import BadValue
from desk.rules.nearness import nearest
from desk.widgets.keys import NAMES, Keys, is_written, key_name

Node = TypeVar("Node", bound=DOMNode)
Place = Callable[[str], str]
"""Where the choice for a binding stands: `config.toml, line 4`."""
Bound = dict[str, tuple[Binding, ...]]
"""Bindings by id; one for each key."""
Held = dict[str, list[str]]
"""The bindings that hold a key."""

_BY_NAME = {name: key for key, name in NAMES.items()}
_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_SAME = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+j": "enter",
    "ctrl+left_square_bracket": "escape",
}
"""What most terminals send for another key."""
_NAMED = frozenset(known.value for known in Known)


def keys(chosen: Mapping[str, str], app: type[DOMNode], place: Place) -> Keys:
    """The choice, checked. Raises `BadValue`, naming the place, the id and what is wrong."""
    scopes = list(_scopes(app))
    bindings: Bound = {}
    for scope in scopes:
        bindings |= scope
    wanted = {name: _keys_of(name, typed, bindings, place) for name, typed in chosen.items()}
    wanted = {name: found for name, found in wanted.items() if found}
    typed = _typed(scopes, _bound([app]))
    for name, found in wanted.items():
        if name in typed or any(binding.priority for binding in bindings[name]):
            _refuse_letters(name, found, place)
        for scope in scopes:
            if name in scope:
                _refuse_clash(name, found, _others(scope, wanted, name), place)
    own = {name: tuple(binding.key for binding in bindings[name]) for name in wanted}
    return Keys(wanted, own)


def bindings_of(app: type[DOMNode]) -> dict[str, tuple[str, str]]:
    """The id of every binding: the keys of the desk for it, and what it does."""
    found: dict[str, tuple[str, str]] = {}
    for scope in _scopes(app):
        for name, each in scope.items():
            own = " ".join(dict.fromkeys(key_name(binding.key) for binding in each))
            found[name] = own, each[0].tooltip or each[0].description
    return dict(sorted(found.items()))


def _scopes(app: type[DOMNode]) -> Iterator[Bound]:
    """Bindings that live at the same time: those of the app, of a screen, of what has the focus."""
    screens = list(_classes(desk.screens, Screen))
    widgets = [each for each in _classes(desk.widgets, Widget) if _bound([each])]
    everywhere = _bound([app])
    # A container that binds keys stands around a field, what has the focus itself is read.
    lists = [each for each in widgets if each.can_focus]
    for screen in screens:
        yield everywhere | _bound([screen])
        if not issubclass(screen, ModalScreen):
            yield from (everywhere | _bound([screen, each]) for each in lists)
    yield from (everywhere | _bound([each]) for each in widgets if not each.can_focus)


def _classes(package: ModuleType, kind: type[Node]) -> Iterator[type[Node]]:
    """Every class of ours in a package that binds keys."""
    for _, name, _ in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for each in vars(import_module(name)).values():
            if isinstance(each, type) and issubclass(each, kind) and each.__module__ == name:
                yield each


def _bound(nodes: Iterable[type[DOMNode]]) -> Bound:
    found: dict[str, list[Binding]] = {}
    for node in nodes:
        for parent in node.__mro__:
            if parent.__module__.startswith("desk."):
                for binding in Binding.make_bindings(parent.__dict__.get("BINDINGS", ())):
                    if binding.id is not None:
                        found.setdefault(binding.id, []).append(binding)
    return {name: tuple(each) for name, each in found.items()}


def _keys_of(name: str, typed: str, bindings: Bound, place: Place) -> tuple[str, ...]:
    """The keys that were typed for a binding, as Textual names them; none to keep its own."""
    if name not in bindings:
        near = nearest(name, bindings)
        raise BadValue(
            f"{place(name)}: no key has the name '{name[:40]}'",
            f"Did you mean {near}?" if near else "All of them: desk settings keys.",
        )
    parts = [part.strip() for part in typed.split(",")]
    return tuple(dict.fromkeys(_key(part, name, place) for part in parts if part))


def _key(typed: str, name: str, place: Place) -> str:
    """One key as Textual names it."""
    *modifiers, base = typed.split("+") if len(typed) > 1 else [typed]
    key = base if len(base) == 1 else _BY_NAME.get(base.lower(), base.lower())
    key = key_of_character(key) if len(key) == 1 else key
    is_known = len(base) == 1 or key in _NAMED or is_written(key)
    modifiers = [modifier.lower() for modifier in modifiers]
    if not base or not is_known or not set(modifiers) <= set(_MODIFIERS):
        near = nearest(typed, (*_NAMED, *_BY_NAME))
        raise BadValue(
            f"{place(name)}: there is no key '{typed[:40]}'",
            f"Did you mean {near}?" if near else "Write one like C, f5, ctrl+k or space.",
        )
    whole = "+".join([*modifiers, key.lower() if modifiers else key])
    if whole in _SAME:
        raise BadValue(
            f"{place(name)}: on most terminals {whole} is the same key as {_SAME[whole]}",
            "Choose another one.",
        )
    return whole


def _typed(scopes: Iterable[Bound], everywhere: Bound) -> set[str]:
    """Bindings that live while a field has the focus: none of those they live with is a letter."""
    found: set[str] = set()
    for scope in scopes:
        own = {name: each for name, each in scope.items() if name not in everywhere}
        if not any(is_written(binding.key) for each in own.values() for binding in each):
            found |= own.keys()
    return found


def _refuse_letters(name: str, keys: Iterable[str], place: Place) -> None:
    """Raise when a key would be typed as a letter where its binding lives."""
    for key in keys:
        if is_written(key):
            raise BadValue(
                f"{place(name)}: {key_name(key)} cannot be the key of {name}: it is typed there",
                "Choose one that writes nothing, like f5 or ctrl+k.",
            )


def _refuse_clash(name: str, keys: Iterable[str], others: Held, place: Place) -> None:
    for key in keys:
        for other in others.get(key, ()):
            key = key_name(key)
            raise BadValue(
                f"{place(name)}: {key} cannot be the key of {name}: it is that of {other}",
                f"Choose another one, or give {other} another one too.",
            )


def _others(scope: Bound, wanted: Mapping[str, tuple[str, ...]], name: str) -> Held:
    """The keys of the other bindings of a scope, without those that both had all along."""
    own = {binding.key for binding in scope[name]}
    held: Held = {}
    for other, bindings in scope.items():
        at_home = {binding.key for binding in bindings}
        for key in wanted.get(other, at_home):
            if other != name and not (key in own and key in at_home):
                held.setdefault(key, []).append(other)
    return held
