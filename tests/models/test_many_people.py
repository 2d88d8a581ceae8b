"""Many people and teams at once."""

from desk.bootstrap import Desk
from desk.models.many_people import make_people, make_teams, people_by_names, teams_by_names


def test_more_names_than_a_statement_takes(desk: Desk) -> None:
    many = [f"Agent {number}" for number in range(70_000)]
    with desk._store.writing(dry_run=True) as session:
        made = make_people(session, many[:3], "UTC", 0) + make_teams(session, many[-2:])
        people, teams = people_by_names(session, many), teams_by_names(session, many)
    assert [*people.values(), *teams.values()] == made
