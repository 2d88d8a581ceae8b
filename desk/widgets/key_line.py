"""The last row: the keys that do something now, read from the bindings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from desk.widgets.drawn import Line
from desk.widgets.keys import key_name as key_name
from desk.widgets.keys import renamed
from desk.widgets.look import Look
from desk.widgets.one_line import OneLine

if TYPE_CHECKING:
    from textual.screen import Screen

_ORDER = (
    *("ctrl+s", "ctrl+t", "ctrl+n", "f3", "f6", "enter"),
    *("c", "a", "r", "t", "p", "w", "e", "d", "x"),
    *("n", "i", "v", "m", "o", "b", ">", "y", "s"),
    *("left", "space", "*", "/", "tab", "esc"),
)
"""The fixed order, so that the finger learns the place; other keys come before `tab`."""
_LEAVE = (
    *("S", "#", "g", "V", "N"),
    *("tab", "*", "o", "m", "i", "space", "a", "x", "v", "s", "p", "f", "/"),
)
"""Which key leaves first where the row is too short; keys not named here leave before these."""
_STAY = ("enter", "n", "b", "esc", "ctrl+s")
"""Keys that stay as long as they fit by themselves."""
_AT_LAST = ("n", "enter")
"""Of those the ones that leave all the same, before a way out is cut off."""


class KeyHint(NamedTuple):
    """A key as it is shown, and its verb."""

    key: str
    verb: str
    home: str = ""
    """The key whose place it has; its own when empty."""

    @property
    def place(self) -> str:
        """The key by which it is put in order."""
        return self.home or self.key


def hints_of(screen: Screen[Any]) -> list[KeyHint]:
    """The keys of a screen's own bindings that live now, the first key of each."""
    found: dict[str, KeyHint] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if active.node is screen and binding.show and active.enabled:
            found.setdefault(binding.action, KeyHint(key_name(key), binding.description))
    return list(found.values())


def in_order(hints: Sequence[KeyHint]) -> list[KeyHint]:
    """The keys in the order that every screen keeps."""
    rank = {key: place for place, key in enumerate(_ORDER)}
    return sorted(hints, key=lambda hint: rank.get(hint.place, len(_ORDER) - 2.5))


def that_fit(
    hints: Sequence[KeyHint], room: int, early: Sequence[str] = (), late: Sequence[str] = ()
) -> list[KeyHint]:
    """As many keys as fit into the room; which ones leave is fixed too.

    `early` ones leave first, `late` ones before the filter does.
    """
    kept = list(hints)
    leaving = [*early]
    known = (*_ORDER, *_STAY, *late)
    leaving += [hint.place for hint in hints if hint.place not in known]
    leaving += [*(key for key in _LEAVE[:-1] if key not in late), *late, _LEAVE[-1]]
    leaving += [key for key in reversed(_ORDER) if key not in (*_LEAVE, *_STAY)]
    leaving += _AT_LAST
    for key in leaving:
        if _width(kept) <= room:
            break
        kept = [hint for hint in kept if hint.place != key]
    return kept


def _width(hints: Sequence[KeyHint]) -> int:
    return sum(len(hint.key) + 1 + len(hint.verb) + 2 for hint in hints)


def _is_arrow(hint: KeyHint) -> bool:
    """Whether a hint is that of the arrow to the right, which stands for both."""
    return hint.key == "right"


class KeyLine(OneLine):
    """Keys in accent, verbs beside them; the key that shows all of them at the right edge."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.early: tuple[str, ...] = ()
        """Keys that leave first on this screen: what it shows is for other ones."""
        self.late: tuple[str, ...] = ()
        """Keys that stay here as long as there is room for the filter besides."""
        self._hints: list[KeyHint] = []
        self._help = KeyHint("?", "keys")

    def show(self, hints: Sequence[KeyHint], help_key: str = "?") -> None:
        """Show these keys."""
        ordered, asked = in_order(self._as_chosen(hints)), KeyHint(self._now(help_key), "keys")
        if (ordered, asked) != (self._hints, self._help):
            self._hints, self._help = ordered, asked
            self.refresh()

    def _as_chosen(self, hints: Sequence[KeyHint]) -> list[KeyHint]:
        """The keys by the names the operator gave them; those with a home have theirs already."""
        named = (
            hint if hint.home else KeyHint(self._now(hint.key), hint.verb, hint.key)
            for hint in hints
        )
        return [
            hint._replace(key=self._arrows, home="left") if _is_arrow(hint) else hint
            for hint in named
        ]

    @property
    def _arrows(self) -> str:
        """Both arrows, where one of them stands for the two."""
        return self.pen.glyphs.came_in + self.pen.glyphs.went_out

    def _now(self, key: str) -> str:
        """What a key of the desk is called now."""
        keys = self.pen.look.keys
        return renamed(key, keys.renaming(self.screen.active_bindings)) if keys.chosen else key

    def runs(self, width: int) -> Line:
        """The keys that fit, and the help key."""
        pen = self.pen
        tail = len(self._help.key) + 1 + len(self._help.verb) + 1
        line: Line = [pen.ink(" ")]
        used = 1
        for hint in that_fit(self._hints, width - tail - 1, self.early, self.late):
            line += self._hint(hint, "  ")
            used += len(hint.key) + len(hint.verb) + 3
        return [*line, pen.ink(" " * (width - tail - used)), *self._hint(self._help, " ")]

    def _hint(self, hint: KeyHint, gap: str) -> Line:
        pen = self.pen
        return [
            pen.sign(hint.key, "accent", bold=True),
            pen.ink(f" {hint.verb}{gap}", "muted"),
        ]
