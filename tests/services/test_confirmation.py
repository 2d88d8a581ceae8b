"""What follows a solution: confirmed, reopened, or closed by itself after a warning."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import DeskError
from desk.rules.permissions import Actor
from tests.services.reports import clock_states, do, report, shown, solve
from tests.stores import NOW

HOUR, DAY = 3600, 24 * 3600
CLOSES = NOW + 3 * DAY
"""Three working days of eight hours after Monday at ten: Thursday at ten."""


def _pass_at(desk: Desk, clock: FixedClock, at: int) -> list[tuple[str, str]]:
    clock.advance(at - clock.now())
    assert desk.due.is_anything() is bool(at >= CLOSES - DAY)
    return [(done.ref, done.action) for done in desk.upkeep.pass_over()]


def test_it_closes_by_itself_after_a_warning(desk: Desk, me: Actor, clock: FixedClock) -> None:
    ref = report(desk, me)
    solve(desk, me, ref)
    assert _pass_at(desk, clock, CLOSES - DAY - 1) == []
    assert _pass_at(desk, clock, CLOSES - DAY) == [(ref, "warn")]
    assert "We close your report" in shown(desk, me, ref).messages[-1].text
    assert [done.ref for done in desk.upkeep.pass_over()] == []
    clock.advance(DAY - 1)
    assert desk.upkeep.pass_over() == ()
    clock.advance(1)
    assert [(done.ref, done.action) for done in desk.upkeep.pass_over()] == [(ref, "close")]
    row = shown(desk, me, ref)
    assert (row.work.state, row.fields["confirmed"]) == ("closed", False)
    assert not desk.due.is_anything()


def test_a_desk_that_was_closed_warns_first_and_gives_the_time(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    ref = report(desk, me)
    solve(desk, me, ref)
    assert _pass_at(desk, clock, CLOSES + 5 * DAY) == [(ref, "warn")]
    clock.advance(DAY - 1)
    assert desk.upkeep.pass_over() == ()
    clock.advance(1)
    assert [done.action for done in desk.upkeep.pass_over()] == ["close"]


def test_nothing_closes_before_its_customer_was_told(
    desk: Desk, me: Actor, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where more is due than one pass takes."""
    monkeypatch.setattr("desk.services.upkeep._AT_ONCE", 1)
    refs = [report(desk, me) for _ in range(2)]
    for ref in refs:
        solve(desk, me, ref)
    assert _pass_at(desk, clock, CLOSES + DAY) == [(refs[0], "warn")]
    assert [(done.ref, done.action) for done in desk.upkeep.pass_over()] == [(refs[1], "warn")]
    clock.advance(DAY)
    closed = [*desk.upkeep.pass_over(), *desk.upkeep.pass_over()]
    assert [(done.ref, done.action) for done in closed] == [(ref, "close") for ref in refs]


def test_who_cannot_be_reached_is_not_warned(desk: Desk, me: Actor, clock: FixedClock) -> None:
    ref = desk.do(me, "report", "problem", {"subject": "Dark street"}).ref
    solve(desk, me, ref)
    clock.advance(CLOSES - NOW)
    assert [(done.ref, done.action) for done in desk.upkeep.pass_over()] == [(ref, "close")]


def test_a_customer_who_speaks_against_it_reopens_it(
    desk: Desk, me: Actor, clock: FixedClock
) -> None:
    ref = report(desk, me, impact="high", urgency="high")
    (due,) = (c.due for c in shown(desk, me, ref).clocks if c.name == "resolution")
    clock.advance(HOUR)
    solve(desk, me, ref)
    assert clock_states(desk, me, ref) == {"response": "missed", "resolution": "met"}
    clock.advance(2 * HOUR)
    do(desk, me, ref, "reopen", reason="Still dark")
    again = [c for c in shown(desk, me, ref).clocks if c.name == "resolution"]
    assert due is not None
    assert [c.due for c in again] == [due + 2 * HOUR], "the time it was resolved is taken off"
    assert shown(desk, me, ref).fields["reopen_count"] == 1
    assert shown(desk, me, ref).fields["close_at"] is None
    clock.advance(9 * DAY)
    assert desk.upkeep.pass_over() == ()


def test_nobody_closes_it_before_its_time(desk: Desk, me: Actor) -> None:
    ref = report(desk, me)
    solve(desk, me, ref)
    with pytest.raises(DeskError, match="waits for the customer"):
        do(desk, me, ref, "close")
    with pytest.raises(DeskError, match="Nobody is to be told"):
        do(desk, me, ref, "warn")
    done = do(desk, me, ref, "confirm", text="All well")
    assert done.state == "closed"
    assert shown(desk, me, ref).fields["confirmed"] is True
