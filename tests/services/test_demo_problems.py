"""The problems of a training store: every state, tasks, plans, an outage; sound and repeatable."""

from collections import Counter

import pytest

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.errors import WrongState
from desk.models.absences import absences
from desk.models.links import Link
from desk.models.plans import plans
from desk.models.tasks import Task
from desk.models.tickets import Ticket
from desk.rows.work import Listing, WorkRow
from desk.rules.filters import parse
from desk.rules.permissions import Actor
from desk.rules.states import PROBLEM, TASK
from tests.stores import NOW, Fill, Places, settings_for

SIZE, PROBLEMS = 240, 160
WEEKEND_NIGHT = NOW - 33 * 3600


def fill(desk: Desk) -> None:
    """Make a training store with problems."""
    desk.demo.fill(desk.directory.actor(), SIZE, problems=PROBLEMS)


@pytest.fixture
def filling() -> Fill:
    """What the test's desk begins with."""
    return fill


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A training store with problems."""
    return desk


def problems(desk: Desk) -> list[WorkRow]:
    """All problems, in the queue's order."""
    listing = Listing(parse("kind:problem", desk.zone, desk.clock.now()), "due")
    return list(desk.work.stream(desk.directory.actor(), listing))


@pytest.mark.parametrize("now", [NOW, WEEKEND_NIGHT])
def test_every_state_is_there_and_all_of_it_is_sound(places: Places, now: int) -> None:
    url = places.founded()
    desk = build(settings_for(url), FixedClock(now))
    desk.demo.fill(desk.directory.actor(), SIZE, problems=PROBLEMS)
    rows = problems(desk)
    assert {row.ref for row in rows} == {f"P-{number}" for number in range(1, PROBLEMS + 1)}
    assert {row.state for row in rows} == set(PROBLEM.states)
    assert all(row.created <= row.updated <= now for row in rows)
    assert {row.check: row.message for row in desk.health.checks() if not row.ok} == {}
    desk.close()
    places.remove(url)


def test_problems_have_what_their_states_ask_for(filled: Desk) -> None:
    with filled._store.reading() as session:
        rows = session.sql(
            "SELECT state, pending_on, held_cause, cause, resolution, close_at, cancel_reason"
            " FROM work JOIN ticket ON ticket.id = work.id"
        )
        reopened = session.sql("SELECT count(*) FROM detail WHERE reopen_count > 0")
        links = session.rows(Link.select(Link.relation))
    waiting = {pending for state, pending, *_ in rows if state == "pending"}
    assert waiting == {"customer", "partner", "internal"}
    for state, _, held, cause, resolution, close_at, cancelled in rows:
        assert (state == "held") <= bool(held)
        assert (state in ("resolved", "closed")) <= bool(cause and resolution)
        assert (state == "resolved") == (close_at is not None)
        assert (state == "cancelled") == bool(cancelled)
    assert reopened[0][0] >= 3
    assert Counter(relation for (relation,) in links)["reportedIn"] >= PROBLEMS // 5


def test_tasks_come_of_plans_and_have_come_as_far_as_their_problem(filled: Desk) -> None:
    with filled._store.reading() as session:
        assert [plan.name for plan, _ in plans(session)] == ["Line fault", "Wrong bill"]
        states = {state for (state,) in session.rows(Task.select(Task.state))}
        left = session.sql(
            "SELECT count(*) FROM task JOIN work ON work.id = task.item"
            " WHERE task.due_key < 6000000000000 AND work.due_key = 6000000000000"
        )
        owners = Counter(owner for (owner,) in session.rows(Task.select(Task.owner)))
    assert states == set(TASK.states) - {"failed"}
    assert left == [(0,)]
    assert owners[0] >= 3
    assert len(owners) >= 5


def test_an_outage_has_its_parts_and_what_was_reported_twice(filled: Desk, me: Actor) -> None:
    with filled._store.reading() as session:
        ((major,),) = session.rows(Ticket.select(Ticket.id).where(Ticket.major == 1))
        parts = session.rows(Ticket.select(Ticket.id).where(Ticket.parent == major))
        merged = session.sql("SELECT count(*) FROM detail WHERE merged_into IS NOT NULL")
        away = absences(session, NOW)
    assert len(parts) == 4
    assert merged[0][0] >= 3  # two contacts and a problem
    assert len(away) == 1


def test_the_same_size_and_seed_give_the_same_problems(places: Places) -> None:
    made: list[list[WorkRow]] = []
    for seed in (1, 1, 2):
        url = places.founded()
        desk = build(settings_for(url), FixedClock(NOW))
        desk.demo.fill(desk.directory.actor(), 40, seed, problems=40)
        made.append(problems(desk))
        desk.close()
        places.remove(url)
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_made_up_problems_can_be_worked_on(filled: Desk, me: Actor) -> None:
    ref = next(row.ref for row in problems(filled) if row.state == "acknowledged")
    assert filled.do(me, "start", ref, {}).state == "inProgress"
    told = filled.trail.item(me, ref)
    assert [entry.action for entry in told.trail][0] == "report"
    assert {row.check: row.message for row in filled.health.checks() if not row.ok} == {}


def test_made_up_priorities_come_of_the_levels_that_were_told(filled: Desk, me: Actor) -> None:
    important = next(row for row in problems(filled) if "vip" in row.tags and row.state != "closed")
    fields = filled.trail.item(me, important.ref).fields
    told = {name: str(fields[name]) for name in ("impact", "urgency")}
    with pytest.raises(WrongState, match="judged so already"):
        filled.do(me, "prioritise", important.ref, {**told, "note": "As it is"}, dry_run=True)
