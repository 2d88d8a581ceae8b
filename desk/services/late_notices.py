"""Customers are told before a deadline is missed: a late notice is drafted, somebody sends it."""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.addressees import Addressee, addressees
from desk.models.ladder import read_ladder
from desk.models.late import Target, targets_of
from desk.models.notices import KeptNotice, add_notices, drafts_of, told_late
from desk.models.store import Session
from desk.models.told import tell_all
from desk.rules.escalation import told_of
from desk.rules.ladder import Ladder
from desk.rules.new_times import proposed
from desk.rules.policies import AT_ANY_HOUR, OFFICE
from desk.rules.vocabulary import CLOCKS_OF, Reference
from desk.services.clocks import Agreed, agreed
from desk.services.letters import House, drafted, house, refuses, way_to

LATE = "late"


class LateWanted(NamedTuple):
    """A clock of an item whose customer is to be told that it will be late."""

    item: int
    clock: str
    generation: int
    threshold: int
    due: int
    """When its target is used up."""
    seq: int
    """The entry of the journal that tells of the crossing."""


def draft_late(session: Session, wanted: Sequence[LateWanted], now: int) -> dict[int, str]:
    """Draft late notices, one for a clock in its generation; of several that come at once for an
    item, the one for what is due last.

    The reference of each, by item. Who is to send it is told that it lies ready, or that nobody
    knows where to. Nothing is drafted for customers who do not want to be told.
    """
    own = house(session)
    new = _new_ones(session, wanted) if own.terms.late != "off" else []
    if not new:
        return {}
    ids = [each.item for each in new]
    to = addressees(session, ids)
    targets, terms = targets_of(session, ids), agreed(session)
    rows: list[KeptNotice] = []
    stuck: list[LateWanted] = []
    for each in new:
        known, target = to[each.item], targets.get((each.item, each.clock, each.generation))
        if refuses(known, LATE) or target is None:
            continue
        made = _draft(own, known, each, _new_time(terms, target, each.due, now), now)
        if made is None:
            stuck.append(each)
        else:
            rows.append(made)
    made_ones = {each.item: each for each in add_notices(session, rows)}
    lying = [each for each in new if each.item in made_ones]
    _tell_people(session, [*lying, *stuck], to, made_ones, now)
    return {item: str(Reference("notice", each.number)) for item, each in made_ones.items()}


def _new_ones(session: Session, wanted: Sequence[LateWanted]) -> list[LateWanted]:
    """Those of which nothing was ever drafted, and nothing lies ready; one for an item.

    What a person has drafted speaks of no clock, and stands for all of them.
    """
    ids = sorted({each.item for each in wanted})
    before = told_late(session, ids)
    busy = {(notice.item, notice.clock) for notice in drafts_of(session, ids, LATE)}
    found: dict[int, LateWanted] = {}
    for each in sorted(wanted, key=lambda each: each.due):
        is_new = (each.item, each.clock, each.generation) not in before
        if is_new and not busy & {(each.item, each.clock), (each.item, "")}:
            found[each.item] = each
    return [*found.values()]


def _new_time(terms: Agreed, target: Target, due: int, now: int) -> int | None:
    """A new time in working hours; those of the desk for what is promised at any hour."""
    wanted = OFFICE if target.calendar == AT_ANY_HOUR else target.calendar
    hours = terms.calendars.get(wanted) or terms.calendars.get(target.calendar)
    return proposed(hours, target.seconds, due, now) if hours else None


def _draft(
    own: House, to: Addressee, wanted: LateWanted, promised: int | None, now: int
) -> KeptNotice | None:
    """The late notice; None when nobody knows where to send it, or when it could be done."""
    way = way_to(to)
    if way is None or promised is None:
        return None
    values = {"due": own.moment(to, wanted.due), "promised": own.moment(to, promised)}
    first_answer, _ = CLOCKS_OF[to.kind]
    occasion = "lateAnswer" if wanted.clock == first_answer else LATE
    letter = own.written(to, occasion, values)
    return drafted(to, way, LATE, letter, now)._replace(
        clock=wanted.clock,
        generation=wanted.generation,
        threshold=wanted.threshold,
        promised=promised,
    )


def _tell_people(
    session: Session,
    wanted: Sequence[LateWanted],
    to: dict[int, Addressee],
    made: dict[int, KeptNotice],
    now: int,
) -> None:
    """Tell whoever is to send a notice that it lies ready; or that there is no address."""
    if not wanted:
        return
    ladder = read_ladder(session)
    rows = []
    for each in wanted:
        notice = made.get(each.item)
        text = "Nobody knows where to tell the customer it is late"
        if notice is not None:
            ref = Reference("notice", notice.number)
            text = f"Late notice {ref} lies ready; send or drop it"
        people = told_to(to[each.item], ladder)
        rows += [(person, each.item, each.seq, now, LATE, text) for person in people]
    tell_all(session, rows)


def told_to(to: Addressee, ladder: Ladder) -> tuple[int, ...]:
    """Who looks after a notice: who has the item, or who leads its team when nobody has."""
    return told_of(("owner",), to.owner, to.team, ladder)
