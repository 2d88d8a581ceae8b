"""What the outbox is asked while it is looked at costs no more when much has left or failed."""

import pytest

from desk.bootstrap import Desk
from desk.models.sending import GOING
from desk.rows.outbox import AGAIN, GIVEN_UP
from desk.rules.permissions import Actor
from tests.stores import NOW

MANY = 3000


@pytest.fixture
def full(desk: Desk) -> Desk:
    """An outbox from which much has left, in which much failed for good, and much waits."""
    states = {"completed": (1, NOW), "failed": (2, NOW), "initial": (3, None)}
    columns = "number, medium, recipient, subject, state, not_before, created, done_at"
    with desk._store.writing() as session:
        for state, (first, done_at) in states.items():
            rows = [
                (each * 10 + first, "webhook", "crm", "", state, NOW, NOW, done_at)
                for each in range(MANY)
            ]
            session.insert_many("outbox", tuple(columns.split(", ")), rows)
    return desk


def test_the_newest_of_several_states_are_found_together(full: Desk, me: Actor) -> None:
    states = ("initial", GIVEN_UP)
    page = full.outbox_list.page(me, states=states, limit=3)
    assert [row.number for row in page.rows] == [29_993, 29_983, 29_973]
    assert not page.is_last
    older = full.outbox_list.page(me, states=states, before=page.rows[-1].id, limit=1)
    assert [row.number for row in older.rows] == [29_963]
    assert full.outbox_list.page(me, states=(AGAIN,)) == ((), True)
    assert full.outbox_list.counts(me).by_state == dict.fromkeys(
        ("initial", "failed", "completed"), 1000
    )


def test_nothing_is_sorted_to_say_since_when_what_waits(full: Desk) -> None:
    if not full._store.is_sqlite:
        return
    health = full.outbox_state.health()
    assert (health.waiting, health.failed, health.without) == (1000, 1000, ())
    with full._store.reading() as session:
        first = f"SELECT 1 FROM outbox WHERE {GOING} AND medium = ? ORDER BY not_before LIMIT 1"
        plan = str(session.sql(f"EXPLAIN QUERY PLAN {first}", ("webhook",)))
    assert "outbox_by_time" in plan
    assert "TEMP B-TREE" not in plan
