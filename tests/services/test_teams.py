"""Teams and people changed: levels, leads, hours, managers, names; what is refused says why."""

import pytest

from desk.bootstrap import Desk
from desk.errors import (
    BadValue,
    DeskError,
    Duplicate,
    NotAllowed,
    NotFound,
    NothingToDo,
    WrongState,
)
from desk.models.journal import facts_of
from desk.rows.people import TeamRow
from desk.rules.permissions import Actor
from tests.stores import Hire


def team(desk: Desk, name: str) -> TeamRow:
    (found,) = (row for row in desk.directory.teams() if row.name == name)
    return found


def test_a_team_is_saved_with_all_it_is_told(desk: Desk, me: Actor, hire: Hire) -> None:
    dora = hire("dora", "teamLead", "Field")
    done = desk.do(
        me,
        "save",
        "team",
        {
            "name": "field",
            "level": "2",
            "lead": "Dora",
            "calendar": "Office",
            "by_load": "yes",
            "return_after": "4h",
        },
    )
    assert team(desk, "Field")[2:] == (1, 2, "dora", "office", True, 4 * 3600)
    assert done.effects == (
        "New work goes to whoever has the most room.",
        "Work goes back to the team once its owner left it for 4 h.",
    )
    with desk._store.reading() as session:
        (fact,) = facts_of(session, "team", team(desk, "Field").id)
    assert (fact.action, fact.before["level"], fact.after["lead"]) == ("save", 1, dora.id)


def test_a_team_that_is_not_there_is_made(desk: Desk, me: Actor) -> None:
    done = desk.teams.save(me, " Second  level ", level=2)
    assert done.effects == ("The team Second level is new.",)
    assert team(desk, "Second level").level == 2


def test_what_a_team_is_told_can_be_taken_back_by_a_word(desk: Desk, me: Actor) -> None:
    desk.teams.save(me, "Field", lead=me.name, calendar="office", return_after="2h", by_load="yes")
    desk.teams.save(me, "Field", lead="none", calendar="none", return_after="never", by_load="no")
    assert team(desk, "Field")[3:] == (1, "", "", False, 0)


def test_a_team_gets_another_name(desk: Desk, me: Actor, hire: Hire) -> None:
    hire("ana", team="Field")
    assert desk.teams.save(me, "Field", rename="Outdoors").ref == "Outdoors"
    (row,) = (row for row in desk.directory.people() if row.name == "ana")
    assert row.teams == ("Outdoors",)


@pytest.mark.parametrize(
    ("values", "refusal", "says"),
    [
        ({"level": "0"}, BadValue, "no support level 0"),
        ({"level": "10"}, BadValue, "no support level 10"),
        ({"lead": "Nora"}, NotFound, "'Nora'"),
        ({"calendar": "ofice"}, NotFound, "'ofice'"),
        ({"return_after": "5s"}, BadValue, "too short"),
        ({"return_after": "soon"}, BadValue, "no.* duration|not a duration"),
        ({"rename": "Billing"}, Duplicate, "Billing"),
        ({"rename": "desk"}, BadValue, "meaning"),
        ({"by_load": "maybe"}, BadValue, "maybe"),
        ({}, NothingToDo, "like that already"),
        ({"level": "1"}, NothingToDo, "like that already"),
    ],
)
def test_what_a_team_cannot_be_says_why(
    desk: Desk, me: Actor, values: dict[str, str], refusal: type[DeskError], says: str
) -> None:
    desk.teams.save(me, "Field")
    desk.teams.save(me, "Billing")
    before = desk.directory.teams()
    with pytest.raises(refusal, match=says) as refused:
        desk.do(me, "save", "team", {"name": "Field", **values})
    assert refused.value.next_step
    assert desk.directory.teams() == before


def test_a_person_changes_role_teams_manager_hours_and_name(
    desk: Desk, me: Actor, hire: Hire
) -> None:
    hire("Ana", team="Front")
    hire("Dora", "teamLead", "Field")
    desk.do(
        me,
        "change",
        "person",
        {
            "name": "ana",
            "role": "teamLead",
            "team": ["Field", "Second"],
            "leave": "front",
            "manager": "dora",
            "calendar": "round the clock",
            "rename": "Anna",
        },
    )
    (row,) = (row for row in desk.directory.people() if row.name == "Anna")
    assert row[2:8] == (
        "teamLead",
        ("Field", "Second"),
        "UTC",
        "Dora",
        "round the clock",
        "round the clock",
    )
    with desk._store.reading() as session:
        fact = facts_of(session, "person", row.id)[-1]
    assert fact.before["teams"] == ["Front"]
    assert fact.after["teams"] == ["Field", "Second"]


def test_hours_are_ones_own_then_those_of_a_team_then_of_the_desk(
    desk: Desk, me: Actor, hire: Hire
) -> None:
    hire("ana", team="Field")
    hours = {row.name: row.hours for row in desk.directory.people()}
    assert hours["ana"] == "office"
    desk.teams.save(me, "Field", calendar="round the clock")
    hours = {row.name: row.hours for row in desk.directory.people()}
    assert hours["ana"] == "round the clock"
    desk.people.change(me, "ana", calendar="office")
    hours = {row.name: row.hours for row in desk.directory.people()}
    assert hours["ana"] == "office"


def test_nobody_reports_to_themselves_by_any_way(desk: Desk, me: Actor, hire: Hire) -> None:
    for name, manager in (("ana", "none"), ("ben", "ana"), ("cem", "ben")):
        hire(name)
        if manager != "none":
            desk.people.change(me, name, manager=manager)
    with pytest.raises(WrongState, match="ana > cem > ben > ana"):
        desk.people.change(me, "ana", manager="cem")
    with pytest.raises(WrongState, match="ben > ben"):
        desk.people.change(me, "ben", manager="ben")


def test_the_only_administrator_stays_one(desk: Desk, me: Actor, hire: Hire) -> None:
    with pytest.raises(WrongState, match="only administrator"):
        desk.people.change(me, me.name, role="agent")
    hire("ana", "administrator")
    desk.people.change(me, me.name, role="agent")


def test_nobody_leaves_a_team_they_are_not_in(desk: Desk, me: Actor, hire: Hire) -> None:
    hire("ana", team="Field")
    hire("ben", team="Front")
    with pytest.raises(WrongState, match="ana is not in Front"):
        desk.people.change(me, "ana", leave="Front")


@pytest.mark.parametrize("role", ["agent", "teamLead", "manager", "auditor"])
def test_only_administrators_change_people_and_teams(desk: Desk, hire: Hire, role: str) -> None:
    ana = hire("ana", role, "Field")
    with pytest.raises(NotAllowed):
        desk.people.change(ana, "ana", role="administrator")
    with pytest.raises(NotAllowed):
        desk.teams.save(ana, "Field", level=3)


@pytest.mark.parametrize("word", ["load", "keep", "team"])
def test_words_that_stand_for_somebody_are_no_names(desk: Desk, me: Actor, word: str) -> None:
    with pytest.raises(BadValue, match="meaning of its own"):
        desk.people.add(me, word)


def test_a_dry_run_changes_nobody(desk: Desk, me: Actor, hire: Hire) -> None:
    hire("ana")
    before = desk.directory.people(), desk.directory.teams()
    desk.do(me, "change", "person", {"name": "ana", "team": "New"}, dry_run=True)
    desk.do(me, "save", "team", {"name": "Newer"}, dry_run=True)
    assert (desk.directory.people(), desk.directory.teams()) == before
