"""Work given by load: by name of nobody, in bulk, as it comes in, and never to who is away."""

import pytest

from desk.bootstrap import Desk
from desk.clock import FixedClock
from desk.errors import NothingToDo
from desk.rows.work import Listing
from desk.rules.filters import Filter
from desk.rules.permissions import Actor
from tests.services.invariants import broken
from tests.stores import NOW, Hire

DAY = 86_400


@pytest.fixture
def field(desk: Desk, me: Actor, hire: Hire) -> list[Actor]:
    """Three people of a team, and nine contacts that wait in it."""
    people = [hire(name, team="Field") for name in ("ana", "ben", "cem")]
    for number in range(9):
        desk.interactions.log(me, "inbound", "email", f"Item {number}")
        desk.interactions.hand(me, f"I-{number + 1}", "Field")
    return people


def owners(desk: Desk, me: Actor) -> dict[str, str | None]:
    rows = desk.work.page(me, Listing(Filter()), limit=100).rows
    return {row.ref: row.owner for row in rows}


def test_it_goes_to_who_has_the_most_room_and_says_why(
    desk: Desk, me: Actor, field: list[Actor]
) -> None:
    desk.interactions.assign(me, "I-1", "ana")
    desk.interactions.assign(me, "I-2", "cem")
    done = desk.do(me, "assign", "I-3", {"to": "load"})
    assert done.effects == (
        "ben has the most room: 7 h of 7 h today.",
        "ben has it now.",
    )
    trail = desk.trail.item(me, "I-3").trail
    assert trail[-1].text == "Assigned to ben: ben has the most room: 7 h of 7 h today"


def test_each_of_many_sees_the_loads_after_the_ones_before_it(
    desk: Desk, me: Actor, field: list[Actor], clock: FixedClock
) -> None:
    refs = [f"I-{number}" for number in range(1, 10)]
    tried = list(desk.do_each(me, "assign", refs, {"to": "load"}, dry_run=True))
    assert set(owners(desk, me).values()) == {None}
    done = list(desk.do_each(me, "assign", refs, {"to": "load"}))
    held = [*owners(desk, me).values()]
    assert {name: held.count(name) for name in held} == {"ana": 3, "ben": 3, "cem": 3}
    for before, after in zip(tried, done, strict=True):
        assert before.outcome is not None
        assert after.outcome is not None
        assert after.outcome.effects == before.outcome.effects[: len(after.outcome.effects)]
    desk.undo(me)
    assert set(owners(desk, me).values()) == {None}
    assert broken(desk) == []


def test_who_is_absent_gets_nothing_and_without_anybody_it_stays(
    desk: Desk, me: Actor, field: list[Actor]
) -> None:
    for name in ("ana", "ben"):
        desk.absences.absent(me, name, NOW + DAY)
    done = desk.do(me, "assign", "I-1", {"to": "load"})
    assert done.effects[0] == "cem is the only one there."
    desk.absences.absent(me, "cem", NOW + DAY)
    with pytest.raises(NothingToDo, match="Nobody of Field is there to take I-2"):
        desk.do(me, "assign", "I-2", {"to": "load"})


def test_without_a_team_everybody_who_works_may_get_it(desk: Desk, me: Actor, hire: Hire) -> None:
    hire("ada", "auditor")
    desk.interactions.log(me, "inbound", "email", "Hello")
    assert desk.do(me, "assign", "I-1", {"to": "load"}).effects[-1] == f"{me.name} has it now."


def test_a_team_by_load_gives_what_is_handed_to_it_at_once(
    desk: Desk, me: Actor, hire: Hire
) -> None:
    hire("ana", team="Field")
    hire("ben", team="Field")
    desk.teams.save(me, "Field", by_load="yes")
    desk.interactions.log(me, "inbound", "email", "Hello")
    done = desk.interactions.hand(me, "I-1", "Field")
    assert done.effects == ("ana has the most room: 7 h of 7 h today.", "ana has it now.")
    # What follows up in the team is given at once too.
    followed = desk.interactions.follow_up(me, "I-1", subject="More")
    assert owners(desk, me)[followed.created or followed.ref] in ("ana", "ben")
    # Whoever hands it on does not get it back.
    done = desk.interactions.hand(desk.directory.actor("ana"), "I-1", "Field")
    assert owners(desk, me)["I-1"] == "ben"


def test_a_team_by_load_keeps_what_nobody_is_there_for(desk: Desk, me: Actor, hire: Hire) -> None:
    hire("ana", team="Field")
    desk.teams.save(me, "Field", by_load="yes")
    desk.absences.absent(me, "ana", NOW + DAY)
    desk.interactions.log(me, "inbound", "email", "Hello")
    done = desk.interactions.hand(me, "I-1", "Field")
    assert done.effects == (
        "Nobody of Field is there, so it stays with the team.",
        "Field has it now, nobody in person; its clocks go on.",
    )
    assert owners(desk, me)["I-1"] is None


def test_all_work_of_somebody_absent_goes_to_others_in_one_step(
    desk: Desk, me: Actor, field: list[Actor]
) -> None:
    for number in range(1, 5):
        desk.interactions.assign(me, f"I-{number}", "ana")
    desk.absences.absent(me, "ana", NOW + DAY)
    found = desk.work.page(me, Listing(Filter()), limit=100).rows
    refs = [row.ref for row in found if row.owner == "ana"]
    assert all(done.error is None for done in desk.do_each(me, "assign", refs, {"to": "load"}))
    held = [*owners(desk, me).values()]
    assert (held.count("ana"), held.count("ben"), held.count("cem")) == (0, 2, 2)


def test_staff_shows_load_against_the_time_left(desk: Desk, me: Actor, field: list[Actor]) -> None:
    desk.interactions.assign(me, "I-1", "ana")
    desk.interactions.assign(me, "I-2", "ana")
    rows = {row.person.name: row for row in desk.directory.staff(me)}
    ana = rows["ana"]
    assert ana.room is not None
    assert (ana.burden.items, ana.room.load, ana.room.today) == (2, 1800, 7 * 3600)
    assert rows["ben"].burden.items == 0


def test_a_task_goes_by_the_load_of_its_team(
    desk: Desk, me: Actor, field: list[Actor], hire: Hire
) -> None:
    hire("dora", team="Front")
    desk.do(me, "report", "problem", {"subject": "No line", "team": "Front"})
    desk.do(me, "add-task", "P-1", {"name": "Look", "team": "Field", "effort": "5h"})
    desk.do(me, "add-task", "P-1", {"name": "Call"})
    assert desk.do(me, "assign", "T-1", {"to": "load"}).effects[-1] == "ana has it now."
    assert desk.do(me, "assign", "T-2", {"to": "load"}).effects[-1] == "dora has it now."
    # The five hours that are planned count from now on.
    done = desk.do(me, "assign", "I-1", {"to": "load"})
    assert done.effects[0] == "ben has the most room: 7 h of 7 h today."


def test_a_new_problem_in_a_team_by_load_has_an_owner_at_once(
    desk: Desk, me: Actor, field: list[Actor]
) -> None:
    desk.teams.save(me, "Field", by_load="yes")
    done = desk.do(me, "report", "problem", {"subject": "No line", "team": "Field"})
    assert "ana has it now." in done.effects
    assert owners(desk, me)["P-1"] == "ana"
