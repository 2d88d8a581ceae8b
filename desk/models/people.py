"""Tables of people."""

from desk.models.base import AutoField, BigIntegerField, CompositeKey, TextField, Table


class Team(Table):
    """A group of people work is handed to."""

    id = AutoField()
    name = TextField()
    name_key = TextField()
    version = BigIntegerField()


class Person(Table):
    """Somebody who works at the desk."""

    id = AutoField()
    name = TextField()
    name_key = TextField()
    role = TextField()
    zone = TextField()
    created = BigIntegerField()
    version = BigIntegerField()


class Membership(Table):
    """Who is in which team."""

    person = BigIntegerField()
    team = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("person", "team")
