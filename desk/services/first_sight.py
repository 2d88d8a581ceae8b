"""What came from a file is looked after from when the tick first sees it, like any other work.

Of what would have come before, elsewhere, nobody is told: work that nobody had for long is no news
here. A customer is owed news from now on.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress

from desk.errors import BadValue
from desk.models.alarms import add_alarms
from desk.models.base import NOBODY
from desk.models.people import Team
from desk.models.store import Session
from desk.models.terms import table_of
from desk.models.tick import DueItem, FirstSeen, first_seen
from desk.rules import notice_terms
from desk.rules.alarms import UNOWNED, WHOLE, Alarm
from desk.rules.policies import OFFICE
from desk.rules.working_time import Calendar
from desk.services.alarms import update_alarms
from desk.services.crossings import Terms

_STANDING = ("pending", "held")


def look_after(session: Session, items: Iterable[DueItem], terms: Terms) -> None:
    """Set the alarms of items that were never seen before; those that came along stay."""
    found = first_seen(session, sorted({item.id for item in items if item.is_open}))
    if not found:
        return
    rows = [(each.id, alarm) for each, alarm in _unowned(session, found, terms)]
    owed: dict[int, list[int]] = {}
    for each in found:
        if each.kind == "problem" and each.state not in _STANDING:
            owed.setdefault(max(terms.now, each.created), []).append(each.id)
    for since, ids in owed.items():
        rows += update_alarms(session, ids, since).items()
    there = {each.id: each.alarms for each in found}
    add_alarms(session, [(item, each) for item, each in rows if each.name not in there[item]])


def _unowned(
    session: Session, found: Iterable[FirstSeen], terms: Terms
) -> Iterable[tuple[FirstSeen, Alarm]]:
    """When the lead is told that nobody has taken an item, where that is still to come."""
    wanted = notice_terms.read(table_of(session, "notices")).unowned
    hours = _hours(session, terms)
    for each in found:
        calendar = hours.get(each.team, hours.get(None))
        if each.owner != NOBODY or each.asked_at is not None or calendar is None:
            continue
        with suppress(BadValue):  # the hours do not open for that long
            at = calendar.add(each.created, wanted)
            if at > terms.now:
                yield each, Alarm(UNOWNED, each.created, WHOLE, at)


def _hours(session: Session, terms: Terms) -> Mapping[int | None, Calendar]:
    """The hours of each team; under None those of everybody else."""
    known = terms.agreed.calendars
    named = {
        team: name or OFFICE for team, name in session.rows(Team.select(Team.id, Team.calendar))
    }
    found = {
        team: known.get(name) or known.get(OFFICE)
        for team, name in [*named.items(), (None, OFFICE)]
    }
    return {team: calendar for team, calendar in found.items() if calendar is not None}
