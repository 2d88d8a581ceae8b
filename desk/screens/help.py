"""Help: every key of a screen, read from its bindings and searchable."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import ActiveBinding

from desk.screens.base import Offer, Seat
from desk.screens.palette import PaletteScreen
from desk.widgets.key_line import key_name
from desk.widgets.matches import Option

_KEYS = 10
"""Cells of the column of keys."""


def keys_of(bindings: Mapping[str, ActiveBinding]) -> list[Offer]:
    """A line for each action: all the keys that do it, and what it does; the row of
    numbered ones comes last.

    What has no id is Textual's own and not of the desk.
    """
    keys: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for key, active in bindings.items():
        binding = active.binding
        if binding.id is not None:
            keys.setdefault(binding.action, []).append(key_name(key))
            titles[binding.action] = binding.tooltip or binding.description
    return [
        Offer(action, f"{' '.join(keys[action]):<{_KEYS}}  {titles[action]}")
        for action in sorted(keys, key=lambda action: _is_numbered(keys[action][0]))
    ]


def _is_numbered(key: str) -> bool:
    """Whether a key is one of a row of nine, like `alt+1`: there is more to be learnt before."""
    modifier, plus, number = key.rpartition("+")
    return bool(plus and modifier) and number.isdigit()


class HelpScreen(PaletteScreen):
    """Lists the keys; `enter` on one does what it does."""

    def __init__(self, seat: Seat, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__(seat, "Keys of this screen", keys_of(bindings))
        self._verbs = {each.binding.action: each.binding.description for each in bindings.values()}

    def found(self, typed: str) -> list[Option]:
        """What has that key; after it what has these words, or that verb in the last row."""
        key = typed.strip()
        having = [option for option in self.options if key in option.label.split("  ")[0].split()]
        having += [each for each in super().found(typed) if each not in having]
        verbs = {each.key for each in self.options if self._verbs.get(each.key) == key.lower()}
        return [*having, *(o for o in self.options if o.key in verbs and o not in having)]
