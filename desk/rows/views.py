"""Saved views as lists of them show them."""

from typing import NamedTuple

SHARED = 0
"""The owner of a view that everybody has."""


class ViewRow(NamedTuple):
    """A filter with its order and its columns, kept under a name."""

    id: int
    name: str
    filter: str
    sort: str
    columns: str
    """Names parted by commas; empty for the standard ones."""
    key: str
    """1 to 9, or empty; for a shared view empty too where the actor's own has its key."""
    is_shared: bool
    version: int
