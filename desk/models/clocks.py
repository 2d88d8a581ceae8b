"""Tables of clocks."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Clock(Table):
    """One SLA clock of an item."""

    id = AutoField()
    item = BigIntegerField()
    name = TextField()
    generation = BigIntegerField()
    policy = TextField()
    calendar = TextField()
    target = BigIntegerField()
    start = BigIntegerField()
    stop = BigIntegerField(null=True)
    due = BigIntegerField(null=True)
    state = TextField()
    pauses = TextField()
    reason = TextField()
