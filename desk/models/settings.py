"""Tables of settings."""

from desk.models.base import BigIntegerField, TextField, Table


class Setting(Table):
    """A value of the store itself: its zone, whether it is for training."""

    name = TextField(primary_key=True)
    value = TextField()


class Counter(Table):
    """The last number given out for a kind of object; numbers are never used again."""

    kind = TextField(primary_key=True)
    last = BigIntegerField()
