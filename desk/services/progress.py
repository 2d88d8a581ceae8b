"""A customer whose problem takes long hears of it again, as often as their service level says."""

from collections.abc import Sequence

from desk.models.addressees import addressees
from desk.models.alarms import put_alarm
from desk.models.notices import KeptNotice, add_notices, drafts_of
from desk.models.store import Session
from desk.rules.alarms import UPDATE, WHOLE
from desk.rules.vocabulary import Reference
from desk.services.alarms import update_alarms
from desk.services.letters import drafted, house, refuses, way_to
from desk.services.policy_sending import send_drafts

PROGRESS = "progress"


def on_update(
    session: Session, items: Sequence[int], now: int, *, training: bool = False
) -> dict[int, str]:
    """Draft or send news to customers who have heard nothing for as long as was agreed.

    What became of it, by item, as `desk tick` prints it. One draft lies ready at most; whoever
    has the item is told each time, by whoever calls. Each is set its next time.
    """
    for item, alarm in update_alarms(session, items, now).items():
        put_alarm(session, item, alarm)
    own = house(session)
    if own.terms.progress == "off":
        return {}
    to = addressees(session, items)
    lying = {draft.item: draft for draft in drafts_of(session, items, PROGRESS)}
    done = {item: f"progress notice {_ref(draft)} still lies" for item, draft in lying.items()}
    rows = []
    for item in items:
        way = way_to(to[item])
        if item in lying or way is None or refuses(to[item], PROGRESS):
            continue
        letter = own.written(to[item], PROGRESS, {})
        made = drafted(to[item], way, PROGRESS, letter, now)
        rows.append(made._replace(clock=UPDATE, generation=now, threshold=WHOLE))
    made_ones = add_notices(session, rows)
    if own.terms.progress == "send":
        going = [*lying.values(), *made_ones]
        sent = send_drafts(session, going, now, training=training)
        return {item: f"progress notice {ref} sent" for item, ref in sent.items()}
    return done | {each.item: f"progress notice {_ref(each)} drafted" for each in made_ones}


def _ref(notice: KeptNotice) -> str:
    return str(Reference("notice", notice.number))
