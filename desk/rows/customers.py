"""What lists and cards show of customers."""

from typing import NamedTuple


class CustomerRow(NamedTuple):
    """A customer as a pick list shows it."""

    id: int
    ref: str
    name: str
    contact: str
    """The medium that matched, else the preferred one, else empty."""


class OpenWork(NamedTuple):
    """An open item of a customer, in one line."""

    ref: str
    subject: str
    due: int | None
    standing: str
    level: str | None


class CustomerCard(NamedTuple):
    """A customer beside an item of work."""

    ref: str
    name: str
    language: str
    media: tuple[tuple[str, str], ...]
    """Kind and value: ("email", "b@example.org")."""
    since: int
    open_work: tuple[OpenWork, ...]
    """The most urgent ones, at most eight."""
    contacts_90_days: int
    """Interactions of the last 90 days, counted up to 100."""
    preferred: str = ""
    """The medium by which they want to be told: email or phone; empty for as they wrote."""
    zone: str = ""
    quiet: str = ""
    """When they are told nothing by the desk itself, by the clock of their zone."""
    refused: tuple[str, ...] = ()
    """Of what they want to hear nothing."""
    events: tuple[str, ...] = ()
    """Of which states they want to be told."""
