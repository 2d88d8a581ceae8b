"""The names behind the numbers that facts keep."""

from desk.models.customers import Customer
from desk.models.people import Person, Team
from desk.models.store import Session
from desk.rules.facts import Named

_TABLES: dict[str, type[Person] | type[Team] | type[Customer]] = {
    "owner": Person,
    "actor": Person,
    "team": Team,
    "customer": Customer,
}


def names(session: Session) -> Named:
    """Look names up as they are asked for, each once."""
    known: dict[tuple[str, object], str] = {}

    def named(field: str, number: object) -> str:
        if not number:
            return "desk" if field == "actor" else "nobody"
        if (field, number) not in known:
            table = _TABLES[field]
            found = session.one(table.select(table.name).where(table.id == number))
            known[field, number] = found[0] if found else f"number {number}"
        return known[field, number]

    return named
