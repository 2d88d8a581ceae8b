"""Tables of policies."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Calendar(Table):
    """Opening hours, with the holidays worked out when it was saved."""

    id = AutoField()
    name = TextField()
    spec = TextField()
    holidays = TextField()
    version = BigIntegerField()


class Policy(Table):
    """A row of the agreed service levels; the first one that fits wins."""

    id = AutoField()
    place = BigIntegerField()
    name = TextField()
    conditions = TextField()
    targets = TextField()
    version = BigIntegerField()
