"""What an item is asked: by policies, and by its head of its clocks."""

from collections.abc import Mapping

from desk.models.customers import customer_of
from desk.models.names import names
from desk.models.store import Session
from desk.rules.policies import Fact
from desk.services.item_clocks import ItemClocks
from desk.services.items import Item


def facts_for(session: Session, item: Item) -> Mapping[str, Fact]:
    """What policies ask of an item."""
    customer = customer_of(session, item.customer) if item.customer else None
    return {
        "kind": item.kind,
        "channel": item.channel,
        "priority": item.priority,
        "tag": [tag for tag in item.tags.split("|") if tag],
        "team": names(session)("team", item.team) if item.team else None,
        "customer": [customer.name, customer.ref] if customer else None,
    }


def customer_name(session: Session, item: Item) -> str:
    """The name of an item's customer, empty when nobody knows."""
    known = customer_of(session, item.customer) if item.customer else None
    return known.name if known else ""


def head_columns(clocks: ItemClocks, *, is_open: bool) -> dict[str, object]:
    """The columns of the head that follow the clocks."""
    head = clocks.head(is_open=is_open)
    instants = {f"{name}_at": at for name, at in head.instants._asdict().items()}
    return {"due_key": head.due_key, **instants}
