"""The columns a list can show: how they are called, and which leave first where it is narrow."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.errors import BadValue
from desk.rules.nearness import nearest


class ListColumn(NamedTuple):
    """One column of the work list."""

    title: str
    width: int
    """Cells it takes; the subject takes what the others leave, and no less."""
    rank: int
    """How long it stays where there is no room: the lowest leaves first."""


LIST_COLUMNS = {
    "due": ListColumn("Due", 5, 14),
    "ref": ListColumn("Ref", 7, 13),
    "customer": ListColumn("Customer", 18, 11),
    "subject": ListColumn("Subject", 16, 12),
    "owner": ListColumn("Owner", 6, 10),
    "priority": ListColumn("Pri", 3, 9),
    "state": ListColumn("State", 18, 8),
    "level": ListColumn("Level", 8, 7),
    "team": ListColumn("Team", 8, 6),
    "channel": ListColumn("Channel", 9, 5),
    "tags": ListColumn("Tags", 12, 4),
    "created": ListColumn("Created", 11, 3),
    "updated": ListColumn("Changed", 11, 2),
}
"""Every column by the name that views and settings keep; all start with the sign of the level."""

STANDARD: tuple[str, ...] = ("due", "ref", "customer", "subject", "owner")
"""What a list shows unless somebody chose otherwise."""

FIXED = ("due", "ref")
"""Columns that every list begins with: the short cursor and the minute's repaint stand on them."""


def parse_columns(text: str) -> tuple[str, ...]:
    """Read column names parted by commas or blanks; nothing means the standard ones.

    What every list begins with comes first, named or not. Raises `BadValue`.
    """
    names = text.replace(",", " ").lower().split()
    for name in names:
        if name not in LIST_COLUMNS:
            near = nearest(name, LIST_COLUMNS)
            hint = f"Did you mean {near}? " if near else ""
            raise BadValue(f"There is no column '{name}'", f"{hint}Known: {' '.join(LIST_COLUMNS)}")
    if not names:
        return STANDARD
    return tuple(dict.fromkeys([*FIXED, *names]))


def written(columns: tuple[str, ...]) -> str:
    """The columns as a view keeps them: nothing for the standard ones."""
    return "" if columns == STANDARD else ",".join(columns)


def that_fit(columns: tuple[str, ...], room: int, widths: Mapping[str, int]) -> tuple[str, ...]:
    """As many of the columns as there is room for in these widths, two cells between each two."""
    kept = list(columns)
    while len(kept) > len(FIXED) and taken(kept, widths) > room:
        kept.remove(min(kept, key=lambda name: LIST_COLUMNS[name].rank))
    return tuple(kept)


def taken(columns: Sequence[str], widths: Mapping[str, int]) -> int:
    """The cells that columns of these widths take."""
    return sum(widths[name] for name in columns) + 2 * (len(columns) - 1)
