"""The priority of a problem, worked out from impact, urgency and what is known of it."""

import json

from desk.models.clocks import KeptClock
from desk.models.kin import contacts_on
from desk.models.problem_terms import terms_of
from desk.models.store import Session
from desk.models.work import Work
from desk.rules.priority import Judged, judge
from desk.rules.problem_terms import Terms, check_word
from desk.services.items import Item

_WEEK = 7 * 24 * 3600
_MANY_CONTACTS = 3


def judged(session: Session, item: Item, due: int | None, now: int) -> Judged:
    """The priority of a problem with the lines that say why; `due` is when its work is due.

    Raises `BadValue` for a level the matrix does not know or that is switched off.
    """
    terms = terms_of(session)
    parent = None
    if item.parent is not None:
        row = session.one(Work.select(Work.priority).where(Work.id == item.parent))
        parent = None if row is None else int(row[0])
    return judge(terms.matrix, item.impact, item.urgency, _facts(session, item, due, now), parent)


def reasons(found: Judged) -> str:
    """The lines that say why, as the store keeps them."""
    return json.dumps(found.reasons, ensure_ascii=False)


def due_of(clock: KeptClock | None) -> int | None:
    """When the work is due; None while nothing runs."""
    return None if clock is None else clock.due


def level(terms: Terms, side: str, value: str) -> str:
    """An impact or urgency as the matrix spells it. Raises `BadValue`, naming those there are."""
    return check_word(side, value, terms.impacts() if side == "impact" else terms.urgencies())


def _facts(session: Session, item: Item, due: int | None, now: int) -> list[str]:
    found = ["vip"] if "|vip|" in item.tags else []
    if item.id and contacts_on(session, item.id, now - _WEEK) >= _MANY_CONTACTS:
        found.append("thirdContact")
    if item.wanted_by is not None and due is not None and item.wanted_by < due:
        found.append("wantedBeforeDue")
    if item.workaround:
        found.append("workaround")
    if item.major:
        found.append("major")
    return found
