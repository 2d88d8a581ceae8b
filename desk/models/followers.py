"""The table of followers: who is told what happens to an item."""

from desk.models.base import BigIntegerField, CompositeKey, Table


class Follower(Table):
    """Somebody who follows an item."""

    person = BigIntegerField()
    item = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("person", "item")
