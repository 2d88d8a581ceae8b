"""How the outbox is: which outlets there are, what waits, what went wrong last."""

from typing import NamedTuple


class OutboxHealth(NamedTuple):
    """How the outbox is."""

    outlets: tuple[tuple[str, tuple[str, ...]], ...]
    """Where things leave to, and which media do; nothing leaves where there is none."""
    lacking: tuple[str, ...]
    """Settings that are missing to an outlet that was begun."""
    is_training: bool
    """Whether the store is for training: then it sends to this machine alone."""
    oldest: int | None
    """Since when the oldest waits that is to go by itself and has an outlet."""
    without: tuple[str, ...]
    """Media that something waits for and that have no outlet."""
    waiting: int
    """How much waits that is to go by itself, counted up to a cap."""
    again: int
    """How much of that has failed once at least."""
    held: int
    failed: int
    """How much was given up, counted up to a cap."""
    last_error: str
    """What the other side said to the last try that failed and waits; as it said it."""
