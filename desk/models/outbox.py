"""Tables of outbox."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Outbox(Table):
    """A message that is to leave the house."""

    id = AutoField()
    number = BigIntegerField()
    item = BigIntegerField()
    message = BigIntegerField()
    medium = TextField()
    recipient = TextField()
    subject = TextField()
    state = TextField()
    not_before = BigIntegerField()
    created = BigIntegerField()
    tries = BigIntegerField()
    last_answer = TextField()
    version = BigIntegerField()
