"""The outbox as its senders see it: claimed by one of them, answered, put off, held back.

A sender that is gone keeps nothing: what it claimed may be claimed again once its time is over.
"""

from collections.abc import Sequence
from typing import NamedTuple

from desk.models.outbox import Outbox
from desk.models.store import Row, Session


class Route(NamedTuple):
    """What leaves by one way: media, or what goes to one hook."""

    media: tuple[str, ...]
    recipient: str = ""
    """The name of a hook; empty for what goes to people."""


class Times(NamedTuple):
    """The desk's time, and the machine's: a sender is there or gone by the machine's alone."""

    now: int
    real: int
    farthest: int
    """A claim that lasts longer was made by a machine whose clock has been put back since."""


class Claim(NamedTuple):
    """Who claims, for how long, and what a message is called that has no name yet."""

    sender: str
    until: int
    message_id: str


class Claimed(NamedTuple):
    """A message that one sender has to itself for a while."""

    id: int
    number: int
    item: int | None
    purpose: str
    medium: str
    recipient: str
    subject: str
    text: str
    language: str
    written: int
    """When it was said: what was drafted may have lain for days before somebody let it go."""
    tries: int
    message_id: str
    promised: int | None
    writer: int | None
    seq: int | None
    give_up_at: int | None
    released: int | None
    quiet: str
    """When its customer is not to be told anything; empty for never."""
    zone: str
    """The zone of its customer; empty for the desk's own."""
    handed_at: int
    """When this sender took it."""
    is_training: bool
    """Whether it was written under a training clock."""


class Kept(NamedTuple):
    """A message as whoever decides on it needs it."""

    id: int
    number: int
    state: str
    recipient: str
    customer: int | None
    done_at: int | None
    version: int


GOING = "state IN ('initial', 'inProgress', 'failed') AND done_at IS NULL"
"""What is to leave by itself, as the index has it."""
RETRIED = "state = 'failed' AND done_at IS NULL"
"""What failed and is tried again."""
_FREE = "(state <> 'inProgress' OR sending_until <= ? OR sending_until > ?)"
_ASKED = "state = 'initial' AND tries > 0"
"""What a person wants to be tried again now."""


def is_due(session: Session, route: Route, times: Times, *, asked: bool = False) -> bool:
    """Whether anything is to leave by a way now; with `asked`, because a person wants it now."""
    which, values = _due(route, times)
    more = f" AND {_ASKED}" if asked else ""
    statement = f"SELECT 1 FROM outbox WHERE {which}{more} LIMIT 1"
    return bool(_run(session, statement, values))


def hooks_due(session: Session, times: Times) -> list[str]:
    """The hooks to which anything is to go now."""
    which, values = _due(Route(("webhook",)), times)
    statement = f"SELECT DISTINCT recipient FROM outbox WHERE {which} ORDER BY recipient"
    return [str(name) for (name,) in _run(session, statement, values)]


def next_due(session: Session, media: Sequence[str]) -> int | None:
    """When the next message is to leave by some media; None for never."""
    first = f"SELECT min(not_before) FROM outbox WHERE {GOING} AND medium = ?"
    found = [_run(session, first, (medium,))[0][0] for medium in media]
    return min((int(at) for at in found if at is not None), default=None)


def claim(session: Session, route: Route, times: Times, by: Claim) -> Claimed | None:
    """Take the message that has waited longest, for one sender alone; None when nothing is due."""
    which, values = _due(route, times)
    locked = "" if session.is_sqlite else " FOR UPDATE SKIP LOCKED"
    statement = (
        "UPDATE outbox SET state = 'inProgress', sender = ?, sending_until = ?,"
        " message_id = CASE WHEN message_id = '' THEN ? ELSE message_id END,"
        " handed_at = ?, version = version + 1 WHERE id = (SELECT id FROM outbox"
        f" WHERE {which} ORDER BY not_before, id LIMIT 1{locked}) RETURNING id"
    )
    found = _run(session, statement, (*by, times.now, *values))
    return _claimed(session, int(found[0][0])) if found else None


def renew(session: Session, message: int, sender: str, until: int) -> bool:
    """Prolong a claim; False when it is another's, or nobody's any more."""
    mine = (Outbox.id == message) & (Outbox.state == "inProgress") & (Outbox.sender == sender)
    return session.run(Outbox.update(sending_until=until).where(mine)) == 1


def thread_of(session: Session, message: Claimed, limit: int = 20) -> list[str]:
    """What went to the same recipient about the same item before, by its names, oldest first."""
    if message.item is None:
        return []
    before = (
        (Outbox.item == message.item)
        & (Outbox.id < message.id)
        & (Outbox.recipient == message.recipient)
        & (Outbox.message_id != "")
        & (Outbox.state << ["completed", "inProgress"])
    )
    query = Outbox.select(Outbox.message_id).where(before).order_by(Outbox.id.desc())
    return [name for (name,) in session.rows(query.limit(limit))][::-1]


def delivered(session: Session, message: Claimed, said: str, at: int) -> bool:
    """Write down that an outlet has taken a message, whoever else may have claimed it since.

    False when that was written down before.
    """
    done = session.run(
        Outbox.update(
            state="completed",
            handed_at=message.handed_at,
            done_at=at,
            last_answer=said,
            tries=Outbox.tries + 1,
            sender="",
            sending_until=None,
            version=Outbox.version + 1,
        ).where((Outbox.id == message.id) & (Outbox.state != "completed"))
    )
    return done == 1


def failed(session: Session, message: int, sender: str, **how: int | str | None) -> bool:
    """Write down that a try failed; False when another sender has taken it over."""
    told = Outbox.update(
        **{"state": "failed", **how},
        tries=Outbox.tries + 1,
        handed_at=None,
        sender="",
        sending_until=None,
        version=Outbox.version + 1,
    )
    mine = (Outbox.id == message) & (Outbox.state == "inProgress") & (Outbox.sender == sender)
    return session.run(told.where(mine)) == 1


def put_back(session: Session, message: Claimed, sender: str, until: int) -> None:
    """Have a claimed message wait as it did before, without a try."""
    session.run(
        Outbox.update(
            state="failed" if message.tries else "initial",
            not_before=until,
            handed_at=None,
            sender="",
            sending_until=None,
            version=Outbox.version + 1,
        ).where(
            (Outbox.id == message.id) & (Outbox.state == "inProgress") & (Outbox.sender == sender)
        )
    )


def hold(session: Session, message: int, sender: str, why: str) -> bool:
    """Keep a claimed message back until a person lets it go; False when it is another's."""
    told = Outbox.update(
        state="held",
        last_answer=why,
        handed_at=None,
        sender="",
        sending_until=None,
        version=Outbox.version + 1,
    )
    mine = (Outbox.id == message) & (Outbox.state == "inProgress") & (Outbox.sender == sender)
    return session.run(told.where(mine)) == 1


def hold_all(session: Session, media: Sequence[str], why: str) -> int:
    """Keep all back that is to leave by some media and is not on its way; how much that was."""
    waiting = (Outbox.state == "initial") | ((Outbox.state == "failed") & Outbox.done_at.is_null())
    told = Outbox.update(state="held", last_answer=why, version=Outbox.version + 1)
    return session.run(told.where((Outbox.medium << [*media]) & waiting))


def hold_due(session: Session, route: Route, times: Times, why: str, *, made_up: bool) -> int:
    """Keep back what is due by a way; with `made_up` only what was written under another clock."""
    which, values = _due(route, times)
    more = (
        " AND EXISTS (SELECT 1 FROM journal WHERE training = 1 AND journal.seq = COALESCE("
        "outbox.seq, (SELECT message.seq FROM message WHERE message.id = outbox.message)))"
        if made_up
        else ""
    )
    statement = (
        "UPDATE outbox SET state = 'held', last_answer = ?, handed_at = NULL,"
        " version = version + 1"
        f" WHERE {which} AND released IS NULL{more} RETURNING id"
    )
    return len(_run(session, statement, (why, *values)))


def put_off(session: Session, route: Route, times: Times, **how: int | str) -> int:
    """Have all that is due by a way wait, for the way is closed; how much that was.

    Those whose time is over are left: they are given up one by one, aloud.
    """
    which, values = _due(route, times)
    statement = (
        "UPDATE outbox SET state = 'failed', tries = tries + 1, last_answer = ?, not_before = ?,"
        " give_up_at = COALESCE(give_up_at, ?), version = version + 1"
        f" WHERE {which} AND state <> 'inProgress'"
        " AND (give_up_at IS NULL OR give_up_at > ?) RETURNING id"
    )
    told = (how["said"], how["not_before"], how["give_up_at"])
    return len(_run(session, statement, (*told, *values, times.now)))


def found_numbered(session: Session, number: int) -> Kept | None:
    """The message of that number, of people or of hooks; locked until the end."""
    columns = [getattr(Outbox, name) for name in Kept._fields]
    query = Outbox.select(*columns).where(Outbox.number == number)
    found = session.one(query if session.is_sqlite else query.for_update())
    return None if found is None else Kept._make(found)


def let_go(session: Session, message: int, now: int, **fields: int | None) -> None:
    """Have a message leave as soon as it can, whatever kept it."""
    told = Outbox.update(
        **fields, state="initial", not_before=now, done_at=None, version=Outbox.version + 1
    )
    session.run(told.where(Outbox.id == message))


def _due(route: Route, times: Times) -> tuple[str, tuple[object, ...]]:
    """The condition of what is to leave by a way now, and its values."""
    marks = ", ".join("?" * len(route.media))
    which = f"{GOING} AND medium IN ({marks}) AND not_before <= ? AND {_FREE}"
    values: tuple[object, ...] = (*route.media, times.now, times.real, times.farthest)
    if route.recipient:
        return f"{which} AND recipient = ?", (*values, route.recipient)
    return which, values


def _claimed(session: Session, id_: int) -> Claimed:
    statement = (
        "SELECT outbox.id, outbox.number, outbox.item, outbox.purpose, outbox.medium,"
        " outbox.recipient, outbox.subject, COALESCE(message.text, outbox.text), outbox.language,"
        " COALESCE(message.at, outbox.created), outbox.tries, outbox.message_id,"
        " outbox.promised, outbox.writer,"
        " outbox.seq, outbox.give_up_at, outbox.released, COALESCE(customer.quiet, ''),"
        " COALESCE(customer.zone, ''), outbox.handed_at, COALESCE(journal.training, 0)"
        " FROM outbox LEFT JOIN message ON message.id = outbox.message"
        " LEFT JOIN work ON work.id = outbox.item"
        " LEFT JOIN customer ON customer.id = COALESCE(outbox.customer, work.customer)"
        " LEFT JOIN journal ON journal.seq = COALESCE(outbox.seq, message.seq)"
        " WHERE outbox.id = ?"
    )
    ((*row, training),) = _run(session, statement, (id_,))
    return Claimed._make((*row, bool(training)))


def _run(session: Session, text: str, values: Sequence[object]) -> list[Row]:
    return session.sql(text if session.is_sqlite else text.replace("?", "%s"), values)
