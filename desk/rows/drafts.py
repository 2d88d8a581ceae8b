"""Texts that were begun, as the desk of who wrote them finds them again."""

from collections.abc import Mapping
from typing import NamedTuple


class DraftRow(NamedTuple):
    """What somebody typed at one place and has not handed in."""

    place: str
    """`reply:I-12`, `do:I-12:await`, `new:interaction`."""
    session: str
    """The opening of the desk in which it was typed."""
    fields: Mapping[str, str]
    reason: str
    """Why it was not handed in, in words: "the line was lost"; empty when nobody knows."""
    updated: int
    """When the store took it, by the machine's clock."""
