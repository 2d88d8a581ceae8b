"""What a problem has beside its head, and the selects by which both sides find its kin."""

from collections.abc import Mapping

from desk.models.base import CLOSED, BigIntegerField, Table, TextField
from desk.models.store import Session
from desk.models.work import Work


class Ticket(Table):
    """What a problem has beside its head and the details of every item (TMF621)."""

    id = BigIntegerField(primary_key=True)
    category = TextField()
    impact = TextField()
    urgency = TextField()
    reasons = TextField()
    """Why it has its priority: lines, as JSON."""
    workaround = BigIntegerField()
    wanted_by = BigIntegerField(null=True)
    """When the customer asked to have it done (requestedResolutionDate)."""
    major = BigIntegerField()
    parent = BigIntegerField(null=True)
    """The major problem it is a part of."""
    service = TextField()
    place = TextField()
    partner = TextField()
    """The partner it is with, by name."""
    escalation_level = BigIntegerField()
    assign_count = BigIntegerField()
    """Changes of owner or team after the first."""
    came_from = TextField(null=True)
    """The state it was in before it waited."""
    pending_on = TextField(null=True)
    held_cause = TextField(null=True)
    cause = TextField(null=True)
    resolution_code = TextField(null=True)
    resolution = TextField(null=True)
    resolved_at = BigIntegerField(null=True)
    close_at = BigIntegerField(null=True)
    """When it closes by itself; None unless it is resolved."""
    warn_at = BigIntegerField(null=True)
    """When the customer is told that it will close; None once told."""
    confirmed = BigIntegerField()
    """Whether the customer said that it is solved."""
    cancel_reason = TextField(null=True)


TICKET_FIELDS = tuple(Ticket._meta.fields)[1:]
"""Every column but the number, in order."""


def children_of(session: Session, parent: int) -> list[int]:
    """The problems that are parts of a major one and have not ended, by their numbers."""
    query = (
        Ticket.select(Ticket.id)
        .join(Work, on=(Work.id == Ticket.id))
        .where((Ticket.parent == parent) & (Work.due_key < CLOSED))
        .order_by(Ticket.id)
    )
    return [id_ for (id_,) in session.rows(query)]


def resolved_with(session: Session, parent: int) -> list[int]:
    """The parts of a major problem that were resolved with it, by their numbers."""
    moment = Ticket.select(Ticket.resolved_at).where(Ticket.id == parent)
    query = (
        Ticket.select(Ticket.id)
        .join(Work, on=(Work.id == Ticket.id))
        .where(
            (Ticket.parent == parent) & (Work.state == "resolved") & (Ticket.resolved_at == moment)
        )
        .order_by(Ticket.id)
    )
    return [id_ for (id_,) in session.rows(query)]


def put_ticket(session: Session, id_: int, values: Mapping[str, object]) -> None:
    """Change columns of a problem's ticket."""
    session.run(Ticket.update(**values).where(Ticket.id == id_))
