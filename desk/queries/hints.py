"""Hints while a problem is reported: what it may belong to, and the priority it will have."""

from desk.errors import DeskError
from desk.models.customers import resolve_customer
from desk.models.kin import Kin, open_majors, open_of_customer
from desk.models.problem_terms import terms_of
from desk.models.store import Session, Store
from desk.rows.hints import HintRow
from desk.rules.permissions import Actor, require
from desk.rules.priority import Judged, judge
from desk.rules.problem_terms import Terms
from desk.rules.vocabulary import Reference
from desk.rules.words import fold


class Hints:
    """Reads for whoever reports a problem."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def for_new(
        self, actor: Actor, customer: str = "", service: str = "", place: str = ""
    ) -> tuple[HintRow, ...]:
        """Open problems a new one may belong to: major ones first, then those of its customer."""
        require(actor, "work.read", "read problems")
        with self._store.reading() as session:
            majors = open_majors(session, service, place)
            known = _customer(session, customer)
            same = open_of_customer(session, known) if known else []
        found = {each.id: _row(each, _why(each, service)) for each in majors}
        for each in same:
            found.setdefault(each.id, _row(each, "same customer"))
        return tuple(found.values())

    def priority(self, actor: Actor, impact: str, urgency: str) -> Judged:
        """The priority of an impact and an urgency, with its reasons. Raises `BadValue`."""
        require(actor, "work.read", "read problems")
        with self._store.reading() as session:
            return judge(terms_of(session).matrix, impact, urgency)

    def terms(self, actor: Actor) -> Terms:
        """What is settled about problems: the words one may choose from."""
        require(actor, "work.read", "read problems")
        with self._store.reading() as session:
            return terms_of(session)


def _customer(session: Session, typed: str) -> int | None:
    try:
        known = resolve_customer(session, typed) if typed.strip() else None
    except DeskError:
        return None
    return known.id if known else None


def _why(kin: Kin, service: str) -> str:
    is_service = service and fold(kin.service) == fold(service)
    return f"major, same {'service' if is_service else 'place'}"


def _row(kin: Kin, why: str) -> HintRow:
    ref = str(Reference("problem", kin.number))
    return HintRow(ref, kin.subject, kin.state, kin.priority, why, kin.is_major)
