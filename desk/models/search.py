"""Tables of search."""

from desk.models.base import BigIntegerField, Table, TextField


class Search(Table):
    """The words an item is found by, newest item last."""

    recency = BigIntegerField(primary_key=True)
    body = TextField()
