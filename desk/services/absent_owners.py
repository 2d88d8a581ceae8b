"""Owners who are absent: when an absence begins, whoever leads them is told what they have open."""

from collections.abc import Sequence

from desk.models.absences import KeptAbsence, first_untold, mark_told, untold
from desk.models.people import Membership
from desk.models.store import Session
from desk.models.told import tell
from desk.models.work import open_of
from desk.rows.ticks import Ticked
from desk.rules.crossings import REMINDER
from desk.services.crossings import Terms
from desk.services.journal import Entry, record

ABSENCE = "absence"
"""What stands in place of a clock."""


def next_absence(session: Session) -> int | None:
    """When the next absence begins of which nobody was told."""
    return first_untold(session)


def tell_absences(session: Session, terms: Terms) -> list[Ticked]:
    """Tell once of each absence that has begun; of what is over by now nobody is told."""
    begun = untold(session, terms.now)
    mark_told(session, [each.id for each in begun], terms.now)
    found = [_tell(session, each, terms) for each in begun if each.ends > terms.now]
    return [each for each in found if each is not None]


def _tell(session: Session, absence: KeptAbsence, terms: Terms) -> Ticked | None:
    held = open_of(session, absence.person)
    if not held.count:
        return None
    told = {"starts": absence.starts, "ends": absence.ends, "open": held.count}
    entry = Entry(
        max(absence.starts, held.created),
        None,
        "remind",
        "person",
        absence.person,
        after={"absence": told},
        training=terms.training,
    )
    seq = record(session, entry)
    many = f"{held.count} open items want" if held.count > 1 else "an open item wants"
    text = f"{terms.names[absence.person]} is absent: {many} another owner"
    people = _leading(session, absence.person, terms)
    columns = {"item": held.item, "seq": seq, "at": entry.at, "why": REMINDER, "text": text}
    tell(session, columns, people)
    who = ", ".join(terms.names[person] for person in people)
    action = f"told {who}" if who else ""
    return Ticked(str(held.ref), ABSENCE, 100, entry.at, REMINDER, action)


def _leading(session: Session, person: int, terms: Terms) -> Sequence[int]:
    """Who leads somebody: the lead of the first of their teams that has another one."""
    rows = session.rows(Membership.select(Membership.team).where(Membership.person == person))
    teams = sorted(team for (team,) in rows)
    led = [team for team in teams if terms.ladder.leads.get(team, person) != person]
    return terms.ladder.step(person, led[0] if led else None, 1)
