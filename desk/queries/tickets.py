"""What a problem has besides what every item has: its ticket as scripts rely on it, and its kin."""

import json
from collections.abc import Mapping

from desk.models.base import CLOSED
from desk.models.problem_terms import terms_of
from desk.models.store import Session
from desk.models.tickets import TICKET_FIELDS, Ticket
from desk.queries.clause import Clause, ask
from desk.rows.items import ItemRow, LinkRow
from desk.rules.instants import rfc3339
from desk.rules.vocabulary import Reference

_SEVERITIES = ("critical", "major", "minor")
"""TMF621: what an impact is called there, greatest first."""

_MOST_PARTS = 500

_INSTANTS = ("wanted_by", "resolved_at", "close_at", "warn_at")
_FLAGS = ("major", "workaround", "confirmed")
_INSIDE = ("came_from",)


def with_ticket(session: Session, item: ItemRow) -> ItemRow:
    """A problem with its ticket among its fields, and its kin."""
    ticket = ticket_of(session, item.work.id)
    if not ticket:
        return item
    parent = parent_row(session, ticket["parent"])
    parts = part_rows(session, item.work.id) if ticket["major"] else ()
    impacts = terms_of(session).matrix.impacts
    fields = {
        **item.fields,
        **ticket_fields(ticket, impacts, parent.ref if parent else None),
        "children": [part.ref for part in parts],
    }
    return item._replace(fields=fields, parent=parent, children=parts)


def ticket_of(session: Session, id_: int) -> dict[str, object]:
    """The ticket of a problem, under the names of its columns."""
    columns = [getattr(Ticket, name) for name in TICKET_FIELDS]
    found = session.one(Ticket.select(*columns).where(Ticket.id == id_))
    return dict(zip(TICKET_FIELDS, found, strict=True)) if found else {}


def ticket_fields(
    ticket: Mapping[str, object], impacts: tuple[str, ...], parent: str | None
) -> dict[str, object]:
    """A ticket under the names that scripts rely on."""
    told: dict[str, object] = {name: value for name, value in ticket.items() if name not in _INSIDE}
    told |= {name: _text(ticket[name]) for name in ("category", "service", "place", "partner")}
    told |= {name: bool(ticket[name]) for name in _FLAGS}
    told |= {name: _instant(ticket[name]) for name in _INSTANTS}
    place = impacts.index(str(ticket["impact"])) if ticket["impact"] in impacts else 1
    return told | {
        "severity": _SEVERITIES[min(place, len(_SEVERITIES) - 1)],
        "reasons": json.loads(str(ticket["reasons"])),
        "parent": parent,
    }


def parent_row(session: Session, parent: object) -> LinkRow | None:
    """The major problem something is a part of."""
    statement = "SELECT kind, number, subject, state FROM work WHERE id = ?"
    rows = ask(session, Clause(statement, (parent,))) if isinstance(parent, int) else []
    return _linked(*rows[0]) if rows else None


def part_rows(session: Session, id_: int) -> tuple[LinkRow, ...]:
    """The parts of a major problem, open ones first."""
    statement = (
        "SELECT work.kind, work.number, work.subject, work.state FROM ticket"
        " JOIN work ON work.id = ticket.id WHERE ticket.parent = ?"
        f" ORDER BY CASE WHEN work.due_key < {CLOSED} THEN 0 ELSE 1 END, work.id"
        f" LIMIT {_MOST_PARTS}"
    )
    return tuple(_linked(*row) for row in ask(session, Clause(statement, (id_,))))


def _linked(kind: str, number: int, subject: str, state: str) -> LinkRow:
    return LinkRow("part", str(Reference(kind, number)), subject, state)


def _text(value: object) -> object:
    return value or None


def _instant(at: object) -> str | None:
    return rfc3339(at) if isinstance(at, int) else None
