"""Who acts; people and teams as lists show them."""

from desk.config import user_name
from desk.errors import NotFound
from desk.models.people import actor_named, memberships, people_names
from desk.models.store import Store
from desk.queries.clause import Clause, ask
from desk.rows.people import PersonRow, TeamRow
from desk.rules.permissions import Actor


class Directory:
    """Reads of people and teams."""

    def __init__(self, store: Store) -> None:
        self._store = store

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
