"""At which shares of its target a clock reaches each level, as a desk has settled it."""

from collections.abc import Mapping
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.calendars import refuse_unknown


class Levels(NamedTuple):
    """Percent of the target at which each level after green begins."""

    watch: int = 50
    warning: int = 75
    jeopardy: int = 90
    breached: int = 100
    overdue2: int = 125
    overdue3: int = 150

    def name_of(self, threshold: int) -> str:
        """The level that begins at a share of the target."""
        return self._fields[self.index(threshold)]


AS_THEY_COME = Levels()
"""What holds where nothing is settled."""

_MOST = 1000


def read(table: Mapping[str, object]) -> Levels:
    """The levels that a table says; what it leaves out is as it comes. Raises `BadValue`."""
    refuse_unknown(table, Levels._fields, "The levels")
    found = AS_THEY_COME._replace(**{name: _percent(name, table[name]) for name in table})
    if list(found) != sorted(set(found)):
        raise BadValue(
            "Each level must begin after the one before",
            "Order: watch, warning, jeopardy, breached, overdue2, overdue3.",
        )
    if found.breached != 100:
        raise BadValue("breached is not 100", "A target is missed when it is used up.")
    return found


def written(levels: Levels) -> dict[str, object]:
    """The levels as a table of TOML."""
    return dict(levels._asdict())


def _percent(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= _MOST:
        raise BadValue(f"{name} is '{value}'", f"Write percent, from 1 to {_MOST}.")
    return value
