"""Problems that close by themselves: which of them it is time for."""

from desk.models.store import Session
from desk.models.tickets import Ticket
from desk.models.work import Work
from desk.rules.vocabulary import Reference


def to_warn(session: Session, now: int, limit: int) -> list[Reference]:
    """Resolved problems whose customers are to be told that they close, the earliest first."""
    return _due(session, Ticket.warn_at, now, limit)


def to_close(session: Session, now: int, limit: int) -> list[Reference]:
    """Resolved problems whose time to be spoken against has passed, the earliest first.

    Whoever is still to be told that theirs closes has more time: so many may be due at once that
    not all are told in one pass.
    """
    return _due(session, Ticket.close_at, now, limit, Ticket.warn_at.is_null())


def _due(
    session: Session, column: object, now: int, limit: int, *conditions: object
) -> list[Reference]:
    query = (
        Work.select(Work.kind, Work.number)
        .join(Ticket, on=(Ticket.id == Work.id))
        .where(column <= now, *conditions)  # type: ignore[operator]
        .order_by(column, Work.id)
        .limit(limit)
    )
    return [Reference(*row) for row in session.rows(query)]
