"""The names behind the numbers that facts keep."""

from desk.models.customers import Customer
from desk.models.people import Person, Team
from desk.models.settings import settings
from desk.models.store import Session
from desk.models.work import Work
from desk.rules.facts import INSTANTS, Named
from desk.rules.times import full_moment
from desk.rules.vocabulary import Reference

_TABLES: dict[str, type[Person] | type[Team] | type[Customer]] = {
    "owner": Person,
    "actor": Person,
    "team": Team,
    "customer": Customer,
}


def names(session: Session, zone: str = "") -> Named:
    """Look names up as they are asked for, each once; instants are told in `zone` or the desk's."""
    known: dict[tuple[str, object], str] = {}

    def named(field: str, number: object) -> str:
        if not number:
            return "desk" if field == "actor" else "nobody"
        if (field, number) not in known:
            known[field, number] = _name(session, field, number, zone)
        return known[field, number]

    return named


def _name(session: Session, field: str, number: object, zone: str) -> str:
    if field in INSTANTS and isinstance(number, int):
        return full_moment(number, zone or settings(session)["zone"])
    if field in ("work", "merged_into", "parent"):
        row = session.one(Work.select(Work.kind, Work.number).where(Work.id == number))
        return str(Reference(*row)) if row else f"number {number}"
    table = _TABLES[field]
    found = session.one(table.select(table.name).where(table.id == number))
    return str(found[0]) if found else f"number {number}"
