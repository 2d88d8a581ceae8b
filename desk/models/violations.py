"""The table of violations: each target of a service level that was missed."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Violation(Table):
    """A clock that ran out: whether the customer was told, what was done, until all is well."""

    id = AutoField()
    item = BigIntegerField()
    clock = TextField()
    generation = BigIntegerField()
    due = BigIntegerField()
    told_at = BigIntegerField(null=True)
    """When the customer was told that it would be, or was, missed: first of all times."""
    action = TextField()
    """What was done about it."""
    satisfied_at = BigIntegerField(null=True)
    """When it was settled with the customer; None as long as it is followed up."""
    version = BigIntegerField()
