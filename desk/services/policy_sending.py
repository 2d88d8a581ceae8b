"""What was drafted goes by itself, where the desk has settled so."""

from collections.abc import Collection, Sequence

from desk.models.addressees import addressees
from desk.models.notices import KeptNotice, drafts_of
from desk.models.promises import promised_by_itself
from desk.models.store import Session
from desk.rules.actions import find
from desk.rules.clocks import PROMISE
from desk.rules.new_times import soonest
from desk.rules.permissions import DESK
from desk.rules.policies import OFFICE
from desk.rules.templates import moment_told
from desk.rules.vocabulary import Reference
from desk.services.changes import Change, Moment
from desk.services.going import go
from desk.services.items import numbered
from desk.services.letters import AUTHOR, House, house, refuses

_LATE = "late"


def send_late(
    session: Session, missed: Collection[tuple[int, str, int]], now: int, *, training: bool = False
) -> dict[int, str]:
    """Let the late notices go that are drafted for targets which have been missed, the last of each
    item: the others fall away with it.

    Only where that is settled. The reference of each, by item. One whose new time has passed
    meanwhile promises another. What misses a time that the desk promised by itself waits for a
    person: else it would promise on and on, and nobody would be at it.
    """
    own = house(session)
    if own.terms.late != "send":
        return {}
    targets = {(item, clock) for item, clock, _ in missed}
    items = sorted({item for item, _ in targets})
    own_promises = promised_by_itself(session, items)
    drafts = {
        draft.item: draft
        for draft in drafts_of(session, items, _LATE)
        if ((draft.item, draft.clock) in targets or not draft.clock)
        and not (draft.clock == PROMISE and (draft.item, draft.generation) in own_promises)
    }
    return send_drafts(session, [*drafts.values()], now, training=training)


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
