"""What `desk doctor` found."""

from typing import NamedTuple


class CheckRow(NamedTuple):
    """One check of the store."""

    check: str
    ok: bool
    count: int  # type: ignore[assignment]  # tuples have a method of that name
    """How many things are wrong, or how many were looked at when all is well."""
    message: str
    next_step: str
