"""Problems that a new one may be a part or a duplicate of, and contacts that speak of one."""

from typing import NamedTuple

from desk.models.base import CLOSED
from desk.models.links import Link
from desk.models.store import Row, Session
from desk.models.tickets import Ticket
from desk.models.work import Work
from desk.rules.words import fold

_MOST = 20


class Kin(NamedTuple):
    """A problem that a new one may belong to."""

    id: int
    number: int
    subject: str
    state: str
    priority: int
    is_major: bool
    service: str
    place: str


_COLUMNS = (
    Work.id,
    Work.number,
    Work.subject,
    Work.state,
    Work.priority,
    Ticket.major,
    Ticket.service,
    Ticket.place,
)


def open_of_customer(session: Session, customer: int) -> list[Kin]:
    """The open problems of a customer, the newest first."""
    query = (
        Work.select(*_COLUMNS)
        .join(Ticket, on=(Ticket.id == Work.id))
        .where((Work.customer == customer) & (Work.due_key < CLOSED))
        .order_by(Work.recency.desc())
        .limit(_MOST)
    )
    return [_kin(row) for row in session.rows(query)]


def open_majors(session: Session, service: str, place: str) -> list[Kin]:
    """The open major problems with that service or that place, without regard to case."""
    wanted = {"service": fold(service), "place": fold(place)}
    query = (
        Work.select(*_COLUMNS)
        .join(Ticket, on=(Ticket.id == Work.id))
        .where((Ticket.major == 1) & (Work.due_key < CLOSED))
        .order_by(Work.recency.desc())
    )
    majors = (_kin(row) for row in session.rows(query))
    return [
        each
        for each in majors
        if any(value and fold(getattr(each, name)) == value for name, value in wanted.items())
    ][:_MOST]


def _kin(row: Row) -> Kin:
    kin = Kin(*row)
    return kin._replace(is_major=bool(kin.is_major))


def contacts_on(session: Session, item: int, since: int) -> int:
    """How many contacts reported a problem since then."""
    query = (
        Link.select(Link.id)
        .join(Work, on=(Work.id == Link.other))
        .where(
            (Link.item == item)
            & (Link.relation == "reportedIn")
            & (Work.kind == "interaction")
            & (Work.created >= since)
        )
        .limit(3)
    )
    return len(session.rows(query))
