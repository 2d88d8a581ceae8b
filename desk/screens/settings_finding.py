"""Finding a setting by any of its words: its group, its name, what it says, its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk.rules.words import fold
from desk.screens.base import Offer, Seat
from desk.screens.palette import PaletteScreen
from desk.widgets.matches import Option


class FindingScreen(PaletteScreen):
    """Looks beyond the names of the lines it lists, which are few words."""

    def __init__(self, seat: Seat, offers: Sequence[Offer], about: Mapping[str, str]) -> None:
        """`about` says by the table of a group what it is about, and what its fields are called."""
        super().__init__(seat, "Settings", offers)
        self._words = {offer.key: _words_of(offer, about) for offer in offers}

    def found(self, typed: str) -> list[Option]:
        """The settings among whose words every typed one begins a word; by their name first."""
        wanted = fold(typed).split()
        by_name = super().found(typed)
        named = {option.key for option in by_name}
        others = [option for option in self.options if option.key not in named]
        return by_name + [option for option in others if _has(self._words[option.key], wanted)]


def _words_of(offer: Offer, about: Mapping[str, str]) -> list[str]:
    table, _, name = offer.key.partition("\n")
    said = (offer.title, offer.note, about.get(table, ""), name.replace(".", " "))
    return fold(" ".join(said)).split()


def _has(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in wanted)
