"""Names of people and teams, as they are typed and told apart."""

from desk.errors import BadValue
from desk.rules.load import BY_LOAD
from desk.rules.words import fold, storable

LONGEST = 100
"""How many characters a name may have."""

_WORDS = ("me", "none", "desk", BY_LOAD, "keep", "team")
"""What filters and values take in place of a name."""


def checked_name(typed: str) -> str:
    """A new name as it is stored. Raises `BadValue` for one that cannot be told from a word."""
    name = storable(" ".join(typed.split()))
    if not fold(name):
        raise BadValue(f"'{name}' is no name", "Use letters.")
    if fold(name) in _WORDS:
        raise BadValue(f"'{name}' has a meaning of its own here", "Choose another name.")
    if len(name) > LONGEST:
        raise BadValue(
            f"The name '{name[:30]}…' is too long", f"{LONGEST} characters are the most."
        )
    return name
