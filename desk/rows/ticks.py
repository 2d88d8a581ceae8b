"""What a tick wrote down."""

from typing import NamedTuple


class Ticked(NamedTuple):
    """One threshold that a clock or an alarm of an item had reached."""

    ref: str
    clock: str
    """The clock's name, or that of an alarm."""
    threshold: int
    """Percent of the target."""
    at: int
    """When it was reached, not when that was written down."""
    level: str
    """The level that begins there; `reminder` for alarms."""
    action: str
    """What the desk did about it: "told ben, dora, late notice N-4 drafted"."""
