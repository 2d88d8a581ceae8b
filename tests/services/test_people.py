"""People, teams and who acts."""

import pytest

from desk.bootstrap import Desk
from desk.config import user_name
from desk.errors import BadValue, Duplicate, MissingValue, NotAllowed, NotFound
from desk.models.journal import facts_of
from desk.rules.permissions import Actor
from tests.stores import Hire


def test_the_first_person_is_the_user_with_every_right(desk: Desk) -> None:
    first = desk.directory.actor()
    assert (first.name, first.role, first.zone) == (user_name(), "administrator", "UTC")


def test_a_person_is_found_without_case_and_accents(desk: Desk, hire: Hire) -> None:
    hire("Zoë Müller")
    assert desk.directory.actor(" zoe  MULLER ").name == "Zoë Müller"


def test_somebody_unknown_is_told_who_is_known(desk: Desk, hire: Hire) -> None:
    hire("Ana")
    with pytest.raises(NotFound) as refused:
        desk.directory.actor("Bob")
    assert "'Bob'" in refused.value.message
    assert "Ana" in refused.value.message
    assert "desk people add" in refused.value.next_step


def test_a_new_person_has_role_team_and_zone(desk: Desk, me: Actor) -> None:
    done = desk.do(
        me,
        "add",
        "person",
        {"name": "Mia", "role": "teamlead", "team": "Billing", "zone": "Europe/Lisbon"},
    )
    assert done.ref == "Mia"
    assert done.effects == ("The team Billing is new.",)
    mia = desk.directory.actor("mia")
    assert (mia.role, mia.zone, len(mia.teams)) == ("teamLead", "Europe/Lisbon", 1)
    (row,) = [row for row in desk.directory.people() if row.name == "Mia"]
    assert row.teams == ("Billing",)


def test_a_team_is_made_once(desk: Desk, hire: Hire) -> None:
    assert hire("Ana", team="Field").teams == hire("Ben", team=" FIELD ").teams
    assert [(team.name, team.members) for team in desk.directory.teams()] == [("Field", 2)]


def test_without_a_zone_it_is_the_actors(desk: Desk, me: Actor) -> None:
    desk.people.add(me._replace(zone="Asia/Tokyo"), "Kenji")
    assert desk.directory.actor("Kenji").zone == "Asia/Tokyo"


def test_every_person_is_a_fact(desk: Desk, me: Actor) -> None:
    done = desk.people.add(me, "Ana", "agent", "Field")
    ana = desk.directory.actor("Ana")
    with desk._store.reading() as session:
        (fact,) = facts_of(session, "person", ana.id or 0)
    assert (fact.seq, fact.actor, fact.action) == (done.seq, me.id, "add")
    assert fact.after == {"name": "Ana", "role": "agent", "zone": "UTC", "teams": ["Field"]}


def test_a_person_may_be_in_several_teams(desk: Desk, me: Actor) -> None:
    desk.do(me, "add", "person", {"name": "Ana", "team": "Field"})
    done = desk.do(me, "add", "person", {"name": "Ben", "team": ["field", " Billing ", "Field"]})
    assert done.effects == ("The team Billing is new.",)
    (ben,) = (row for row in desk.directory.people() if row.name == "Ben")
    assert set(ben.teams) == {"Field", "Billing"}


def test_a_name_is_given_once(desk: Desk, me: Actor, hire: Hire) -> None:
    hire("Zoë")
    with pytest.raises(Duplicate, match="Zoë"):
        desk.people.add(me, "zoe")


@pytest.mark.parametrize("name", ["me", "None", "desk", "´", "x" * 101])
def test_a_name_must_be_one(desk: Desk, me: Actor, name: str) -> None:
    with pytest.raises(BadValue):
        desk.people.add(me, name)


def test_a_name_is_needed(desk: Desk, me: Actor) -> None:
    with pytest.raises(MissingValue, match="'name'"):
        desk.do(me, "add", "person", {"name": "  "})


def test_a_zone_must_be_one(desk: Desk, me: Actor) -> None:
    with pytest.raises(BadValue, match="no time zone"):
        desk.people.add(me, "Ana", zone="Mars/Olympus")


@pytest.mark.parametrize("role", ["agent", "teamLead", "manager", "auditor"])
def test_only_administrators_add_people(desk: Desk, hire: Hire, role: str) -> None:
    with pytest.raises(NotAllowed, match="add people"):
        desk.people.add(hire("Ana", role), "Bob")
    assert "Bob" not in [row.name for row in desk.directory.people()]


def test_a_dry_run_adds_nobody(desk: Desk, me: Actor) -> None:
    desk.do(me, "add", "person", {"name": "Ana", "team": "Field"}, dry_run=True)
    assert len(desk.directory.people()) == 1
    assert desk.directory.teams() == ()
