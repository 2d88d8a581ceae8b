"""The table of crossings: which threshold a clock or an alarm of an item has reached, and when."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Crossing(Table):
    """One threshold, crossed once for each clock and generation."""

    id = AutoField()
    item = BigIntegerField()
    clock = TextField()
    """The clock's name, or that of an alarm."""
    generation = BigIntegerField()
    threshold = BigIntegerField()
    level = TextField()
    """The level that begins there; `reminder` for alarms."""
    at = BigIntegerField()
    """When it was crossed, not when that was written down."""
    seq = BigIntegerField()
    """The entry of the journal that tells of it."""
    action = TextField()
    """What the desk did about it, as `desk tick` prints it."""
