"""What cannot be sent is said aloud: in the trail of the item, and to whoever wrote it."""

from desk.models.base import NOBODY
from desk.models.ladder import read_ladder
from desk.models.sending import Claimed
from desk.models.store import Session
from desk.models.told import tell
from desk.models.work import Work
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
    columns = (Work.kind, Work.customer, Work.owner, Work.team)
    ((kind, customer, owner, team),) = session.rows(
        Work.select(*columns).where(Work.id == message.item)
    )
    ref = str(Reference("notice", message.number))
    told = {"notice": ref, "to": message.recipient, "purpose": message.purpose}
    seq = record(
        session,
        Entry(
            now,
            None,
            "undelivered",
            kind,
            message.item,
            after={"undelivered": told},
            customer=customer,
            why=reason,
            training=message.is_training,
        ),
    )
    people = (message.writer,) if message.writer is not None else _of_item(session, owner, team)
    columns_told = {"item": message.item, "seq": seq, "at": now, "why": "undelivered"}
    line = f"{ref} to {message.recipient}: {reason}"
    tell(session, {**columns_told, "text": line}, people)


def _of_item(session: Session, owner: int, team: int | None) -> tuple[int, ...]:
    roles = ("lead",) if owner == NOBODY else ("owner",)
    return told_of(roles, owner, team, read_ladder(session))
