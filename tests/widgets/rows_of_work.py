"""Rows of work for tests of lists."""

from desk.rows.work import Key, WorkRow
from desk.rules.clocks import NO_INSTANTS, Instants
from tests.stores import NOW

MINUTE, HOUR, DAY = 60, 3600, 86400


def running(due: int, target: int = 4 * HOUR) -> Instants:
    """The instants of a clock of that target that is due then and never stood still."""
    start = due - target
    return Instants(*(start + target * percent // 100 for percent in (50, 75, 90, 100, 125, 150)))


def work_row(
    number: int,
    subject: str = "No signal since Monday",
    *,
    due: int | None = NOW + HOUR,
    customer: str | None = "Acme Ltd",
    owner: tuple[int, str] | None = None,
) -> WorkRow:
    """An open mail; without `due` it waits."""
    return WorkRow(
        id=number,
        ref=f"I-{number}",
        kind="interaction",
        subject=subject,
        state="open",
        priority=3,
        standing="running" if due is not None else "paused",
        due=due,
        instants=running(due) if due is not None else NO_INSTANTS,
        customer_ref="C-1" if customer else None,
        customer=customer,
        contact="b.keller@acme.example",
        owner_id=owner[0] if owner else None,
        owner=owner[1] if owner else None,
        team=None,
        channel="email",
        direction="inbound",
        created=NOW,
        updated=NOW,
        closed=None,
        tags=(),
        version=1,
        key=Key((due or 0, 3), number),
    )
