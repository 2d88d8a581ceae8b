"""Tables of interactions."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Interaction(Table):
    """What an interaction has beside its head."""

    id = BigIntegerField(primary_key=True)
    reason = TextField()
    outcome = TextField(null=True)
    question = TextField(null=True)
    asked_at = BigIntegerField(null=True)
    answer_due = BigIntegerField(null=True)
    remind_at = BigIntegerField(null=True)
    reopen_count = BigIntegerField()
    extra = TextField()


class Message(Table):
    """What was said in an item: in, out, or a note among colleagues."""

    id = AutoField()
    item = BigIntegerField()
    seq = BigIntegerField()
    at = BigIntegerField()
    direction = TextField()
    channel = TextField()
    visibility = TextField()
    author = TextField()
    address = TextField()
    text = TextField()
