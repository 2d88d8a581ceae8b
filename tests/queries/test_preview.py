"""A preview shows what the item in full says, and reads no more than that."""

import pytest

from desk.bootstrap import Desk
from desk.errors import NotFound
from desk.rows.items import ItemRow
from desk.rows.work import Listing
from desk.rules.filters import parse
from desk.rules.permissions import Actor


def _items(desk: Desk, actor: Actor) -> list[ItemRow]:
    rows = desk.work.page(actor, Listing(parse("", "UTC", desk.clock.now())), limit=40).rows
    return [desk.trail.item(actor, row.ref) for row in rows]


def _without_steps(item: ItemRow) -> list[object]:
    return [clock._replace(steps=()) for clock in item.clocks]


def test_below_the_list_it_is_the_head_the_last_word_and_the_clocks(full: Desk, ben: Actor) -> None:
    for item in _items(full, ben):
        short = full.previews.of(ben, item.work.ref, with_trail=False, with_card=False)
        assert short.work == item.work
        assert short.messages == item.messages[-1:]
        assert _without_steps(short) == _without_steps(item)
        assert (short.trail, short.customer) == ((), None)


def test_in_a_pane_it_is_the_trail_and_the_customer_too(full: Desk, ben: Actor) -> None:
    for item in _items(full, ben):
        pane = full.previews.of(ben, item.work.ref, with_trail=True, with_card=True)
        assert pane.work == item.work
        assert (pane.trail, pane.messages) == (item.trail, item.messages)
        assert pane.customer == item.customer
        assert _without_steps(pane) == _without_steps(item)


def test_what_was_merged_into_it_is_part_of_it(desk: Desk, me: Actor) -> None:
    refs = []
    for text in ("First", "Second"):
        values = {"direction": "inbound", "channel": "email", "subject": text, "text": text}
        refs.append(desk.do(me, "log", "interaction", values).ref)
    desk.do(me, "merge", refs[0], {"into": refs[1]})
    item = desk.trail.item(me, refs[1])
    for with_trail in (False, True):
        short = desk.previews.of(me, refs[1], with_trail=with_trail, with_card=False)
        assert short.messages[-1:] == item.messages[-1:]


def test_what_may_not_be_read_is_not_there(desk: Desk, me: Actor) -> None:
    values = {"direction": "inbound", "channel": "email", "subject": "Secret"}
    ref = desk.do(me, "log", "interaction", values).ref
    with pytest.raises(NotFound):
        desk.previews.of(me._replace(role="partner"), ref, with_trail=True, with_card=True)
