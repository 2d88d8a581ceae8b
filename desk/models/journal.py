"""Tables of journal."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Journal(Table):
    """A fact: who did what to which object; never changed."""

    seq = AutoField()
    at = BigIntegerField()
    actor = BigIntegerField(null=True)
    action = TextField()
    kind = TextField()
    object = BigIntegerField()
    customer = BigIntegerField(null=True)
    partner = BigIntegerField(null=True)
    visibility = TextField()
    grp = TextField(null=True)
    why = TextField()
    training = BigIntegerField()


class JournalValue(Table):
    """What a fact changed; erasing a person empties these alone."""

    seq = BigIntegerField(primary_key=True)
    before = TextField()
    after = TextField()
