"""Tables of the jobs: who does the work of time, and how it went. State of the desk."""

from desk.models.base import BigIntegerField, CompositeKey, Table, TextField


class Lease(Table):
    """Which process does a piece of work; it may be taken over once it has run out."""

    name = TextField(primary_key=True)
    owner = TextField()
    fence = BigIntegerField()
    """Grows with each change of owner."""
    until = BigIntegerField()


class Job(Table):
    """How a job went last, and when it runs next."""

    name = TextField(primary_key=True)
    last_run = BigIntegerField(null=True)
    next_run = BigIntegerField(null=True)
    took_ms = BigIntegerField(null=True)
    done = BigIntegerField(null=True)
    """How much it did last."""
    error = TextField()
    error_at = BigIntegerField(null=True)
    owner = TextField()


class Looked(Table):
    """Up to where a person has looked at something."""

    person = BigIntegerField()
    name = TextField()
    upto = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("person", "name")


class Feed(Table):
    """Up to which entry of the journal a hook was served."""

    name = TextField(primary_key=True)
    seq = BigIntegerField()
