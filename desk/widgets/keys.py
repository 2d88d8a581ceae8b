"""Keys that the operator chose in place of the desk's own, by the ids of the bindings."""

from __future__ import annotations

from collections.abc import Mapping

NAMES = {
    "escape": "esc",
    "question_mark": "?",
    "slash": "/",
    "exclamation_mark": "!",
    "number_sign": "#",
    "asterisk": "*",
    "full_stop": ".",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
}
"""How the keys read whose names in bindings are longer than what is on them."""


def key_name(key: str) -> str:
    """How a key of a binding reads: `question_mark` is `?`."""
    return NAMES.get(key, key)


class Keys:
    """Which key does what; without a choice each binding has the keys it was made with."""

    def __init__(
        self,
        chosen: Mapping[str, tuple[str, ...]] | None = None,
        homes: Mapping[str, str] | None = None,
    ) -> None:
        self.chosen = chosen or {}
        """The id of a binding, and its keys as Textual names them."""
        self._homes = homes or {}

    def name(self, binding_id: str, key: str) -> str:
        """The key of a binding as people read it; `key` is the desk's own."""
        return key_name(self.chosen.get(binding_id, (key,))[0])

    def home(self, binding_id: str | None, key: str) -> str:
        """The key whose place in a row of keys is that of the binding: the desk's own."""
        return key_name(self._homes.get(binding_id or "", key))

    def keymap(self) -> dict[str, str]:
        """The choice as Textual takes it."""
        return {binding: ",".join(keys) for binding, keys in self.chosen.items()}
