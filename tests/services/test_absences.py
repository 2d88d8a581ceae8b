"""Absences: told for oneself or by a lead, ended early, and what is known of who is away."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import BadValue, NotAllowed, NothingToDo
from desk.rows.people import PersonRow
from desk.rules.permissions import Actor
from tests.stores import NOW, Hire

HOUR, DAY = 3600, 86_400


def person(desk: Desk, name: str) -> PersonRow:
    (found,) = (row for row in desk.directory.people() if row.name == name)
    return found


def test_somebody_tells_when_they_are_away(desk: Desk, hire: Hire) -> None:
    ana = hire("ana")
    done = desk.do(
        ana,
        "absence",
        "person",
        {"name": "ana", "from": "tomorrow", "until": "2026-11-30", "why": "leave"},
    )
    assert done.effects == ("ana is absent from Tue 09:00 until Mon 30 Nov 00:00.",)
    (absence,) = person(desk, "ana").absences
    assert (absence.starts, absence.ends, absence.why) == (
        NOW + 23 * HOUR,
        NOW + 158 * HOUR,
        "leave",
    )
    assert person(desk, "ana").back_at(NOW) is None
    assert person(desk, "ana").back_at(NOW + DAY) == NOW + 158 * HOUR


def test_what_they_have_open_is_told(desk: Desk, hire: Hire) -> None:
    ana = hire("ana")
    desk.interactions.log(ana, "inbound", "email", "Late")
    desk.interactions.claim(ana, "I-1")
    done = desk.absences.absent(ana, "ana", NOW + DAY)
    assert done.effects[1] == "ana has 1 open item that others may have to take."


def test_an_absence_ends_when_they_are_back(desk: Desk, hire: Hire, clock: FixedClock) -> None:
    ana = hire("ana")
    desk.absences.absent(ana, "ana", NOW + DAY)
    clock.advance(HOUR)
    assert desk.absences.present(ana, "ana").effects == ("ana is there again.",)
    assert person(desk, "ana").back_at(NOW + HOUR) is None
    with pytest.raises(NothingToDo, match="ana is not absent"):
        desk.absences.present(ana, "ana")


def test_one_that_has_not_begun_falls_away_the_next_one_first(desk: Desk, hire: Hire) -> None:
    ana = hire("ana")
    desk.absences.absent(ana, "ana", NOW + 5 * DAY, starts=NOW + 4 * DAY)
    desk.absences.absent(ana, "ana", NOW + 2 * DAY, starts=NOW + DAY)
    done = desk.absences.present(ana, "ana")
    assert done.effects == ("ana is not absent then any more.",)
    assert [each.starts for each in person(desk, "ana").absences] == [NOW + 4 * DAY]


@pytest.mark.parametrize(("starts", "ends"), [(0, 0), (2, 1), (-5, -1)])
def test_an_absence_ends_after_it_began_and_is_not_over(
    desk: Desk, me: Actor, starts: int, ends: int
) -> None:
    with pytest.raises(BadValue, match="ends before it begins"):
        desk.absences.absent(me, me.name, NOW + ends * HOUR, starts=NOW + starts * HOUR)


@pytest.mark.parametrize(
    ("role", "may"), [("agent", False), ("auditor", False), ("teamLead", True), ("manager", True)]
)
def test_a_lead_tells_it_for_others(desk: Desk, hire: Hire, role: str, may: bool) -> None:
    hire("ana")
    ben = hire("ben", role)
    if may:
        desk.absences.absent(ben, "ana", NOW + DAY)
        desk.absences.present(ben, "ana")
        return
    with pytest.raises(NotAllowed, match="absence of others"):
        desk.absences.absent(ben, "ana", NOW + DAY)
    desk.absences.absent(ben, "ben", NOW + DAY)


def test_work_for_somebody_absent_is_given_and_told(desk: Desk, me: Actor, hire: Hire) -> None:
    hire("dora")
    desk.absences.absent(me, "dora", NOW + 7 * DAY)
    desk.interactions.log(me, "inbound", "email", "Late")
    done = desk.interactions.assign(me, "I-1", "dora")
    assert done.effects == ("dora is absent until Mon 30 Nov.", "dora has it now.")
