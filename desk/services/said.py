"""What is said in a change: a message to the customer, from the customer, or a note."""

from typing import NamedTuple


class Said(NamedTuple):
    """What is said in a change."""

    direction: str
    """in, out or note."""
    text: str
    author: str
    address: str = ""
    channel: str = ""
    """Empty for the channel of the item."""

    @property
    def visibility(self) -> str:
        """Who may read it."""
        return "internal" if self.direction == "note" else "customer"
