"""What tests of what leaves the house share: the server, the way to it, what the outbox holds."""

from collections.abc import Sequence

from desk.bootstrap import Desk
from desk.models.outbox import Outbox
from desk.rows.alerts import AlertRow
from desk.rules.permissions import Actor
from tests.sink import Sink

MINUTE, HOUR, DAY = 60, 3600, 86400
REF = "I-1"
"""The item that `logged` logs."""


def settle(desk: Desk, me: Actor, sink: Sink, **more: object) -> tuple[str, ...]:
    """Settle that mail leaves by the server of the test; what comes of it."""
    smtp = {"host": "localhost", "port": sink.port, "security": "none", "timeout": 1}
    table = {"outlet": {"smtp": {**smtp, "from": "Desk <desk@desk.example>", **more}}}
    return desk.store_settings.save_terms(me, table).effects


def outbox(desk: Desk, *columns: str) -> list[tuple[object, ...]]:
    """Columns of all that leaves or is to, oldest first."""
    with desk._store.reading() as session:
        query = Outbox.select(*[getattr(Outbox, name) for name in columns or ("state",)])
        return session.rows(query.order_by(Outbox.id))


def alerts(desk: Desk, person: Actor) -> Sequence[AlertRow]:
    """What somebody is told, the newest first."""
    return desk.alerts.page(person).rows


def put(desk: Desk, **fields: object) -> None:
    """Write columns of all that is laid."""
    with desk._store.writing() as session:
        session.run(Outbox.update(**fields))
