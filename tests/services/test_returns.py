"""What its owner leaves untouched goes back to the team: once, late enough, never while touched."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.bootstrap import Desk, build
from desk.clock import FixedClock
from desk.models.held import untouched
from desk.rows.work import Listing, Outcome
from desk.rules.filters import Filter
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.stores import NOW, Hire, Places, settings_for

HOUR = 3600


@pytest.fixture
def ana(desk: Desk, me: Actor, hire: Hire) -> Actor:
    """Somebody of a team that takes work back after four hours, with one contact."""
    ana = hire("ana", team="Field")
    desk.teams.save(me, "Field", return_after="4h")
    desk.interactions.log(me, "inbound", "email", "Late", sender="ines@example.net")
    desk.interactions.hand(me, "I-1", "Field")
    desk.interactions.assign(me, "I-1", "ana")
    return ana


def returned(desk: Desk) -> list[str]:
    return [done.ref for done in desk.returns.return_untouched()]


def owner(desk: Desk, me: Actor, ref: str = "I-1") -> str | None:
    rows = desk.work.page(me, Listing(Filter()), limit=100).rows
    return next(row.owner for row in rows if row.ref == ref)


def test_it_goes_back_once_the_time_is_over(
    desk: Desk, me: Actor, ana: Actor, clock: FixedClock
) -> None:
    clock.advance(4 * HOUR - 1)
    assert returned(desk) == []
    clock.advance(1)
    (done,) = desk.returns.return_untouched()
    assert done.effects == ("Field has it now, nobody in person.",)
    assert owner(desk, me) is None
    last = desk.trail.item(me, "I-1").trail[-1]
    assert (last.actor, last.text) == ("desk", "Given back: to Field, untouched for 4 h")
    assert returned(desk) == []
    assert broken(desk) == []


def test_only_working_time_of_the_team_counts(
    desk: Desk, me: Actor, ana: Actor, clock: FixedClock
) -> None:
    clock.advance(6 * HOUR)  # at four o'clock, six hours later
    desk.interactions.note(ana, "I-1", "Still at it")
    clock.advance(16 * HOUR)  # eight in the morning: one hour was open
    assert returned(desk) == []
    clock.advance(4 * HOUR)
    assert returned(desk) == ["I-1"]


def test_what_its_owner_does_begins_the_time_anew_what_others_do_does_not(
    desk: Desk, me: Actor, ana: Actor, clock: FixedClock
) -> None:
    clock.advance(3 * HOUR)
    desk.interactions.note(ana, "I-1", "I look into it")
    clock.advance(2 * HOUR)
    assert returned(desk) == []
    desk.interactions.note(me, "I-1", "And?")
    clock.advance(2 * HOUR)
    assert returned(desk) == ["I-1"]


@pytest.mark.parametrize("how", ["snooze", "await"])
def test_what_waits_does_not_go_back_and_has_its_time_anew_after_it(
    desk: Desk, me: Actor, ana: Actor, clock: FixedClock, how: str
) -> None:
    clock.advance(HOUR)
    if how == "snooze":
        desk.interactions.snooze(ana, "I-1", clock.now() + 5 * HOUR)
    else:
        desk.do(ana, "await", "I-1", {"question": "Which?", "due": "+5h"})
    clock.advance(5 * HOUR - 1)
    assert returned(desk) == []
    clock.advance(1)
    if how == "await":
        desk.interactions.answer(me, "I-1", "The left one")
    clock.advance(HOUR)
    assert returned(desk) == []
    clock.advance(18 * HOUR + HOUR)
    assert returned(desk) == ["I-1"]


def test_a_shorter_time_holds_at_once_and_never_means_never(
    desk: Desk, me: Actor, ana: Actor, clock: FixedClock
) -> None:
    clock.advance(2 * HOUR)
    desk.teams.save(me, "Field", return_after="never")
    assert returned(desk) == []
    desk.teams.save(me, "Field", return_after="1h")
    assert returned(desk) == ["I-1"]


def test_problems_and_tasks_go_back_too_but_not_what_cannot_begin(
    desk: Desk, me: Actor, ana: Actor, clock: FixedClock
) -> None:
    desk.do(me, "report", "problem", {"subject": "No line", "team": "Field"})
    desk.do(me, "add-task", "P-1", {"name": "Look", "owner": "ana"})
    desk.do(me, "add-task", "P-1", {"name": "Test", "owner": "ana", "after": "1"})
    desk.do(me, "add-task", "P-1", {"name": "Call", "owner": "ana", "start": "+3d"})
    desk.do(me, "assign", "P-1", {"to": "ana"})
    desk.do(ana, "start", "T-1", {})
    clock.advance(4 * HOUR)
    assert sorted(returned(desk)) == ["I-1", "P-1", "T-1"]
    assert returned(desk) == []
    with desk._store.reading() as session:
        states = session.sql("SELECT owner, state FROM task ORDER BY number")
    assert [tuple(row) for row in states][0] == (0, "ready")
    assert [check.message for check in desk.health.checks() if not check.ok] == []


def test_a_problem_that_is_held_does_not_go_back(
    desk: Desk, me: Actor, ana: Actor, clock: FixedClock
) -> None:
    desk.do(me, "report", "problem", {"subject": "No line", "team": "Field"})
    desk.do(me, "add-task", "P-1", {"name": "Look", "owner": "ana"})
    desk.do(me, "assign", "P-1", {"to": "ana"})
    desk.do(ana, "hold", "P-1", {"cause": "customerAccess"})
    clock.advance(5 * HOUR)
    assert returned(desk) == ["I-1"]


def test_two_desks_give_it_back_once(desk: Desk, me: Actor, ana: Actor, clock: FixedClock) -> None:
    clock.advance(4 * HOUR)
    other = build(desk.settings, clock)
    try:
        done: list[Outcome] = [*desk.returns.return_untouched(), *other.returns.return_untouched()]
    finally:
        other.close()
    assert [each.ref for each in done] == ["I-1"]


def test_what_is_touched_after_it_was_found_stays(
    desk: Desk, me: Actor, ana: Actor, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody writes between the look and the step: the step is not taken."""
    clock.advance(4 * HOUR)
    found = desk.returns._to_team

    def late(*args: object, **how: object) -> Outcome:
        desk.interactions.note(ana, "I-1", "Here I am")
        return found(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.returns, "_to_team", late)
    assert returned(desk) == []
    assert owner(desk, me) == "ana"


def test_looking_reads_only_what_was_left_alone(desk: Desk, me: Actor, ana: Actor) -> None:
    """By the index of untouched work, on the engine that tells its plan in words."""
    with desk._store.reading() as session:
        if not session.is_sqlite:
            return
        said: list[str] = []
        real = session.sql

        def explained(text: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
            said.extend(str(row[3]) for row in real(f"EXPLAIN QUERY PLAN {text}", values))
            return real(text, values)

        session.sql = explained  # type: ignore[method-assign, assignment]
        untouched(session, {1: NOW}, NOW)
    plan = " | ".join(said)
    assert "work_untouched" in plan
    assert "task_untouched" in plan
    assert "SCAN work" not in plan
    assert "SCAN task" not in plan


STEPS = st.lists(
    st.tuples(st.sampled_from(["ana", "ben", "release", "snooze", "look"]), st.integers(1, 9)),
    max_size=14,
)


@given(STEPS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_never_twice_and_never_while_touched(
    file_places: Places, steps: list[tuple[str, int]]
) -> None:
    """Round the clock, with a count of our own of how long nobody touched it."""
    url, clock = file_places.founded(), FixedClock(NOW)
    desk = build(settings_for(url), clock)
    try:
        me = desk.directory.actor()
        for name in ("ana", "ben"):
            desk.people.add(me, name, team="Field")
        desk.teams.save(me, "Field", return_after="4h", calendar="round the clock")
        desk.interactions.log(me, "inbound", "email", "Late")
        desk.interactions.hand(me, "I-1", "Field")
        held, touched = "", NOW
        for who, hours in steps:
            clock.advance(hours * HOUR)
            now = clock.now()
            is_due = bool(held) and now - touched >= 4 * HOUR
            assert returned(desk) == (["I-1"] if is_due else [])
            held = "" if is_due else held
            if who in ("ana", "ben"):
                if held != who:
                    desk.interactions.assign(me, "I-1", who)
                else:
                    desk.interactions.note(desk.directory.actor(who), "I-1", "Yes")
                held, touched = who, now
            elif who == "release" and held:
                desk.interactions.release(desk.directory.actor(held), "I-1")
                held = ""
            elif who == "snooze" and held:
                desk.interactions.snooze(me, "I-1", now + 2 * HOUR)
                touched = now + 2 * HOUR
            assert (owner(desk, me) or "") == held
    finally:
        desk.close()
        file_places.remove(url)
