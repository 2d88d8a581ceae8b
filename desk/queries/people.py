"""Who acts; people and teams as lists show them."""

from desk.clock import Clock
from desk.config import user_name
from desk.errors import NotFound
from desk.models.absences import absences
from desk.models.people import actor_named, memberships, people_names
from desk.models.policies import calendars
from desk.models.store import Session, Store
from desk.models.workers import hours_of, team_calendars, workers
from desk.queries.clause import Clause, ask
from desk.rows.people import AbsenceRow, PersonRow, StaffRow, TeamRow
from desk.rules.load import Burden, room
from desk.rules.permissions import Actor, require


class Directory:
    """Reads of people and teams."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def actor(self, name: str = "") -> Actor:
        """The person of that name, or of the operating system's user, ready to act.

        Raises `NotFound`, naming those there are.
        """
        wanted = name.strip() or user_name()
        with self._store.reading() as session:
            found = actor_named(session, wanted)
            if found is not None:
                return found
            known = people_names(session)
        shown = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
        raise NotFound(
            f"Nobody at this desk is called '{wanted}'; known are {shown}",
            f"Say who you are with --as NAME, or let one of them run: desk people add '{wanted}'",
        )

    def people(self) -> tuple[PersonRow, ...]:
        """Everybody, by name."""
        with self._store.reading() as session:
            return people_rows(session, self._clock.now())

    def teams(self) -> tuple[TeamRow, ...]:
        """Every team, by name."""
        with self._store.reading() as session:
            return team_rows(session)

    def staff(self, actor: Actor) -> tuple[StaffRow, ...]:
        """Everybody with what they have to do and the time they have for it, by name."""
        require(actor, "work.read", "look at who has room")
        now = self._clock.now()
        with self._store.reading() as session:
            rows = people_rows(session, now)
            able = {each.id: each for each in workers(session, now)}
        return tuple(
            StaffRow(
                row,
                able[row.id].burden if row.id in able else Burden(),
                room(able[row.id], now) if row.id in able else None,
            )
            for row in rows
        )


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
