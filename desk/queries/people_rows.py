"""People and teams as lists show them."""

from desk.models.absences import absences
from desk.models.people import memberships
from desk.models.policies import calendars
from desk.models.store import Session
from desk.models.workers import hours_of, team_calendars, workers
from desk.queries.clause import Clause, ask
from desk.rows.people import AbsenceRow, PersonRow, StaffRow, TeamRow
from desk.rules.load import Burden, room


def team_rows(session: Session) -> tuple[TeamRow, ...]:
    """Every team, by name."""
    statement = (
        "SELECT team.id, team.name, count(membership.person), team.level,"
        " coalesce(lead.name, ''), team.calendar, team.by_load, team.return_after FROM team"
        " LEFT JOIN membership ON membership.team = team.id"
        " LEFT JOIN person AS lead ON lead.id = team.lead"
        " GROUP BY team.id, lead.name ORDER BY team.name_key"
    )
    found = ask(session, Clause(statement))
    return tuple(TeamRow(*row)._replace(by_load=bool(row[6])) for row in found)


def people_rows(session: Session, now: int) -> tuple[PersonRow, ...]:
    """Everybody, by name, in a constant number of statements."""
    teams: dict[int, list[str]] = {}
    for person, _, name in memberships(session):
        teams.setdefault(person, []).append(name)
    away: dict[int, list[AbsenceRow]] = {}
    for each in absences(session, now):
        away.setdefault(each.person, []).append(AbsenceRow(each.starts, each.ends, each.why))
    known = calendars(session)
    of_teams = team_calendars(session)
    found = ask(
        session,
        Clause(
            "SELECT person.id, person.name, person.role, person.zone, person.calendar,"
            " coalesce(above.name, '') FROM person"
            " LEFT JOIN person AS above ON above.id = person.manager ORDER BY person.name_key"
        ),
    )
    return tuple(
        PersonRow(
            id_,
            name,
            role,
            tuple(teams.get(id_, ())),
            zone,
            manager,
            calendar,
            hours_of([calendar, *of_teams.get(id_, ())], known)[0],
            tuple(away.get(id_, ())),
        )
        for id_, name, role, zone, calendar, manager in found
    )


def staff_rows(session: Session, now: int) -> tuple[StaffRow, ...]:
    """Everybody with what they have to do and the time they have for it, by name."""
    able = {each.id: each for each in workers(session, now)}
    return tuple(
        StaffRow(
            row,
            able[row.id].burden if row.id in able else Burden(),
            room(able[row.id], now) if row.id in able else None,
        )
        for row in people_rows(session, now)
    )
