"""What the outbox holds for hooks: laid, counted, let go, taken back."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desk.models.base import peewee
from desk.models.feed import begin_at, drop_cursor, whole
from desk.models.outbox import Outbox
from desk.models.sending import GOING
from desk.models.settings import next_number
from desk.models.store import Row, Session
from desk.models.terms import table_of
from desk.rules.hooks import Hooks, read

MEDIUM = "webhook"
_COLUMNS = (
    *("number", "medium", "recipient", "subject", "state", "not_before", "created", "tries"),
    *("last_answer", "version", "purpose", "text", "seq", "message_id"),
)


class LaidEvent(NamedTuple):
    """An event on its way to a hook."""

    id: str
    subject: str
    seq: int | None
    text: str = ""
    """Said as it stands; empty where it is told from the journal when it leaves."""


def hooks_of(session: Session) -> Hooks:
    """The hooks as they are settled."""
    return read(table_of(session, "hook"))


def begin_hooks(session: Session, before: Mapping[str, object]) -> None:
    """Let hooks that have become settled be told of what happens from now on.

    `before` is the table as it was: one that was not in it begins anew, whatever its name.
    """
    here = whole(session).upto
    for hook in hooks_of(session).ready:
        if hook.name not in before:
            drop_cursor(session, hook.name)
        begin_at(session, hook.name, here)


def lay_events(session: Session, hook: str, events: Sequence[LaidEvent], now: int) -> int:
    """Lay events out for a hook, in order; the number of the first among the notices."""
    first = next_number(session, "notice", len(events))
    rows: list[Row] = [
        (
            *(number, MEDIUM, hook, event.subject, "initial", now, now, 0),
            *("", 1, "event", event.text, event.seq, event.id),
        )
        for number, event in enumerate(events, first)
    ]
    session.insert_many(Outbox, _COLUMNS, rows)
    return first


def waiting(session: Session, hook: str, most: int) -> int:
    """How many events lie here for a hook, counted up to so many."""
    mark = "?" if session.is_sqlite else "%s"
    statement = f"SELECT 1 FROM outbox WHERE {GOING} AND medium = '{MEDIUM}' AND recipient = {mark}"
    return len(session.sql(f"{statement} LIMIT {most}", (hook,)))


def let_all_go(session: Session, hook: str, now: int) -> int:
    """Have everything that did not reach a hook tried again now; how much that is."""
    return session.run(
        Outbox.update(
            state="initial",
            not_before=now,
            done_at=None,
            give_up_at=None,
            version=Outbox.version + 1,
        ).where(_of(hook) & (Outbox.state == "failed"))
    )


def cancel_all(session: Session, hook: str, why: str, now: int) -> int:
    """Keep what waits for a hook from leaving; how much that was."""
    waits = (Outbox.state << ["initial", "failed"]) & Outbox.done_at.is_null()
    return session.run(
        Outbox.update(
            state="cancelled", last_answer=why, done_at=now, version=Outbox.version + 1
        ).where(_of(hook) & waits)
    )


def forget_old(session: Session, hook: str, before: int, most: int) -> int:
    """Take away what a hook has heard, or will not hear, since long ago; how much that was.

    Only the oldest are looked at, so many at once: what is looked through does not grow.
    """
    of_events = (Outbox.recipient == hook) & Outbox.seq.is_null(False) & (Outbox.state != "held")
    oldest = Outbox.select(Outbox.id, Outbox.done_at).where(of_events).order_by(Outbox.seq)
    found = [id_ for id_, at in session.rows(oldest.limit(most)) if at is not None and at < before]
    return session.run(Outbox.delete().where(Outbox.id << found)) if found else 0


def was_given_up_since(session: Session, hook: str, but: int, since: int) -> bool:
    """Whether another event for a hook was given up since then."""
    given_up = (Outbox.state == "failed") & (Outbox.done_at >= since) & (Outbox.id != but)
    latest = Outbox.select(Outbox.id).where(_of(hook) & given_up).order_by(Outbox.id.desc())
    return session.one(latest.limit(1)) is not None


def _of(hook: str) -> peewee.Expression:
    of: peewee.Expression = (Outbox.medium == MEDIUM) & (Outbox.recipient == hook)
    return of
