"""What leaves the house, as lists show it."""

import pytest

from desk.bootstrap import Desk
from desk.errors import NotFound
from desk.rules.permissions import Actor
from tests.stores import NOW

ACME = {
    "direction": "inbound",
    "channel": "email",
    "subject": "Invoice twice",
    "from": "a@b.example",
}


@pytest.fixture
def answered(desk: Desk, me: Actor) -> str:
    """The reference of an item that was answered."""
    ref = desk.do(me, "log", "interaction", ACME).ref
    desk.do(me, "reply", ref, {"text": "We look into it."})
    return ref


def test_an_answer_is_a_notice_of_its_item(desk: Desk, me: Actor, answered: str) -> None:
    (row,) = desk.outbox_list.of_item(me, answered)
    assert row == desk.outbox_list.find(me, "n-1")
    assert (row.ref, row.about, row.medium, row.recipient) == (
        "N-1",
        answered,
        "email",
        "a@b.example",
    )
    assert (row.state, row.text, row.created) == ("initial", "We look into it.", NOW)
    assert row.is_waiting
    assert row.is_editable


def test_pages_and_counts(desk: Desk, me: Actor, answered: str) -> None:
    for number in range(3):
        desk.do(me, "reply", answered, {"text": f"And {number}."})
    first = desk.outbox_list.page(me, limit=3)
    rest = desk.outbox_list.page(me, before=first.rows[-1].id, limit=3)
    assert [row.ref for row in (*first.rows, *rest.rows)] == ["N-4", "N-3", "N-2", "N-1"]
    assert (first.is_last, rest.is_last) == (False, True)
    assert not desk.outbox_list.page(me, states=("failed",)).rows
    assert desk.outbox_list.counts(me) == ({"initial": 4}, 0)


def test_what_is_not_there_or_not_his_to_see(desk: Desk, me: Actor, answered: str) -> None:
    with pytest.raises(NotFound, match="There is no N-9"):
        desk.outbox_list.find(me, "N-9")
    with pytest.raises(NotFound):
        desk.outbox_list.find(me, answered)
    stranger = me._replace(role="customer")
    with pytest.raises(NotFound):
        desk.outbox_list.find(stranger, "N-1")
    assert not desk.outbox_list.page(stranger).rows
    assert not desk.outbox_list.of_item(stranger, answered)
