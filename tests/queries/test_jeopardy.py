"""What was done about what is late, and the log of crossings: on both engines."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.models.outbox import Outbox
from desk.rules.permissions import Actor
from tests.screens.lateness import Late, lateness
from tests.screens.queues import log
from tests.screens.told import crossed
from tests.stores import Hire


@pytest.fixture
def cem(hire: Hire) -> Actor:
    """Whose work it is."""
    return hire("cem", "agent")


@pytest.fixture
def dora(hire: Hire) -> Actor:
    """Who leads."""
    return hire("dora", "teamLead")


@pytest.fixture
def late(desk: Desk, cem: Actor, dora: Actor, clock: FixedClock) -> Late:
    """What there is."""
    return lateness(desk, cem, dora, clock)


def test_it_says_who_plans_what_and_what_the_customer_knows(
    desk: Desk, cem: Actor, late: Late, clock: FixedClock
) -> None:
    clock.advance(30)
    desk.do(cem, "acknowledge", late.soon, {"plan": "Splice kit at eleven"})
    rows = [desk.work.find(cem, ref) for ref in late]
    by_ref = {row.ref: row for row in rows}
    _notice(desk, by_ref[late.soon].id, "draft", None)
    _notice(desk, by_ref[late.missed].id, "completed", by_ref[late.missed].instants.breached - 5)
    _notice(desk, by_ref[late.missed].id, "completed", clock.now())
    _notice(desk, by_ref[late.later].id, "initial", None)
    _notice(desk, by_ref[late.calm].id, "failed", clock.now())
    found = desk.jeopardy.responses(cem, rows)
    soon, missed = found[by_ref[late.soon].id], found[by_ref[late.missed].id]
    assert (soon.plan, soon.planner, soon.plan_at) == ("Splice kit at eleven", "cem", clock.now())
    assert (soon.told, soon.telling.told_at) == ("draft", None)
    assert missed.told == "before"
    assert missed.telling.told_at == by_ref[late.missed].instants.breached - 5
    assert found[by_ref[late.later].id].told == "onItsWay"
    assert found[by_ref[late.calm].id].told == "failed"
    assert desk.jeopardy.responses(cem._replace(role="customer"), rows) == {}


def test_the_log_goes_back_by_true_times_page_by_page(
    desk: Desk, cem: Actor, dora: Actor, clock: FixedClock
) -> None:
    ref = log(desk, cem, "Everything")
    times = [clock.now() - minutes * 60 for minutes in (5, 1, 9, 1, 7, 3)]
    for at in times:
        crossed(desk, cem, at, ref=ref)
    page = desk.jeopardy.crossings(cem, "all")
    assert [row.at for row in page.rows] == sorted(times, reverse=True)
    assert page.is_last
    assert desk.jeopardy.last() == max(row.id for row in page.rows)
    half = page.rows[2]
    rest = desk.jeopardy.crossings(cem, "all", (half.at, half.id))
    assert rest.rows == page.rows[3:]


def test_the_log_is_of_whose_work_one_asks_for(
    desk: Desk, cem: Actor, dora: Actor, late: Late
) -> None:
    def refs(actor: Actor, scope: str) -> set[str]:
        return {row.ref for row in desk.jeopardy.crossings(actor, scope).rows}

    assert refs(cem, "all") == {late.soon, late.missed, late.calm}
    assert refs(cem, "mine") == {late.soon, late.missed, late.calm}
    assert refs(dora, "mine") == {late.calm}
    assert refs(dora, "team") == set()
    assert refs(cem._replace(role="customer"), "all") == set()


def test_up_to_where_one_has_looked_is_kept(desk: Desk, cem: Actor, dora: Actor) -> None:
    assert desk.jeopardy.looked(cem) == 0
    desk.news.look(cem, desk.jeopardy.LOG, 7)
    desk.news.look(cem, desk.jeopardy.LOG, 9)
    assert desk.jeopardy.looked(cem) == 9
    assert desk.jeopardy.looked(dora) == 0


def test_reading_the_log_costs_the_same_however_long_it_is(
    desk: Desk, cem: Actor, clock: FixedClock
) -> None:
    with desk.jeopardy._store.reading() as session:
        if not session.is_sqlite:
            pytest.skip("PostgreSQL chooses by its statistics.")
        steps = session.sql(
            "EXPLAIN QUERY PLAN SELECT crossing.id FROM crossing JOIN work"
            " ON work.id = crossing.item WHERE (crossing.at, crossing.id) < (?, ?)"
            " ORDER BY crossing.at DESC, crossing.id DESC LIMIT 500",
            (clock.now(), 5),
        )
    said = " ".join(str(row[3]) for row in steps)
    assert "crossing_by_time" in said
    assert "TEMP B-TREE" not in said


def _notice(desk: Desk, item: int, state: str, done_at: int | None) -> None:
    with desk.jeopardy._store.writing() as session:
        last = session.one(Outbox.select(Outbox.number).order_by(Outbox.number.desc()))
        session.run(
            Outbox.insert(
                number=1 + (last[0] if last else 0), item=item, medium="email",
                recipient="x@example.org", subject="Late", state=state, not_before=0, created=0,
                purpose="late", done_at=done_at,
            )
        )  # fmt: skip
