"""Tables of work."""

from desk.models.base import AutoField, BigIntegerField, TextField, Table


class Work(Table):
    """The head of every item of work: what lists show, sort and filter by."""

    id = AutoField()
    kind = TextField()
    number = BigIntegerField()
    subject = TextField()
    state = TextField()
    priority = BigIntegerField()
    customer = BigIntegerField(null=True)
    contact = TextField()
    channel = TextField()
    direction = TextField()
    owner = BigIntegerField()
    team = BigIntegerField(null=True)
    created = BigIntegerField()
    updated = BigIntegerField()
    closed = BigIntegerField(null=True)
    tags = TextField()
    due_key = BigIntegerField()
    watch_at = BigIntegerField()
    warning_at = BigIntegerField()
    jeopardy_at = BigIntegerField()
    breached_at = BigIntegerField()
    overdue2_at = BigIntegerField()
    overdue3_at = BigIntegerField()
    recency = BigIntegerField()
    source = TextField(null=True)
    source_key = TextField(null=True)
    source_hash = TextField(null=True)
    version = BigIntegerField()
