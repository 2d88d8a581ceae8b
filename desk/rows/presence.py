"""Who else is at an item, as lists and the item itself show it."""

from typing import NamedTuple


class PresenceRow(NamedTuple):
    """Somebody who has an item open."""

    item: int
    person: str
    is_writing: bool
    until: int
    """When it ends by itself, by the machine's clock, unless that desk says so again."""
