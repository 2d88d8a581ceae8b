"""What cannot be sent is said aloud: in the trail of the item, and to whoever wrote it.

That a late notice was taken stands in the trail as well: from then on the customer knows.
"""

from desk.models.base import NOBODY
from desk.models.ladder import read_ladder
from desk.models.sending import Claimed
from desk.models.store import Session
from desk.models.told import tell
from desk.models.work import Work
from desk.rules.delivery_facts import ACTION, REACHED
from desk.rules.escalation import told_of
from desk.rules.vocabulary import Reference
from desk.services.journal import Entry, record
from desk.services.undelivered_events import tell_unheard


def tell_undelivered(session: Session, message: Claimed, reason: str, now: int) -> None:
    """Write down that a message does not reach whom it was for, and tell who has to know.

    That is its writer; of what the desk wrote by itself, whose item it is, or the next above.
    """
    if message.item is None:
        tell_unheard(session, message, reason, now)
        return
    seq = _entry(session, message, ACTION, now, reason)
    people = (message.writer,) if message.writer is not None else _of_item(session, message.item)
    columns_told = {"item": message.item, "seq": seq, "at": now, "why": "undelivered"}
    line = f"{Reference('notice', message.number)} to {message.recipient}: {reason}"
    tell(session, {**columns_told, "text": line}, people)


def note_delivered(session: Session, message: Claimed, at: int) -> None:
    """Write down that a notice was taken by its outlet."""
    if message.item is not None:
        _entry(session, message, REACHED, at)


def _entry(session: Session, message: Claimed, action: str, at: int, why: str = "") -> int:
    """Write the entry of what became of a message; its number."""
    assert message.item is not None
    columns = (Work.kind, Work.customer)
    ((kind, customer),) = session.rows(Work.select(*columns).where(Work.id == message.item))
    ref = str(Reference("notice", message.number))
    told = {"notice": ref, "to": message.recipient, "purpose": message.purpose}
    return record(
        session,
        Entry(
            *(at, None, action, kind, message.item),
            after={action: told},
            customer=customer,
            why=why,
            training=message.is_training,
        ),
    )


def _of_item(session: Session, item: int) -> tuple[int, ...]:
    """Who looks after an item; who leads where nobody has it."""
    ((owner, team),) = session.rows(Work.select(Work.owner, Work.team).where(Work.id == item))
    roles = ("lead",) if owner == NOBODY else ("owner",)
    return told_of(roles, owner, team, read_ladder(session))
