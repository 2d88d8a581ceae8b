"""The settings that the store keeps, as people read and change them."""

from collections.abc import Iterable

from desk.models.plans import plans
from desk.models.policies import policies, whole_spec
from desk.models.problem_terms import terms_of
from desk.models.settings import settings
from desk.models.store import Store
from desk.models.terms import tables_of
from desk.queries.clause import Clause, ask
from desk.queries.people_rows import people_rows, team_rows
from desk.rows.people import PersonRow, TeamRow
from desk.rules.instants import duration
from desk.rules.permissions import Actor, require
from desk.rules.plans import written
from desk.rules.problem_terms import written as terms_as_tables
from desk.rules.settings import OF_STORE, House
from desk.rules.settings_people import NEVER, NONE, Staff
from desk.rules.settings_time import as_they_come


class KeptSettings:
    """Reads of the store's settings."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def house(self, actor: Actor) -> House:
        """All of them."""
        require(actor, "work.read", "read the settings")
        with self._store.reading() as session:
            values = settings(session)
            rows = ask(session, Clause("SELECT name, spec, holidays FROM calendar ORDER BY id"))
            table = policies(session)
            kept_plans = plans(session)
            terms = terms_as_tables(terms_of(session))
            times = {**as_they_come(), **tables_of(session)}
            staff = _staff(people_rows(session, 0), team_rows(session))
        named = {name.removeprefix("desk.") for name in OF_STORE}
        return House(
            {name: value for name, value in values.items() if name in named},
            {name: whole_spec(spec, holidays) for name, spec, holidays in rows},
            table,
            {plan.name: written(plan) for plan, _ in kept_plans},
            terms,
            staff,
            times,
        )


def _staff(people: Iterable[PersonRow], teams: Iterable[TeamRow]) -> Staff:
    """Teams and people as settings say them."""
    return Staff(
        {
            row.name: {
                "level": row.level,
                "lead": row.lead or NONE,
                "calendar": row.calendar or NONE,
                "by_load": row.by_load,
                "return_after": duration(row.return_after) if row.return_after else NEVER,
            }
            for row in teams
        },
        {
            row.name: {
                "role": row.role,
                "teams": list(row.teams),
                "manager": row.manager or NONE,
                "calendar": row.calendar or NONE,
                "zone": row.zone,
            }
            for row in people
        },
    )
