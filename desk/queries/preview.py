"""What a preview shows of an item: read each time the keys rest, so no more than it draws."""

from desk.models.store import Session
from desk.queries.clause import Clause, among, ask
from desk.queries.customers import card_of
from desk.queries.relations import merged_into
from desk.queries.story import told_story
from desk.rows.items import ClockRow, ItemRow, MessageRow
from desk.rows.work import WorkRow
from desk.rules.facts import Named

_SAID = "SELECT id, at, direction, channel, visibility, author, address, text FROM message"


def brief(session: Session, work: WorkRow, clocks: tuple[ClockRow, ...]) -> ItemRow:
    """The item with its clocks and the last thing said in it, or in what was merged into it."""
    ids = [work.id, *(each.id for each in merged_into(session, work.id))]
    said = among("item", ids)
    last = Clause(
        f"{_SAID} WHERE {said.text} AND withdrawn IS NULL ORDER BY at DESC, id DESC LIMIT 1",
        said.values,
    )
    messages = tuple(MessageRow(*row) for row in ask(session, last))
    return ItemRow(work, {}, clocks, (), messages, None, "")


def with_story(session: Session, short: ItemRow, named: Named) -> ItemRow:
    """The same with everything that happened."""
    story = told_story(session, short.work, merged_into(session, short.work.id), named)
    return short._replace(trail=story.trail, messages=story.messages)


def with_card(session: Session, short: ItemRow, now: int) -> ItemRow:
    """The same with the customer's card."""
    ref = short.work.customer_ref
    return short._replace(customer=card_of(session, ref, now)) if ref else short
