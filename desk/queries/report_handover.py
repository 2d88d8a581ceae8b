"""What a report tells of lateness, and what somebody needs who takes a problem over."""

from desk.models.crossings import Crossing
from desk.models.store import Session
from desk.rows.customers import CustomerCard
from desk.rows.items import ItemRow
from desk.rules.report_handover import (
    CrossingPart,
    CustomerPart,
    Lateness,
    LinkPart,
    MissedPart,
    PlanPart,
    StepPart,
)


def lateness_of(session: Session, item: ItemRow) -> Lateness:
    """What was reached and missed of an item, what is planned, and who was called in."""
    return Lateness(
        tuple(
            StepPart(
                *(step.at, step.type, step.level, step.origin, step.goal, step.trigger),
                *(step.reason, step.acknowledged_at, step.acknowledged_by, step.plan),
                *(step.ended_at, step.outcome),
            )
            for step in item.steps
        ),
        tuple(
            MissedPart(
                *(each.clock, each.due, each.missed_by_seconds, each.telling),
                *(each.action, each.satisfied_at),
            )
            for each in item.violations
        ),
        _crossings(session, item.work.id),
        PlanPart(*item.plan) if item.plan else None,
    )


def customer_of(card: CustomerCard | None, ref: str) -> CustomerPart | None:
    """The customer of an item of that reference, as somebody needs to know them; what else is open
    with them."""
    if card is None:
        return None
    return CustomerPart(
        *(card.ref, card.name, card.language, card.media, card.preferred, card.zone, card.quiet),
        *(card.since, card.contacts_90_days),
        tuple((each.ref, each.subject) for each in card.open_work if each.ref != ref),
    )


def links_of(item: ItemRow) -> tuple[LinkPart, ...]:
    """What an item is linked to."""
    return tuple(LinkPart(*link) for link in item.links)


def _crossings(session: Session, item: int) -> tuple[CrossingPart, ...]:
    columns = (Crossing.at, Crossing.clock, Crossing.threshold, Crossing.level, Crossing.action)
    query = Crossing.select(*columns).where(Crossing.item == item)
    rows = session.rows(query.order_by(Crossing.at, Crossing.id))
    return tuple(CrossingPart(*row) for row in rows)
