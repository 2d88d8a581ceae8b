"""What people are told of thresholds that were crossed, written as the pass over clocks does."""

from desk.bootstrap import Desk
from desk.models.crossings import Crossing
from desk.models.told import tell
from desk.rules.permissions import Actor
from desk.services.journal import Entry, record
from tests.screens.queues import log

TEXT = "completion: 90 % of the time is gone; plan it"


def crossed(desk: Desk, actor: Actor, at: int, why: str = "jeopardy", **more: str) -> str:
    """Somebody is told that an item crossed a threshold, a new one unless it is named; which."""
    ref = more.get("ref") or log(desk, actor, more.get("subject", "Nothing works"))
    row = desk.work.find(actor, ref)
    with desk.work._store.writing() as session:
        last = session.one(Crossing.select(Crossing.id).order_by(Crossing.id.desc()))
        generation = 1 + (last[0] if last else 0)
        values = ("completion", generation, 90, why, at)
        names = ("clock", "generation", "threshold", "level", "at")
        told = {f"completion/{generation}/90": dict(zip(names, values, strict=True))}
        entry = Entry(at, None, "cross", row.kind, row.id, {}, {"crossing": told})
        seq = record(session, entry)
        columns = dict(zip(names, values, strict=True))
        action = f"told {actor.name}"
        session.run(Crossing.insert(item=row.id, seq=seq, action=action, **columns))
        news = {"item": row.id, "seq": seq, "at": at, "why": why, "text": more.get("text", TEXT)}
        tell(session, news, [actor.id or 0])
    return ref
