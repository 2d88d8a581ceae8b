"""The ladder of authority, read from teams and people."""

from desk.models.people import Person, Team
from desk.models.store import Session
from desk.rules.ladder import Ladder


def read_ladder(session: Session) -> Ladder:
    """Who leads which team and who reports to whom at this desk."""
    leads = session.rows(Team.select(Team.id, Team.lead).where(Team.lead.is_null(False)))
    people = session.rows(Person.select(Person.id, Person.manager, Person.role))
    managers = {person: manager for person, manager, _ in people if manager is not None}
    return Ladder(dict(leads), managers, {person: role for person, _, role in people})
