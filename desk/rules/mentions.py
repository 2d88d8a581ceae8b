"""People who are named in a note: `@dora`, `@Anna Maria`."""

from collections.abc import Iterable

from desk.rules.words import fold

SIGN = "@"


def mentioned(text: str, names: Iterable[str]) -> list[str]:
    """The names that stand behind a sign in a text, without regard to case and accents.

    The longest name that fits is meant, and it ends where a word ends: `@ann` is not `@anna`. A
    sign within a word is part of a mail address.
    """
    known = {fold(name): name for name in names}
    found: dict[str, None] = {}
    for at, sign in enumerate(text):
        if sign != SIGN or (at and text[at - 1].isalnum()):
            continue
        name = _longest(text[at + 1 : at + 1 + _MOST], known)
        if name:
            found[name] = None
    return [*found]


_MOST = 120
"""So many signs behind it are looked at: a name has a hundred at most."""


def _longest(behind: str, known: dict[str, str]) -> str:
    """The longest known name that a text begins with; empty when none."""
    if not behind[:1].strip():
        return ""
    ends = [end for end in range(len(behind), 0, -1) if _is_end(behind, end)]
    for end in ends:
        name = known.get(fold(behind[:end]))
        if name and behind[end - 1].strip():
            return name
    return ""


def _is_end(behind: str, end: int) -> bool:
    """Whether a word ends there."""
    return end == len(behind) or not behind[end].isalnum()
