"""The rows that a new item begins with, whatever kind of work it is."""

from desk.models.details import Detail
from desk.models.store import Session
from desk.models.tickets import Ticket
from desk.models.work import Work
from desk.services.alarms import set_alarms, set_update
from desk.services.changes import head_columns
from desk.services.item_clocks import ItemClocks
from desk.services.items import HEAD_FIELDS, TICKET, Item


def insert(session: Session, item: Item, clocks: ItemClocks, now: int) -> None:
    """Write an item with its clocks; a problem has its ticket too."""
    values = item._asdict()
    columns = {name: value for name, value in values.items() if name in HEAD_FIELDS}
    columns |= head_columns(clocks, is_open=True)
    session.run(Work.insert(**columns, updated=now, touched_at=now))
    session.run(Detail.insert(id=item.id, reason="", reopen_count=0, extra="{}"))
    if item.kind == "problem":
        ticket = {name: value for name, value in values.items() if name in TICKET}
        session.run(Ticket.insert(id=item.id, **ticket))
    clocks.save(item.id)
    set_alarms(session, None, item, now)
    set_update(session, None, item, now, has_told=False)
