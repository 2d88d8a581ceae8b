"""Keys that the operator chose in place of the desk's own, by the ids of the bindings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.keys import REPLACED_KEYS, key_to_character

if TYPE_CHECKING:
    from textual.binding import ActiveBinding
    from textual.screen import Screen

NAMES = {
    "escape": "esc",
    "question_mark": "?",
    "slash": "/",
    "exclamation_mark": "!",
    "number_sign": "#",
    "asterisk": "*",
    "full_stop": ".",
    "comma": ",",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""How the keys read whose names in bindings are longer than what is on them."""

_IN_A_SENTENCE = re.compile(
    r"\b(?:(?:ctrl|alt)\+\w+|f\d\d?|esc|enter|tab|space)\b|(?:^|(?<=[^\w\s] ))\S(?= [a-z]+s\b)"
)
"""Keys that a sentence names: words that mean nothing else, and a letter that does something."""


def key_name(key: str) -> str:
    """How a key of a binding reads: `question_mark` is `?`."""
    return NAMES.get(key, key)


def is_written(key: str) -> bool:
    """Whether a key writes a character where there is a field to write in."""
    character = key_to_character(REPLACED_KEYS.get(key, key))
    return character is not None and character.isprintable()


class Keys:
    """Which key does what; without a choice each binding has the keys it was made with."""

    def __init__(
        self,
        chosen: Mapping[str, tuple[str, ...]] | None = None,
        own: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.chosen = chosen or {}
        """The id of a binding, and its keys as Textual names them."""
        self._own = own or {}
        """The same bindings, and the keys they were made with."""

    def name(self, binding_id: str, key: str) -> str:
        """The key of a binding as people read it; `key` is the desk's own."""
        return key_name(self.chosen.get(binding_id, (key,))[0])

    def home(self, binding_id: str | None, key: str) -> str:
        """The key whose place in a row of keys is that of the binding: the desk's own."""
        return key_name(self._own.get(binding_id or "", (key,))[0])

    def keymap(self) -> dict[str, str]:
        """The choice as Textual takes it."""
        return {binding: ",".join(keys) for binding, keys in self.chosen.items()}

    def renaming(self, active: Mapping[str, ActiveBinding]) -> dict[str, str]:
        """Keys of the desk that are others where these bindings live, and which."""
        if not self.chosen:
            return {}
        ids = {each.binding.id for each in active.values()}
        still = {key_name(key) for key in active}
        return {
            key_name(own): key_name(keys[0])
            for binding, keys in self.chosen.items()
            if binding in ids
            for own in self._own.get(binding, ())
            if key_name(own) not in still
        }

    def in_words(self, sentence: str, screen: Screen[Any]) -> str:
        """A sentence of the desk with the keys in it by the names they have on that screen."""
        return spoken(sentence, self.renaming(screen.active_bindings)) if self.chosen else sentence


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Keys, parted by blanks, by the names they have now."""
    return " ".join(names.get(key, key) for key in text.split(" ")) if names else text


def spoken(sentence: str, names: Mapping[str, str]) -> str:
    """A sentence with the keys in it by the names they have now."""
    if not names:
        return sentence
    return _IN_A_SENTENCE.sub(lambda found: names.get(found[0], found[0]), sentence)
