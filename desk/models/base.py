"""peewee, imported without the drivers a SQLite desk has no use for, and the base of every table.

`import peewee` also imports psycopg wherever it is installed, which costs more than peewee itself
and would stand in every start; `desk.models.postgres` brings the driver in when a store needs it.
"""

import sys

_absent = [name for name in ("psycopg", "psycopg2", "psycopg2cffi") if name not in sys.modules]
for _name in _absent:
    sys.modules[_name] = None  # type: ignore[assignment]
import peewee as peewee  # noqa: E402

for _name in _absent:
    del sys.modules[_name]

Model = peewee.Model
AutoField = peewee.AutoField
BigIntegerField = peewee.BigIntegerField
TextField = peewee.TextField
CompositeKey = peewee.CompositeKey


class Table(Model):
    """The base of every table.

    Tables are bound to no database: a session (`desk.models.store`) runs the statements, so two
    stores can be open in one process.
    """

    class Meta:
        legacy_table_names = False


NEVER = 9_000_000_000_000
"""The instant that does not come: keys of an order must not be NULL."""

PAUSED = 4_000_000_000_000
"""`due_key` of an item whose clocks all stand still."""
NO_CLOCK = 5_000_000_000_000
"""`due_key` of an open item without a clock."""
CLOSED = 6_000_000_000_000
"""`due_key` of what has ended: whatever is smaller is open."""

NOBODY = 0
"""`owner` of an item that nobody has: an index range of its own."""
