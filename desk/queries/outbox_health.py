"""How the outbox is, in a few reads: what a screen says at its top, and the doctor."""

from desk.clock import Clock
from desk.models.sending import GOING, RETRIED
from desk.models.settings import settings
from desk.models.store import Session, Store
from desk.models.terms import table_of
from desk.queries.clause import Clause, ask
from desk.rows.health import CheckRow
from desk.rows.outbox_health import OutboxHealth
from desk.rules.outlets import MEDIA, Outlets, read
from desk.rules.times import span

COUNTED_TO = 1000
TOO_LONG = 3600
"""Seconds after which what is to go by itself has waited too long."""


def outbox_health(session: Session) -> OutboxHealth:
    """How the outbox is."""
    outlets = read(table_of(session, "outlet"))
    media = outlets.media
    waiting = _waiting(session)
    with_outlet = [since for medium, since in waiting if medium in media]
    return OutboxHealth(
        outlets=_told(outlets),
        lacking=_lacking(outlets),
        is_training=settings(session).get("training") == "true",
        oldest=min(with_outlet, default=None),
        without=tuple(medium for medium, _ in waiting if medium in MEDIA and medium not in media),
        waiting=_counted(session, GOING),
        again=_counted(session, RETRIED),
        held=_counted(session, "state = 'held'"),
        failed=_counted(session, "state = 'failed' AND done_at IS NOT NULL"),
        last_error=_last_error(session),
    )


def outbox_check(session: Session, now: int) -> CheckRow:
    """What the doctor says of it; nobody outside is asked."""
    found = outbox_health(session)
    kept = f"{found.waiting} messages wait to leave, {found.held} are held, {found.failed} failed"
    if found.lacking:
        message = f"An outlet is not settled: it lacks {', '.join(found.lacking)}"
        return CheckRow("outbox", False, 1, message, f"desk settings set {found.lacking[0]} VALUE")
    if found.oldest is not None and now - found.oldest > TOO_LONG:
        said = f", last: {found.last_error}" if found.last_error else ""
        message = f"A message has waited for {span(now - found.oldest)} to leave{said}"
        after = "Look at what waits: O in the desk. Somebody must have it open, or run desk work."
        return CheckRow("outbox", False, found.waiting, message, after)
    return CheckRow("outbox", True, found.waiting, kept, "")


class OutboxState:
    """Reads of how the outbox is."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def health(self) -> OutboxHealth:
        """How it is now."""
        with self._store.reading() as session:
            return outbox_health(session)

    def check(self) -> CheckRow:
        """What the doctor says of it."""
        with self._store.reading() as session:
            return outbox_check(session, self._clock.now())


def _told(outlets: Outlets) -> tuple[tuple[str, tuple[str, ...]], ...]:
    where = {
        "smtp": f"{outlets.smtp.host}:{outlets.smtp.door}",
        "folder": outlets.folder.path,
    }
    by_outlet: dict[str, list[str]] = {}
    for medium in outlets.media:
        by_outlet.setdefault(outlets.of(medium), []).append(medium)
    return tuple((where[outlet], tuple(media)) for outlet, media in by_outlet.items())


def _lacking(outlets: Outlets) -> tuple[str, ...]:
    """What is missing to a server of mail that was begun; a folder needs its path alone."""
    if outlets.smtp.is_ready or outlets.smtp == Outlets().smtp:
        return ()
    return tuple(f"outlet.smtp.{name}" for name in outlets.smtp.lacking)


def _waiting(session: Session) -> list[tuple[str, int]]:
    """Since when the oldest of each medium waits that is to go by itself, of the first so many."""
    since = "min(CASE WHEN state = 'failed' THEN created ELSE not_before END)"
    first = f"SELECT * FROM outbox WHERE {GOING} AND medium = ? ORDER BY not_before LIMIT ?"
    statement = f"SELECT {since} FROM ({first}) AS waiting"
    found = [
        (medium, ask(session, Clause(statement, (medium, COUNTED_TO)))[0][0])
        for medium in (*MEDIA, "webhook")
    ]
    return [(medium, since) for medium, since in found if since is not None]


def _counted(session: Session, which: str) -> int:
    statement = f"SELECT count(*) FROM (SELECT 1 FROM outbox WHERE {which} LIMIT {COUNTED_TO}) AS f"
    return int(ask(session, Clause(statement, ()))[0][0])


def _last_error(session: Session) -> str:
    last = f"SELECT last_answer FROM outbox WHERE {RETRIED} ORDER BY id DESC LIMIT 1"
    rows = ask(session, Clause(last, ()))
    return str(rows[0][0]) if rows else ""
