"""What a preview shows of an item: read each time the keys rest, so no more than it draws.

The first one belongs to the start of a desk: what only a pane shows is imported with one.
"""

from desk.clock import Clock
from desk.models.clocks import clocks_of
from desk.models.store import Session, Store
from desk.queries.clause import Clause, among, ask
from desk.queries.heads import by_reference
from desk.queries.item_clocks import clock_rows
from desk.queries.merged import merged_into
from desk.queries.tasks import tasks_of_item
from desk.rows.items import ClockRow, ItemRow, MessageRow
from desk.rows.work import WorkRow
from desk.rules.permissions import Actor, holds
from desk.rules.vocabulary import Reference

_SAID = "SELECT id, at, direction, channel, visibility, author, address, text FROM message"


class Previews:
    """Reads of as much of an item as a preview shows."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of(
        self, actor: Actor, ref: Reference | str, *, with_trail: bool, with_card: bool
    ) -> ItemRow:
        """The item without the reasons of its clocks, its fields and links. Raises `NotFound`."""
        now = self._clock.now()
        with self._store.reading() as session:
            work = by_reference(session, ref, may_read=holds(actor, "work.read"), now=now)
            item = _brief(session, work, clock_rows(session, clocks_of(session, work.id), now))
            if work.kind == "problem":
                item = item._replace(tasks=tasks_of_item(session, work.id))
            if with_trail:
                item = _with_story(session, item, actor.zone)
            return _with_card(session, item, now) if with_card else item


def _brief(session: Session, work: WorkRow, clocks: tuple[ClockRow, ...]) -> ItemRow:
    """The item with its clocks and the last thing said in it, or in what was merged into it."""
    ids = [work.id, *(each.id for each in merged_into(session, work.id))]
    said = among("item", ids)
    last = Clause(
        f"{_SAID} WHERE {said.text} AND withdrawn IS NULL ORDER BY at DESC, id DESC LIMIT 1",
        said.values,
    )
    messages = tuple(MessageRow(*row) for row in ask(session, last))
    return ItemRow(work, {}, clocks, (), messages, None, "")


def _with_story(session: Session, short: ItemRow, zone: str) -> ItemRow:
    """The same with everything that happened."""
    from desk.models.names import names
    from desk.queries.story import told_story

    merged = merged_into(session, short.work.id)
    story = told_story(session, short.work, merged, names(session, zone))
    return short._replace(trail=story.trail, messages=story.messages)


def _with_card(session: Session, short: ItemRow, now: int) -> ItemRow:
    """The same with the customer's card."""
    from desk.queries.customers import card_of

    ref = short.work.customer_ref
    return short._replace(customer=card_of(session, ref, now)) if ref else short
