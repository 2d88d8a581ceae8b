"""What was drafted goes by itself, where the desk has settled so."""

from collections.abc import Sequence

from desk.models.addressees import addressees
from desk.models.notices import KeptNotice
from desk.models.store import Session
from desk.rules.actions import find
from desk.rules.new_times import soonest
from desk.rules.permissions import DESK
from desk.rules.policies import OFFICE
from desk.rules.templates import moment_told
from desk.rules.vocabulary import Reference
from desk.services.changes import Change, Moment
from desk.services.going import go
from desk.services.items import numbered
from desk.services.letters import AUTHOR, House, house, refuses


def send_drafts(
    session: Session, drafts: Sequence[KeptNotice], now: int, *, training: bool = False
) -> dict[int, str]:
    """Let drafts go, each as a change of its item; the reference of each, by item.

    Those stay for customers who do not want to be told, and for what has ended.
    """
    own = house(session)
    to = addressees(session, [draft.item for draft in drafts])
    action = find("send", "notice")
    sent: dict[int, str] = {}
    for draft in drafts:
        item = numbered(session, draft.item)
        if item.has_ended or refuses(to[draft.item], draft.purpose):
            continue
        change = Change(session, Moment(DESK, now, training), action, item)
        known = to[draft.item]
        letter = _promising_anew(change, own, own.zone_of(known), draft)
        go(change, letter._replace(not_before=own.leaves_at(known, now)), AUTHOR, draft)
        change.keep()
        sent[draft.item] = str(Reference("notice", draft.number))
    return sent


def _promising_anew(change: Change, own: House, zone: str, draft: KeptNotice) -> KeptNotice:
    """The letter with a time that still lies ahead: the desk may have been closed for long."""
    if draft.promised is None or draft.promised > change.now:
        return draft
    hours = change.clocks.terms.calendars.get(OFFICE)
    at = soonest(hours, change.now) if hours else None
    if at is None:
        return draft._replace(promised=None)
    was, anew = moment_told(draft.promised, zone), moment_told(at, zone)
    return draft._replace(promised=at, text=draft.text.replace(was, anew))
