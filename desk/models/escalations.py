"""The table of escalations: who was called in on an item, by whom, and what came of it."""

from desk.models.base import AutoField, BigIntegerField, Table, TextField


class Escalation(Table):
    """One step up a ladder, functional (more expertise) or hierarchic (more authority)."""

    id = AutoField()
    item = BigIntegerField()
    number = BigIntegerField()
    """Counted per item, from 1."""
    type = TextField()
    level = BigIntegerField()
    """The level of the item it made, 0 to 10."""
    origin = TextField()
    """Whom it came from, as JSON: {"team": 3, "owner": 5} or {}."""
    goal = TextField()
    """Whom it went to, as JSON: {"team": 4}, {"person": 7} or {"partner": "NetCo"}."""
    trigger_ = TextField()
    """auto or manual."""
    clock = TextField()
    reason = TextField()
    at = BigIntegerField()
    acknowledged_at = BigIntegerField(null=True)
    acknowledged_by = BigIntegerField(null=True)
    plan = TextField()
    ended_at = BigIntegerField(null=True)
    outcome = TextField()

    class Meta:
        table_name = "escalation"
