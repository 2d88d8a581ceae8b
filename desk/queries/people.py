"""People and teams as lists show them."""

from desk.models.people import memberships
from desk.models.store import Store
from desk.queries.clause import Clause, ask
from desk.rows.people import PersonRow, TeamRow


class Directory:
    """Reads of people and teams."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def people(self) -> tuple[PersonRow, ...]:
        """Everybody, by name."""
        with self._store.reading() as session:
            teams: dict[int, list[str]] = {}
            for person, _, name in memberships(session):
                teams.setdefault(person, []).append(name)
            found = ask(
                session, Clause("SELECT id, name, role, zone FROM person ORDER BY name_key")
            )
            return tuple(
                PersonRow(id_, name, role, tuple(teams.get(id_, ())), zone)
                for id_, name, role, zone in found
            )

    def teams(self) -> tuple[TeamRow, ...]:
        """Every team, by name."""
        statement = (
            "SELECT team.id, team.name, count(membership.person) FROM team"
            " LEFT JOIN membership ON membership.team = team.id"
            " GROUP BY team.id, team.name, team.name_key ORDER BY team.name_key"
        )
        with self._store.reading() as session:
            return tuple(TeamRow(*row) for row in ask(session, Clause(statement)))
