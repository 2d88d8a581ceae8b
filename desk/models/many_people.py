"""Many people and teams at once: found by their names, and made."""

from collections.abc import Iterable, Sequence

from desk.models.numbers import reserve
from desk.models.people import Person, Team
from desk.models.store import Session
from desk.rules.words import fold

_PERSON = (
    *("id", "name", "name_key", "role", "zone", "created", "calendar", "given_at"),
    "version",
)
_TEAM = ("id", "name", "name_key", "level", "calendar", "by_load", "return_after", "version")
_AT_ONCE = 1000
"""Names in one statement: a batch of a log may name more than an engine takes."""


def people_by_names(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The numbers of those who are here, by their folded names."""
    return _by_names(session, Person, names)


def teams_by_names(session: Session, names: Iterable[str]) -> dict[str, int]:
    """The numbers of the teams that are here, by their folded names."""
    return _by_names(session, Team, names)


def make_people(session: Session, names: Sequence[str], zone: str, created: int) -> list[int]:
    """Add agents without a team; their numbers, in order."""
    if not names:
        return []
    ids = reserve(session, "person", "id", len(names))
    rows = [
        (id_, name, fold(name), "agent", zone, created, "", 0, 1)
        for id_, name in zip(ids, names, strict=True)
    ]
    session.insert_many(Person, _PERSON, rows)
    return list(ids)


def make_teams(session: Session, names: Sequence[str]) -> list[int]:
    """Add teams with nobody in them; their numbers, in order."""
    if not names:
        return []
    ids = reserve(session, "team", "id", len(names))
    rows = [(id_, name, fold(name), 1, "", 0, 0, 1) for id_, name in zip(ids, names, strict=True)]
    session.insert_many(Team, _TEAM, rows)
    return list(ids)


def _by_names(
    session: Session, table: type[Person] | type[Team], names: Iterable[str]
) -> dict[str, int]:
    keys = sorted({fold(name) for name in names})
    found: dict[str, int] = {}
    for first in range(0, len(keys), _AT_ONCE):
        some = table.name_key << keys[first : first + _AT_ONCE]
        found |= session.rows(table.select(table.name_key, table.id).where(some))
    return found
