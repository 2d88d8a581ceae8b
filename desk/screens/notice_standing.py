"""What stands against a use case on a notice, and a notice as sheets and marks know work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.errors import WrongState
from desk.rows.work import Key, WorkRow
from desk.rules.clocks import NO_INSTANTS
from desk.rules.vocabulary import KIND_LETTERS

if TYPE_CHECKING:
    from desk.rows.outbox import OutboxRow

_NOTICE = f"{KIND_LETTERS['notice']}-"
_STATES = {
    "send": ("draft",),
    "release": ("held",),
    "retry": ("failed",),
    "edit": ("draft", "held", "initial"),
    "drop": ("draft", "held", "initial", "failed"),
    "told": ("draft", "held", "initial", "failed"),
}
"""The states in which each use case means something."""
_IS = {
    "draft": "is a draft",
    "held": "is held",
    "initial": "waits to leave",
    "inProgress": "is on its way",
    "completed": "was delivered",
    "failed": "did not get through",
    "cancelled": "was dropped",
}
_NEXT = {
    "draft": "s sends it.",
    "held": "s lets it go.",
    "initial": "It leaves by itself.",
    "failed": "s tries it again.",
}
HOOK = "webhook"
"""The medium of what goes to other systems: events, which nobody writes."""


def as_work(row: OutboxRow) -> WorkRow:
    """A notice as sheets and marks know work; its id is none of an item's."""
    return WorkRow(
        id=-row.id,
        ref=row.ref,
        kind="notice",
        subject=row.subject,
        state=row.state,
        priority=0,
        standing="none",
        due=None,
        instants=NO_INSTANTS,
        customer_ref=row.customer_ref,
        customer=row.customer,
        contact=row.recipient,
        owner_id=None,
        owner=None,
        team=None,
        channel=row.medium,
        direction="outbound",
        created=row.created,
        updated=row.created,
        closed=row.done_at,
        tags=(),
        version=row.version,
        key=Key((), row.number),
    )


def is_notice(ref: str) -> bool:
    """Whether a reference is that of a notice."""
    return ref.strip().upper().startswith(_NOTICE)


def require_notice(name: str, row: WorkRow) -> None:
    """Raise `WrongState` when the state of a notice stands against a use case."""
    if row.channel == HOOK and name in ("send", "edit", "drop", "told"):
        raise WrongState(f"{row.ref} is an event for {row.contact}", "It is as it happened.")
    if row.state not in _STATES.get(name, (row.state,)):
        raise WrongState(
            f"{row.ref} {_IS[row.state]}", _NEXT.get(row.state, "Write to the customer anew.")
        )
