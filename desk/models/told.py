"""The table of what people are told: state of the desk, not business."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Told(Table):
    """One thing that somebody is told of an item."""

    id = AutoField()
    person = BigIntegerField()
    item = BigIntegerField()
    seq = BigIntegerField()
    """The entry of the journal it is told of."""
    at = BigIntegerField()
    why = TextField()
    text = TextField()
    read_at = BigIntegerField(null=True)
