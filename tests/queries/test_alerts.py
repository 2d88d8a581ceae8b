"""What people are told is listed by when it happened, however late it was written down."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.models.store import Row, Session
from desk.models.told import tell_all
from desk.queries import alerts
from desk.queries.clause import Clause, ask
from desk.rows.alerts import AlertRow, AlertWish
from desk.rules.permissions import Actor
from tests.screens.queues import log
from tests.screens.told import crossed
from tests.stores import NOW, Hire

HOUR = 3600


@pytest.fixture
def dora(hire: Hire) -> Actor:
    """Who is told."""
    return hire("dora", "agent")


def fill(desk: Desk, dora: Actor, many: int) -> None:
    """Tell somebody of an item every hour, each hour twice, the latest first, half of it read."""
    item = desk.work.find(dora, log(desk, dora, "Again and again")).id
    rows = [
        (dora.id, item, 1, NOW - number // 2 * HOUR, "watch", f"no {number}.")
        for number in range(many)
    ]
    with desk._store.writing() as session:
        tell_all(session, rows)
        session.sql("UPDATE told SET read_at = at WHERE mod(id, 2) = 0")


def test_a_reminder_that_was_written_late_stands_where_it_happened(
    desk: Desk, dora: Actor, clock: FixedClock
) -> None:
    newer = crossed(desk, dora, clock.now(), "breached")
    older = crossed(desk, dora, clock.now() - HOUR, "reminder")
    same = crossed(desk, dora, clock.now(), "watch")
    assert [row.ref for row in desk.alerts.page(dora).rows] == [same, newer, older]
    assert desk.alerts.newest(dora) == max(row.id for row in desk.alerts.page(dora).rows)


@pytest.mark.parametrize("wish", [AlertWish(), AlertWish(is_unread=True), AlertWish(("no",))])
def test_page_after_page_nothing_is_left_out_or_shown_twice(
    desk: Desk, dora: Actor, wish: AlertWish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "_AT_ONCE", 7)
    fill(desk, dora, 60)
    found: list[AlertRow] = []
    page = desk.alerts.page(dora, wish, many=1)
    while page.rows:
        found += page.rows
        page = desk.alerts.page(dora, wish, page.rows[-1].place, many=1)
    assert page.is_last
    assert [row.place for row in found] == sorted({row.place for row in found}, reverse=True)
    assert len(found) == (30 if wish.is_unread else 60)


def test_everything_is_marked_as_read_also_what_was_written_last_and_lies_far_back(
    desk: Desk, dora: Actor
) -> None:
    fill(desk, dora, 150)
    first = desk.alerts.page(dora, many=50)
    assert desk.alerts.newest(dora) > max(row.id for row in first.rows)
    desk.news.read(dora, desk.alerts.newest(dora))
    assert desk.alerts.unread(dora) == 0


@pytest.mark.parametrize("is_unread", [False, True])
@pytest.mark.parametrize("past", [None, (NOW, 7)])
def test_a_page_walks_an_index_and_sorts_nothing(
    desk: Desk,
    dora: Actor,
    monkeypatch: pytest.MonkeyPatch,
    is_unread: bool,
    past: tuple[int, int] | None,
) -> None:
    fill(desk, dora, 3000)
    steps: list[str] = []

    def explained(session: Session, clause: Clause) -> list[Row]:
        way = "EXPLAIN QUERY PLAN " if session.is_sqlite else "EXPLAIN "
        steps.extend(str(row[-1]) for row in ask(session, Clause(way + clause.text, clause.values)))
        return ask(session, clause)

    with desk._store.writing() as session:
        session.sql("ANALYZE")
    monkeypatch.setattr(alerts, "ask", explained)
    with desk._store.reading() as session:
        alerts._past(session, dora.id or 0, past, is_unread=is_unread)
    plan = " ".join(steps)
    assert ("told_unread" if is_unread else "told_by_time") in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
