"""Help: every key of a screen, read from its bindings and searchable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import ActiveBinding

from desk.screens.base import Offer, Seat
from desk.screens.palette import PaletteScreen
from desk.widgets.key_line import key_name


def keys_of(bindings: Mapping[str, ActiveBinding]) -> list[Offer]:
    """A line for each action: what it does, and all the keys that do it."""
    keys: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for key, active in bindings.items():
        binding = active.binding
        if binding.system or not (binding.tooltip or binding.description):
            continue
        keys.setdefault(binding.action, []).append(key_name(key))
        titles[binding.action] = binding.tooltip or binding.description
    return [Offer(action, titles[action], "", " ".join(keys[action])) for action in keys]


class HelpScreen(PaletteScreen):
    """Lists the keys; `enter` on one does what it does."""

    def __init__(self, seat: Seat, bindings: Mapping[str, ActiveBinding]) -> None:
        super().__init__(seat, "Keys of this screen", keys_of(bindings))


def sorted_by_key(offers: Iterable[Offer]) -> list[Offer]:
    """By key, letters first."""
    return sorted(offers, key=lambda offer: (not offer.keys[:1].isalpha(), offer.keys.lower()))
