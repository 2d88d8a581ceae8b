"""Tables of customers."""

from desk.models.base import AutoField, BigIntegerField, CompositeKey, Table, TextField


class Customer(Table):
    """A customer, as light as the queue needs it."""

    id = AutoField()
    number = BigIntegerField()
    name = TextField()
    name_key = TextField()
    language = TextField()
    created = BigIntegerField()
    updated = BigIntegerField()
    version = BigIntegerField()


class ContactMedium(Table):
    """A mail address or number under which a customer is reached."""

    id = AutoField()
    customer = BigIntegerField()
    medium = TextField()
    value = TextField()
    value_key = TextField()


class CustomerWord(Table):
    """The beginnings a customer is found by while somebody types."""

    word = TextField()
    customer = BigIntegerField()

    class Meta:
        primary_key = CompositeKey("word", "customer")
